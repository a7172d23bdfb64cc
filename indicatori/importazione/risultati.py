"""The rows of the sheet Risultati. Results belong to an upper floor: it registers here who checks and applies them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from indicatori.importazione.rilievi import Rilievo

if TYPE_CHECKING:
    from obiettivi.models import Piano
    from pianoperf.organizzazione.models import Utente


@dataclass(frozen=True, slots=True)
class RigaRisultato:
    """One row; `parte` counts the conditions of the target from 1, None for the only one; `cella` is its address."""

    scheda: str
    codice: str
    anno: int
    parte: int | None
    risultato: str
    nota: str
    cella: str


class Ricevitore(Protocol):
    """What an upper floor offers. `piano` is None in the preview of a plan that does not exist yet."""

    def controlla(self, *, piano: Piano | None, righe: Sequence[RigaRisultato]) -> list[Rilievo]: ...

    def applica(self, *, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int: ...


_ricevitori: list[Ricevitore] = []


def registra_ricevitore(ricevitore: Ricevitore) -> None:
    """Called once by the upper floor when it is ready; the last one registered counts."""
    _ricevitori[:] = [ricevitore]


def rilievi_dei_risultati(piano: Piano | None, righe: Sequence[RigaRisultato]) -> list[Rilievo]:
    """The findings on the results, or a note that nobody takes them."""
    if not righe:
        return []
    if _ricevitori:
        return _ricevitori[0].controlla(piano=piano, righe=righe)
    messaggio = f"Il foglio contiene {len(righe)} risultati: con il piano non vengono importati."
    rimedio = "I risultati si inseriscono nella rendicontazione dell'anno."
    return [Rilievo("IMP-RISULTATI-NON-IMPORTATI", "I", "Risultati", "", messaggio, rimedio)]


def applica_risultati(*, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int:
    """How many results were written; 0 when nobody takes them. Runs in the transaction of the commit."""
    if not righe or not _ricevitori:
        return 0
    return _ricevitori[0].applica(piano=piano, righe=righe, utente=utente, adesso=adesso)
