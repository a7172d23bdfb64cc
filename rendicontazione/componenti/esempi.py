"""What the page of the components shows: each state of each piece, invented and never stored."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest
from django.utils import timezone

from indicatori.motore.aggregazione import Aggregato, Voce, aggrega
from indicatori.motore.gradi import Grado
from indicatori.motore.grammatica import interpreta
from indicatori.motore.inserimento import leggi_valore
from indicatori.motore.profilo import PROFILO_PREDEFINITO
from indicatori.motore.punteggio import grado_previsione
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente
from pianoperf.web.grafici import Barra, Grafico, barre
from pianoperf.web.templatetags.formati import TONI
from rendicontazione.selectors.confronto import RigaConfronto
from rendicontazione.templatetags.ciclo import PASSI

LUNGO = (
    "Monitoraggio dell'andamento del potenziamento dei servizi, con la verifica semestrale dei tempi di risposta "
    "alle famiglie e la pubblicazione dei risultati sul sito dell'ente entro il termine fissato dal regolamento"
)
# value, band, why there is none
GRADI: tuple[tuple[Fraction | None, str, str], ...] = (
    (Fraction(0), "non raggiunto", ""),
    (Fraction(2, 3), "parzialmente raggiunto", ""),
    (Fraction(1), "raggiunto", ""),
    (Fraction(6, 5), "superato", ""),
    (None, "", "non calcolabile"),
    (None, "", "non rendicontato"),
)
NOMI_DEI_PASSI = list(PASSI.values())
# names of the steps, the present one
PERCORSI = [(NOMI_DEI_PASSI, posto, f"Percorso al passo {posto + 1}") for posto in (0, 3, len(NOMI_DEI_PASSI))]
RIGHE = [
    {"codice": "1.1", "indicatore": "Sportello aperto", "quando": date(2024, 6, 30), "risultati": 12},
    {"codice": "1.2", "indicatore": LUNGO, "quando": None, "risultati": 0},
    {"codice": "1.10", "indicatore": "Regolamento approvato", "quando": date(2024, 12, 31), "risultati": 1234},
]


class EsempioTable(tables.Table):
    codice = tables.Column("Codice")
    indicatore = tables.Column("Indicatore")
    quando = tables.DateColumn(verbose_name="Termine", format="d/m/Y")
    risultati = tables.Column("Risultati", attrs={"th": {"class": "numero"}, "td": {"class": "numero"}})

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Una tabella"}
        empty_text = "Nessuna riga con questi filtri."


class EsempioForm(forms.Form):
    """Sent wrong: a right field, a missing one, one that cannot be, a choice, a tick."""

    titolo = forms.CharField(label="Titolo", help_text="Come sta scritto nel piano: «Servizi alle persone».")
    peso = forms.DecimalField(label="Peso", max_value=100, help_text="Da 0 a 100. LG DFP 2/2017.")
    data_atto = forms.DateField(label="Data dell'atto", help_text="Giorno, mese e anno, per esempio 20/12/2025.")
    causa = forms.ChoiceField(
        label="Causa",
        choices=[("esogena", "Esterna all'ente"), ("endogena", "Interna all'ente")],
        widget=forms.RadioSelect,
        help_text="Perché il risultato è sotto il target.",
    )
    riservata = forms.BooleanField(label="Evidenza riservata", required=False, help_text="La vede solo il Nucleo.")


def modulo() -> EsempioForm:
    form = EsempioForm({"titolo": "Servizi alle persone", "peso": "130", "causa": "esogena"})
    form.is_valid()
    return form


def toni() -> list[tuple[str, list[str]]]:
    """Tone -> the states that have it."""
    per_tono: dict[str, list[str]] = {}
    for stato, tono in TONI.items():
        per_tono.setdefault(tono, []).append(stato)
    return list(per_tono.items())


def aggregato() -> Aggregato:
    """Two of three have a grade; one weighs double."""
    voci = [
        Voce("1.1 Sportelli aperti", _grado("Almeno 4", "5"), Fraction(2)),
        Voce("1.2 Dipendenti formati", _grado("almeno 80%", "60"), Fraction(1)),
        Voce("1.3 Da definire", _grado("Da definire", ""), Fraction(1)),
    ]
    return aggrega("Scheda 1", voci)


def _grado(target: str, risultato: str) -> Grado:
    condizioni = interpreta(target, 2024).condizioni
    valori = [leggi_valore(condizione, risultato) for condizione in condizioni]
    return grado_previsione(condizioni, valori, anno=2024, verso=None, profilo=PROFILO_PREDEFINITO)


def grafico() -> Grafico:
    voci = [Barra("raggiunto", 26, "26"), Barra("non raggiunto", 6, "6"), Barra("non rendicontato", 7, "7", vuota=True)]
    return barre("Quanti indicatori in ogni fascia", voci, massimo=26)


def lavori() -> list[Lavoro]:
    """One for each state, the running one in two phases."""
    coda, corso = StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO
    return [
        _lavoro(coda),
        _lavoro(corso, fase="prepara i dati"),
        _lavoro(corso, fase="scheda", fatti=3, totale=12),
        _lavoro(StatoLavoro.PRONTO),
        _lavoro(StatoLavoro.FALLITO, errore="Il documento supera i 15 MB: chiedi una struttura per volta."),
        _lavoro(StatoLavoro.ANNULLATO),
    ]


def _lavoro(stato: StatoLavoro, **altro: Any) -> Lavoro:
    """Of no row: its buttons lead nowhere."""
    ente = Ente(pk=0, codice="esempio")
    return Lavoro(tipo=TipoLavoro.PROMEMORIA, ente=ente, stato=stato, creato_il=timezone.now(), **altro)


def tabella(request: HttpRequest, righe: list[dict[str, Any]]) -> EsempioTable:
    costruita = EsempioTable(righe)
    tables.RequestConfig(request, paginate={"per_page": 2, "silent": True}).configure(costruita)
    return costruita


def confronto() -> list[RigaConfronto]:
    return [
        RigaConfronto("parte_0", "Almeno 4", "5", "6", toccato=True),
        RigaConfronto("nota", "Nota", "Come da verbale.", "Come da verbale.", toccato=False),
    ]
