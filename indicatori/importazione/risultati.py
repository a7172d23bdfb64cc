"""The rows of the sheet Risultati. Results belong to an upper floor: it registers here who checks and applies them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from indicatori.importazione.rilievi import Rilievo

if TYPE_CHECKING:
    from obiettivi.models import Piano
    from pianoperf.organizzazione.models import Utente

EsitoRisultato = Literal["nuovo", "modificato", "uguale"]


@dataclass(frozen=True, slots=True)
class RigaRisultato:
    """One row; `parte` counts the conditions of the target from 1, None for the only one; `cella` is its address.

    `causa` is the cause of the deviation as written: which ones exist is for the upper floor to say.
    """

    scheda: str
    codice: str
    anno: int
    parte: int | None
    risultato: str
    nota: str
    cella: str
    causa: str = ""


@dataclass(frozen=True, slots=True)
class VoceRisultato:
    """What would happen to the result of one indicator in one year; `prima` and `dopo` as a person reads them."""

    scheda: str
    codice: str
    anno: int
    esito: EsitoRisultato
    prima: str
    dopo: str

    def in_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True)
class EsameRisultati:
    """The findings on the rows, and one entry for each result that they touch and that may be written."""

    rilievi: list[Rilievo] = field(default_factory=list)
    voci: list[VoceRisultato] = field(default_factory=list)

    @property
    def conteggi(self) -> dict[str, int]:
        contati = Counter(voce.esito for voce in self.voci)
        return {esito: contati[esito] for esito in ("nuovo", "modificato", "uguale")}

    @property
    def diversi(self) -> list[VoceRisultato]:
        return [voce for voce in self.voci if voce.esito != "uguale"]

    @property
    def impronta(self) -> str:
        """Tells whether what the import would do to the results is still what was shown; "" when it does nothing."""
        diversi = [voce.in_json() for voce in self.diversi]
        return hashlib.sha256(json.dumps(diversi).encode()).hexdigest() if diversi else ""


class Ricevitore(Protocol):
    """What an upper floor offers. `piano` is None in the preview of a plan that does not exist yet."""

    def controlla(self, *, piano: Piano | None, righe: Sequence[RigaRisultato], adesso: datetime) -> EsameRisultati: ...

    def applica(self, *, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int: ...


_ricevitori: list[Ricevitore] = []


def registra_ricevitore(ricevitore: Ricevitore) -> None:
    """Called once by the upper floor when it is ready; the last one registered counts."""
    _ricevitori[:] = [ricevitore]


def esame_dei_risultati(piano: Piano | None, righe: Sequence[RigaRisultato], adesso: datetime) -> EsameRisultati:
    """What would happen to the results, or a note that nobody takes them."""
    if not righe:
        return EsameRisultati()
    if _ricevitori:
        return _ricevitori[0].controlla(piano=piano, righe=righe, adesso=adesso)
    messaggio = f"Il foglio contiene {len(righe)} risultati: con il piano non vengono importati."
    rimedio = "I risultati si inseriscono nella rendicontazione dell'anno."
    return EsameRisultati([Rilievo("IMP-RISULTATI-NON-IMPORTATI", "I", "Risultati", "", messaggio, rimedio)])


def applica_risultati(*, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int:
    """How many results were written; 0 when nobody takes them. Runs in the transaction of the commit."""
    if not righe or not _ricevitori:
        return 0
    return _ricevitori[0].applica(piano=piano, righe=righe, utente=utente, adesso=adesso)
