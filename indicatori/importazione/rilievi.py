"""What the reader found: E blocks the import, W and I inform; each says where and what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Gravita = Literal["E", "W", "I"]
_ORDINE = {"E": 0, "W": 1, "I": 2}


@dataclass(frozen=True, slots=True)
class Rilievo:
    """One finding. `cella` is an address such as "B7", "" for a whole sheet or plan; `rimedio` says what to do."""

    codice: str
    gravita: Gravita
    foglio: str
    cella: str
    messaggio: str
    rimedio: str = ""

    def in_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def dove(self) -> str:
        """ "Indicatori!B7"; "" for the plan as a whole."""
        return f"{self.foglio}!{self.cella}" if self.cella else self.foglio

    def __str__(self) -> str:
        coda = f" {self.rimedio}" if self.rimedio else ""
        dove = f" {self.dove}" if self.dove else ""
        return f"{self.gravita} {self.codice}{dove}: {self.messaggio}{coda}"


def in_ordine(rilievi: list[Rilievo]) -> list[Rilievo]:
    """Errors first; within a severity, in the order they were found."""
    return sorted(rilievi, key=lambda rilievo: _ORDINE[rilievo.gravita])


def bloccanti(rilievi: list[Rilievo]) -> list[Rilievo]:
    return [rilievo for rilievo in rilievi if rilievo.gravita == "E"]
