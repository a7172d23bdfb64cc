"""The same rows through django-import-export as it comes: a row at a time, each read back and compared."""

from __future__ import annotations

import time

import tablib
from import_export import fields, resources, widgets

from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import PianoDati
from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Ente


class IndicatoreResource(resources.ModelResource):
    scheda = fields.Field("scheda", "Scheda", widgets.ForeignKeyWidget(Scheda, "codice"))
    codice = fields.Field("codice", "Codice")
    descrizione = fields.Field("descrizione", "Indicatore")
    responsabili_testo = fields.Field("responsabili_testo", "Responsabili")
    verso = fields.Field("verso", "Verso")
    ordine = fields.Field("ordine", "Ordine", widgets.IntegerWidget())

    class Meta:
        model = Indicatore
        fields = ("scheda", "codice", "descrizione", "responsabili_testo", "verso", "ordine")
        import_id_fields = ("scheda", "codice")


class PrevisioneResource(resources.ModelResource):
    indicatore = fields.Field("indicatore", "Codice", widgets.ForeignKeyWidget(Indicatore, "codice"))
    anno = fields.Field("anno", "Anno", widgets.IntegerWidget())
    testo = fields.Field("testo", "Previsione")

    class Meta:
        model = Previsione
        fields = ("indicatore", "anno", "testo")
        import_id_fields = ("indicatore", "anno")


def importa_riga_per_riga(ente: Ente, dati: PianoDati) -> tuple[int, float]:
    """How many rows were written, and in how many seconds; the schede are there before. Raises on any row refused."""
    piano = Piano.objects.create(
        ente=ente, codice=dati.codice, famiglia=dati.famiglia, titolo=dati.titolo,
        primo_anno=dati.triennio[0], ultimo_anno=dati.triennio[2],
    )  # fmt: skip
    for ordine, scheda in enumerate(dati.schede):
        Scheda.objects.create(piano=piano, ordine=ordine, codice=scheda.codice, titolo=scheda.titolo)
    fogli: list[tuple[resources.ModelResource, tablib.Dataset]] = [
        (IndicatoreResource(), _indicatori(dati)),
        (PrevisioneResource(), _previsioni(dati)),
    ]
    inizio = time.perf_counter()
    for risorsa, foglio in fogli:
        risorsa.import_data(foglio, raise_errors=True)
    return sum(len(foglio) for _, foglio in fogli), time.perf_counter() - inizio


def _indicatori(dati: PianoDati) -> tablib.Dataset:
    foglio = tablib.Dataset(headers=["Scheda", "Codice", "Indicatore", "Responsabili", "Verso", "Ordine"])
    for scheda in dati.schede:
        for ordine, voce in enumerate(scheda.indicatori):
            foglio.append([scheda.codice, voce.codice, voce.descrizione, voce.responsabili, "crescente", ordine])
    return foglio


def _previsioni(dati: PianoDati) -> tablib.Dataset:
    foglio = tablib.Dataset(headers=["Codice", "Anno", "Previsione"])
    for scheda in dati.schede:
        for voce in scheda.indicatori:
            for anno, testo in voce.previsioni.items():
                foglio.append([voce.codice, anno, testo])
    return foglio
