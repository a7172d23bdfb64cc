"""A valued year as plain data: what the validation freezes (DESIGN.md 4)."""

from __future__ import annotations

from typing import Any

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.profilo import Fascia
from obiettivi.models import Azione
from rendicontazione.nucleo.fotografia import lavoro_del_nucleo
from rendicontazione.selectors.valutati import IndicatoreValutato, SchedaValutata, Valutazione

# 1 had no bands, azioni, notes and reasons, 2 nothing of the Nucleo's work: such snapshots are still read.
FORMATO = 3


def fotografia(valutazione: Valutazione) -> dict[str, Any]:
    """The year as plain data: grades as exact fractions, conditions, values, reasons, profile, the Nucleo's work."""
    return {
        "formato": FORMATO,
        "profilo": valutazione.profilo.in_json(),
        "ente": {**valutazione.ente.in_json(), "fascia": _nome(valutazione.fascia)},
        "schede": [_scheda(voce) for voce in valutazione.schede],
        "nucleo": lavoro_del_nucleo(valutazione),
    }


def _scheda(voce: SchedaValutata) -> dict[str, Any]:
    return {
        "codice": voce.scheda.codice,
        **voce.aggregato.in_json(),
        "fascia": _nome(voce.fascia),
        "azioni": [_azione(azione, aggregato) for azione, aggregato in voce.azioni],
        "indicatori": [_indicatore(indicatore) for indicatore in voce.indicatori],
    }


def _azione(azione: Azione | None, aggregato: Aggregato) -> dict[str, Any]:
    return {"numero": azione.numero if azione else None, **aggregato.in_json()}


def _indicatore(voce: IndicatoreValutato) -> dict[str, Any]:
    risultato = voce.risultato
    return {
        "codice": voce.indicatore.codice,
        "target": risultato.previsione.testo,
        "condizioni": risultato.previsione.condizioni,
        "valori": risultato.valori,
        "stato": risultato.stato,
        "nota": risultato.nota,
        "causa": risultato.causa,
        "fonte": risultato.fonte,
        "motivo": risultato.motivo,
        "peso": None if voce.peso is None else str(voce.peso),
        "grado": voce.grado.in_json(),
        "fascia": _nome(voce.fascia),
        "calcolato": voce.calcolato.in_json() if voce.calcolato else None,
    }


def _nome(fascia: Fascia | None) -> str | None:
    return fascia.nome if fascia else None
