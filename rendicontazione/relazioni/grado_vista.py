"""A grade as a document prints it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class GradoVista:
    """A grade (share of one, exact; None when there is none), its band, and how many indicators it rests on.

    `motivo` says in Italian why there is no grade; `spiegazione` is the sentence of the engine.
    """

    grado: Fraction | None = None
    fascia: str = ""
    motivo: str = ""
    valutati: int = 0
    totale: int = 0
    spiegazione: str = ""
