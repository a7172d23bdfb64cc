"""One row of `make bench`: what was timed, on how much, how long it took, and what it should take."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
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
