"""A degree of achievement: its state, its exact value, its explanation (DESIGN.md 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from indicatori.motore.spiegazione import Spiegazione


class StatoGrado(StrEnum):
    """Why a grade has a value, or has none."""

    CALCOLATO = "calcolato"
    NON_CALCOLABILE = "non_calcolabile"
    NON_RENDICONTATO = "non_rendicontato"
    NEUTRALIZZATO = "neutralizzato"
    NON_VALUTABILE = "non_valutabile"

    @property
    def etichetta(self) -> str:
        """The word for the screen."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Grado:
    """`valore` is a share of one, exact, None unless `stato` is calcolato."""

    stato: StatoGrado
    valore: Fraction | None
    spiegazione: Spiegazione

    def in_json(self) -> dict[str, Any]:
        """Plain data for the snapshot; the value as "n/d"."""
        valore = None if self.valore is None else str(self.valore)
        return {"stato": self.stato.value, "valore": valore, "spiegazione": self.spiegazione.in_json()}

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Grado:
        """The inverse of `in_json`."""
        valore = None if dati["valore"] is None else Fraction(dati["valore"])
        return cls(StatoGrado(dati["stato"]), valore, Spiegazione.da_json(dati["spiegazione"]))
