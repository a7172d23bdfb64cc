"""What the verbale of the Nucleo prints beside the rest of the Vista, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class DecisioneVista:
    """An opinion other than a confirmation: `calcolato` and `grado` are shares of one, None when there is none."""

    scheda: str
    codice: str
    indicatore: str
    target: str
    risultato: str
    calcolato: Fraction | None
    esito: str
    grado: Fraction | None
    motivo: str


@dataclass(frozen=True, slots=True)
class VerbaleVista:
    """`nucleo` is `lavoro_del_nucleo` as frozen (or as it stands, in a draft); `validata_il` is None in a draft.

    `esaminati` are the results by state, in words, with how many.
    """

    nucleo: dict[str, Any]
    esaminati: tuple[tuple[str, int], ...] = ()
    decisioni: tuple[DecisioneVista, ...] = ()
    validata_il: date | None = None
    validata_da: str = ""
    riaperture: tuple[tuple[date, str, str], ...] = field(default=())

    @property
    def bozza(self) -> bool:
        return self.validata_il is None
