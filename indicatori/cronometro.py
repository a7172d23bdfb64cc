"""One row of `make bench`: what was timed, on how much, how long it took, and what it should take."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

VOLTE = 3


@dataclass(frozen=True)
class Misura:
    """`secondi` is the median of the runs; `quantita` what was worked on and `obiettivo` the goal, in words."""

    nome: str
    quantita: str
    secondi: float
    obiettivo: str = ""


def cronometra(lavoro: Callable[[], object], volte: int = VOLTE) -> float:
    """The median time of some runs, in seconds."""
    return statistics.median(_secondi(lavoro) for _ in range(volte))


def _secondi(lavoro: Callable[[], object]) -> float:
    inizio = time.perf_counter()
    lavoro()
    return time.perf_counter() - inizio


def a_turno(lavori: Mapping[str, Callable[[], object]], giri: int) -> dict[str, list[float]]:
    """The times of each work, in seconds, taken in turns, so that a slow moment of the machine falls on all.

    Each is done twice before, untimed.
    """
    for lavoro in lavori.values():
        lavoro()
        lavoro()
    tempi: dict[str, list[float]] = {nome: [] for nome in lavori}
    for _ in range(giri):
        for nome, lavoro in lavori.items():
            tempi[nome].append(_secondi(lavoro))
    return tempi


def p95(secondi: Sequence[float]) -> float:
    """The time that 95 runs in a hundred stay within (nearest rank)."""
    return sorted(secondi)[math.ceil(0.95 * len(secondi)) - 1]


def volte(secondi: float, unita: float) -> str:
    """How many times the unit, in Italian: "1,7"."""
    return f"{secondi / unita:.1f}".replace(".", ",")
