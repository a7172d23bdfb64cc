"""Reads of plans as data."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)
from obiettivi.models import Azione, Collegamento, Piano, Scheda


def piano_in_dati(piano: Piano) -> PianoDati:
    """The whole plan as plain data, in the order it is printed; ten queries, whatever its size.

    Targets that a cyclic step has in later years are not printed, and not here.
    """
    previsioni = Prefetch("previsioni", Previsione.objects.filter(ricorrente=False).order_by("anno"))
    indicatori = (
        Indicatore.objects.select_related("azione", "condizionato_da").prefetch_related(previsioni).order_by("ordine")
    )
    schede = piano.schede.order_by("ordine").prefetch_related(
        Prefetch("collegamenti", Collegamento.objects.select_related("obiettivo").order_by("ordine")),
        Prefetch("azioni", Azione.objects.order_by("ordine")),
        Prefetch("indicatori", indicatori),
    )
    strutture = _strutture_per_indicatore(piano)
    return PianoDati(
        codice=piano.codice,
        ente=piano.ente.codice,
        famiglia=piano.famiglia,
        titolo=piano.titolo,
        triennio=piano.triennio,
        obiettivi_strategici=[
            ObiettivoStrategicoDati(obiettivo.codice, obiettivo.titolo, obiettivo.area)
            for obiettivo in piano.obiettivi_strategici.order_by("ordine")
        ],
        schede=[_scheda(scheda, strutture) for scheda in schede],
        capitoli=[
            CapitoloDati(capitolo.numero, capitolo.titolo, capitolo.testo, capitolo.tavola)
            for capitolo in piano.capitoli.order_by("ordine")
        ],
    )


def _strutture_per_indicatore(piano: Piano) -> dict[int, tuple[str, ...]]:
    """Names by indicator, in the order the document writes them: the rows of the link, not the names' order."""
    legame: Any = Indicatore.strutture.through
    righe = (
        legame.objects.filter(indicatore__scheda__piano=piano)
        .order_by("pk")
        .values_list("indicatore_id", "struttura__nome")
    )
    per_indicatore: defaultdict[int, list[str]] = defaultdict(list)
    for indicatore_id, nome in righe:
        per_indicatore[indicatore_id].append(nome)
    return {indicatore_id: tuple(nomi) for indicatore_id, nomi in per_indicatore.items()}


def _scheda(scheda: Scheda, strutture: dict[int, tuple[str, ...]]) -> SchedaDati:
    return SchedaDati(
        codice=scheda.codice,
        titolo=scheda.titolo,
        tipo=scheda.tipo,
        triennio_dichiarato=scheda.triennio_dichiarato,
        responsabile=scheda.responsabile,
        altri_servizi=scheda.altri_servizi,
        incidenza=scheda.incidenza,
        obiettivi_strategici=tuple(collegamento.obiettivo.codice for collegamento in scheda.collegamenti.all()),
        testi=dict(scheda.testi),
        azioni=[_azione(azione) for azione in scheda.azioni.all()],
        indicatori=[_indicatore(voce, strutture.get(voce.pk, ())) for voce in scheda.indicatori.all()],
    )


def _azione(azione: Azione) -> AzioneDati:
    return AzioneDati(
        numero=azione.numero,
        descrizione=azione.descrizione,
        innovazione=azione.innovazione,
        risultato_atteso=azione.risultato_atteso,
        anni=tuple(azione.anni),
    )


def _indicatore(indicatore: Indicatore, strutture: tuple[str, ...]) -> IndicatoreDati:
    previsioni = list(indicatore.previsioni.all())
    return IndicatoreDati(
        codice=indicatore.codice,
        descrizione=indicatore.descrizione,
        azione=indicatore.azione.numero if indicatore.azione else "",
        responsabili=indicatore.responsabili_testo,
        strutture=strutture,
        algoritmo=indicatore.algoritmo,
        baseline=indicatore.baseline,
        termine=indicatore.termine,
        peso=indicatore.peso,
        verso=indicatore.verso,
        previsioni={previsione.anno: previsione.testo for previsione in previsioni if previsione.testo},
        annotazioni={previsione.anno: previsione.annotazione for previsione in previsioni if previsione.annotazione},
        note=indicatore.note,
        ciclico=indicatore.ciclico,
        condizionato_da=indicatore.condizionato_da.codice if indicatore.condizionato_da else "",
    )
