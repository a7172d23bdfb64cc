"""A PianoDati as rows that JSON can hold, and back, exactly: quick and compact, for a reading that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from indicatori.motore.documento import (
    AzioneDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)

Righe = list[Any]


def _valori_di(classe: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(campo.name for campo in fields(classe)))


_piano = _valori_di(PianoDati)
_obiettivo = _valori_di(ObiettivoStrategicoDati)
_scheda = _valori_di(SchedaDati)
_azione = _valori_di(AzioneDati)


def piano_in_righe(dati: PianoDati) -> Righe:
    """The fields of each thing in the order of its class; years of dictionaries as pairs."""
    *testa, _, _ = _piano(dati)
    return [testa, list(map(_obiettivo, dati.obiettivi_strategici)), [_da_scheda(scheda) for scheda in dati.schede]]


def piano_da_righe(righe: Righe) -> PianoDati:
    (codice, ente, famiglia, titolo, (primo, secondo, terzo)), obiettivi, schede = righe
    return PianoDati(
        codice,
        ente,
        famiglia,
        titolo,
        (primo, secondo, terzo),
        [ObiettivoStrategicoDati(*obiettivo) for obiettivo in obiettivi],
        [_a_scheda(scheda) for scheda in schede],
    )


def _da_scheda(scheda: SchedaDati) -> Righe:
    *testa, incidenza, obiettivi, testi, _, _ = _scheda(scheda)
    azioni = list(map(_azione, scheda.azioni))
    return [*testa, _scritto(incidenza), obiettivi, testi, azioni, [_da_indicatore(voce) for voce in scheda.indicatori]]


def _a_scheda(riga: Righe) -> SchedaDati:
    *testa, incidenza, obiettivi, testi, azioni, indicatori = riga
    scheda = SchedaDati(*testa, Decimal(incidenza) if incidenza is not None else None, tuple(obiettivi), testi)
    scheda.azioni = [AzioneDati(*voce, tuple(anni)) for *voce, anni in azioni]
    scheda.indicatori = [_a_indicatore(voce) for voce in indicatori]
    return scheda


def _da_indicatore(voce: IndicatoreDati) -> Righe:
    return [
        voce.codice,
        voce.descrizione,
        voce.azione,
        voce.responsabili,
        voce.strutture,
        voce.algoritmo,
        voce.baseline,
        voce.termine.isoformat() if voce.termine else None,
        _scritto(voce.peso),
        voce.verso,
        list(voce.previsioni.items()),
        list(voce.annotazioni.items()),
        list(voce.risultati.items()),
        voce.note,
        voce.ciclico,
        voce.condizionato_da,
    ]


def _a_indicatore(riga: Righe) -> IndicatoreDati:
    codice, descrizione, azione, responsabili, strutture, algoritmo, baseline, termine, peso, verso, *altro = riga
    previsioni, annotazioni, risultati, note, ciclico, condizionato_da = altro
    return IndicatoreDati(
        codice,
        descrizione,
        azione,
        responsabili,
        tuple(strutture),
        algoritmo,
        baseline,
        date.fromisoformat(termine) if termine else None,
        Decimal(peso) if peso is not None else None,
        verso,
        dict(previsioni),
        dict(annotazioni),
        dict(risultati),
        note,
        ciclico,
        condizionato_da,
    )


def _scritto(numero: Decimal | None) -> str | None:
    return None if numero is None else str(numero)
