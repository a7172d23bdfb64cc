"""What a target asks, as data (DESIGN.md 3; domain.md 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Genere(StrEnum):
    """The kind of one condition; the values are those of the gold readings."""

    BOOLEANO = "boolean"
    SCADENZA = "deadline"
    SOGLIA = "threshold"
    INTERVALLO = "range"
    FREQUENZA = "frequency"
    DELTA = "delta"
    QUALITATIVO = "qualitative"


class Verso(StrEnum):
    """Whether more is better (crescente) or less (decrescente)."""

    CRESCENTE = "crescente"
    DECRESCENTE = "decrescente"


TRAGUARDO = "milestone"
SEGNAPOSTO = "placeholder"


@dataclass(frozen=True, slots=True)
class Condizione:
    """One measurable part of a target.

    `valore` is in `unita` (a share of 95 % is 95 with unit "%"); `valore_max` closes an interval.
    `data` is "MM-DD" where the text leaves the year to its column, "YYYY-MM-DD" where it states it,
    None for a deadline tied to an event. `operatore` is one of <, <=, =, >=, > or None when the text
    has no comparator. `sotto` tells a qualitative `milestone` from a `placeholder`.
    """

    genere: Genere
    operatore: str | None = None
    valore: Decimal | None = None
    unita: str | None = None
    data: str | None = None
    etichetta: str | None = None
    valore_max: Decimal | None = None
    base: Decimal | None = None
    sotto: str | None = None

    def in_json(self) -> dict[str, Any]:
        """The form of `gold/seed_targets.jsonl`: numbers as numbers, further keys only when set."""
        dati: dict[str, Any] = {
            "kind": self.genere.value,
            "op": self.operatore,
            "value": _numero(self.valore),
            "unit": self.unita,
            "date": self.data,
            "label": self.etichetta,
        }
        if self.valore_max is not None:
            dati["value_max"] = _numero(self.valore_max)
        if self.base is not None:
            dati["baseline"] = _numero(self.base)
        if self.sotto is not None:
            dati["sub"] = self.sotto
        return dati

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Condizione:
        """The inverse of `in_json`. Raises ValueError or KeyError on data that is not a condition."""
        return cls(
            genere=Genere(dati["kind"]),
            operatore=dati.get("op"),
            valore=_decimale(dati.get("value")),
            unita=dati.get("unit"),
            data=dati.get("date"),
            etichetta=dati.get("label"),
            valore_max=_decimale(dati.get("value_max")),
            base=_decimale(dati.get("baseline")),
            sotto=dati.get("sub"),
        )


@dataclass(frozen=True, slots=True)
class Avviso:
    """Something doubtful in a target's text: a stable code, a sentence in Italian, the span it concerns."""

    codice: str
    messaggio: str
    inizio: int = 0
    fine: int = 0


@dataclass(frozen=True, slots=True)
class Interpretazione:
    """A reading: a proposal until a person confirms it."""

    condizioni: tuple[Condizione, ...]
    avvisi: tuple[Avviso, ...] = ()


def _numero(valore: Decimal | None) -> int | float | None:
    if valore is None:
        return None
    return int(valore) if valore == valore.to_integral_value() else float(valore)


def _decimale(valore: int | float | str | None) -> Decimal | None:
    return None if valore is None else Decimal(str(valore))
