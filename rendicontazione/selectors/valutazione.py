"""The grades of a year: frozen once the Nucleo validated it, computed from what is stored until then."""

from __future__ import annotations

from dataclasses import replace

from rendicontazione.models import Istantanea, Rendicontazione
from rendicontazione.selectors.congelata import con_le_modifiche, istantanee_di, valutazione_congelata
from rendicontazione.selectors.istantanea import fotografia
from rendicontazione.selectors.memoria import Ricordo, ricorda
from rendicontazione.selectors.ricalcolo import valutazione_ricalcolata
from rendicontazione.selectors.valutati import IndicatoreValutato, Modifica, SchedaValutata, Valutazione

__all__ = [
    "IndicatoreValutato",
    "Modifica",
    "Ricordo",
    "SchedaValutata",
    "Valutazione",
    "fotografia",
    "valutata",
    "valutazione",
    "valutazione_ricalcolata",
]


def valutazione(rendicontazione: Rendicontazione) -> Valutazione:
    """The year as everybody reads it: a closed one comes from its last snapshot, never from a recomputation.

    A handful of queries, exact arithmetic; one query while no row of it has changed since this process valued it.
    What changed since the first validation is marked. To be read only: the objects are shared.
    """
    return replace(valutata(rendicontazione).valutazione, rendicontazione=rendicontazione)


def valutata(rendicontazione: Rendicontazione) -> Ricordo:
    """The same, with the place where pieces of pages drawn from it alone are kept."""
    return ricorda(rendicontazione, lambda: _adesso(rendicontazione))


def _adesso(rendicontazione: Rendicontazione) -> Valutazione:
    istantanee = istantanee_di(rendicontazione)
    return con_le_modifiche(_gradi(rendicontazione, istantanee), istantanee)


def _gradi(rendicontazione: Rendicontazione, istantanee: list[Istantanea]) -> Valutazione:
    if rendicontazione.chiusa and istantanee:
        return valutazione_congelata(rendicontazione, istantanee[-1])
    return valutazione_ricalcolata(rendicontazione)
