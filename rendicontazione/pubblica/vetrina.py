"""What the public pages show, as plain data: the pages can reach nothing else.

Equal data give an equal `repr`, so the ETag of a page comes from what it shows and from nothing hidden behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentoPubblico:
    """A PDF of published data. `pk` and `file` (its name in the storage) are not shown; `versione` is of the plan."""

    pk: int
    tipo: str
    etichetta: str
    nome: str
    file: str
    sha256: str
    dimensione: int
    versione: int | None
    anno: int | None
    pronto_il: datetime


@dataclass(frozen=True, slots=True)
class AttoPubblico:
    testo: str
    data: date
    dimostrativo: bool


@dataclass(frozen=True, slots=True)
class VersionePubblica:
    """The plan as an act approved it. `dal` is None where an older installation did not note the moment."""

    numero: int
    atto: AttoPubblico
    dal: datetime | None
    documento: DocumentoPubblico | None


@dataclass(frozen=True, slots=True)
class VocePubblica:
    """A document that belongs to a published year; `documento` is None while its PDF is being made.

    `atto` approved it; None for the verbale, which is an act of the Nucleo itself.
    """

    etichetta: str
    atto: AttoPubblico | None
    documento: DocumentoPubblico | None


@dataclass(frozen=True, slots=True)
class AnnoPubblico:
    """A published year. `esito` is the Nucleo's, in words; `riaperture` are the acts that opened the year again."""

    anno: int
    pubblicata_il: datetime
    validata_il: datetime | None
    atto: AttoPubblico | None
    esito: str
    osservazioni: str
    dimostrativo: bool
    riaperture: tuple[AttoPubblico, ...]
    voci: tuple[VocePubblica, ...]


@dataclass(frozen=True, slots=True)
class AnnoRitirato:
    """A year that was published and was opened again since: only the act that did it is shown."""

    anno: int
    atto: AttoPubblico
    riaperta_il: datetime

    @property
    def frase(self) -> str:
        return (
            f"La rendicontazione del {self.anno} era pubblicata ed è stata riaperta con {self.atto.testo}: "
            "i documenti pubblicati prima non valgono più. Torna qui dopo la nuova validazione, "
            "con un nuovo atto di approvazione."
        )


@dataclass(frozen=True, slots=True)
class PianoPubblico:
    """An approved plan. `versioni` and `anni` come newest first; `documenti` are all its PDFs that anybody may have."""

    pk: int
    codice: str
    titolo: str
    famiglia: str
    stato: str
    primo_anno: int
    ultimo_anno: int
    versioni: tuple[VersionePubblica, ...]
    anni: tuple[AnnoPubblico, ...]
    ritirati: tuple[AnnoRitirato, ...]
    documenti: tuple[DocumentoPubblico, ...]

    @property
    def versione(self) -> VersionePubblica:
        """The one in force."""
        return self.versioni[0]

    @property
    def dimostrativo(self) -> bool:
        return any(voce.atto.dimostrativo for voce in self.versioni) or any(anno.dimostrativo for anno in self.anni)

    @property
    def momenti(self) -> Iterator[datetime]:
        """When anything that shows was published, approved, withdrawn or made."""
        yield from (voce.dal for voce in self.versioni if voce.dal)
        yield from (anno.pubblicata_il for anno in self.anni)
        yield from (anno.riaperta_il for anno in self.ritirati)
        yield from (voce.pronto_il for voce in self.documenti)

    def anno(self, quale: int) -> AnnoPubblico | None:
        return next((voce for voce in self.anni if voce.anno == quale), None)

    def ritirato(self, quale: int) -> AnnoRitirato | None:
        return next((voce for voce in self.ritirati if voce.anno == quale), None)


@dataclass(frozen=True, slots=True)
class EntePubblico:
    """A body with at least one approved plan, newest first."""

    codice: str
    nome: str
    nome_breve: str
    piani: tuple[PianoPubblico, ...]

    @property
    def dimostrativo(self) -> bool:
        return any(piano.dimostrativo for piano in self.piani)

    @property
    def momenti(self) -> Iterator[datetime]:
        for piano in self.piani:
            yield from piano.momenti

    def piano(self, codice: str) -> PianoPubblico | None:
        return next((voce for voce in self.piani if voce.codice == codice), None)

    def documento(self, sha256: str) -> DocumentoPubblico | None:
        tutti = (voce for piano in self.piani for voce in piano.documenti)
        return next((voce for voce in tutti if voce.sha256 == sha256), None)


@dataclass(frozen=True, slots=True)
class EnteInElenco:
    """A body in the list of those that have published something."""

    codice: str
    nome: str
    piani: int
    anni: int
    aggiornato: datetime | None
