"""Reads of documents: those of one body, what can be asked for, which one a file is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from obiettivi.models import Piano, Versione
from obiettivi.selectors import piani_di
from pianoperf.organizzazione.models import Ente
from rendicontazione.documenti.archivio import impronta
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Rendicontazione

NESSUNO = (
    "Nessun documento registrato corrisponde a questo file: non è stato prodotto qui, "
    "oppure i suoi riferimenti sono stati tolti."
)
CODICE_DEI_DATI = re.compile(rb"dati-sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Richiesta:
    """Something that can be asked for: `anno` is None for the plan itself and for two versions of it."""

    piano: Piano
    tipo: TipoDocumento
    anno: int | None
    versioni: tuple[int, int] | None = None

    @property
    def codice(self) -> str:
        versioni = f"-{self.versioni[0]}-{self.versioni[1]}" if self.versioni else ""
        return f"{self.piano.pk}-{self.tipo}-{self.anno or 0}{versioni}"

    @property
    def etichetta(self) -> str:
        if self.versioni is not None:
            return f"Testo a fronte delle versioni {self.versioni[0]} e {self.versioni[1]}"
        if self.anno is None:
            return f"Piano {self.piano.primo_anno}-{self.piano.ultimo_anno}"
        if self.tipo == TipoDocumento.RELAZIONE:
            return f"Relazione sulla performance {self.anno}"
        if self.tipo == TipoDocumento.VERBALE:
            return f"Verbale del Nucleo {self.anno}"
        return f"Piano {self.piano.primo_anno}-{self.piano.ultimo_anno} con i risultati del {self.anno}"


@dataclass(frozen=True, slots=True)
class Verifica:
    """What a file is: unaltered when its bytes are ours; `documento` is None for a file we never made."""

    documento: Documento | None
    intatto: bool

    @property
    def frase(self) -> str:
        if self.documento is None:
            return NESSUNO
        if self.intatto:
            return f"Il file è «{self.documento.nome}» ed è identico a quello prodotto."
        return f"Il file viene da «{self.documento.nome}» ma è stato modificato dopo la produzione."


def documenti_di(ente: Ente) -> QuerySet[Documento]:
    return Documento.objects.filter(piano__ente=ente).select_related("piano__ente", "lavoro__ente", "chiesto_da")


def documento_di(ente: Ente, pk: int) -> Documento | None:
    """A finished document of this body."""
    return documenti_di(ente).filter(pk=pk, pronto_il__isnull=False).first()


def richieste_di(ente: Ente) -> list[tuple[Piano, list[Richiesta]]]:
    """What can be asked for in this body, plan by plan, newest first."""
    versioni = Prefetch("versioni", Versione.objects.defer("dati"))
    piani = piani_di(ente).prefetch_related("rendicontazioni", versioni)
    return [
        (piano, [Richiesta(piano, TipoDocumento.PIANO, None), *_con_risultati(piano), *_a_fronte(piano)])
        for piano in piani
    ]


def _a_fronte(piano: Piano) -> list[Richiesta]:
    """Each version beside the one before, newest first."""
    numeri = sorted((voce.numero for voce in piano.versioni.all()), reverse=True)
    return [Richiesta(piano, TipoDocumento.TESTO_A_FRONTE, None, (n - 1, n)) for n in numeri if n > 1]


def _con_risultati(piano: Piano) -> list[Richiesta]:
    anni = sorted(piano.rendicontazioni.all(), key=lambda voce: voce.anno, reverse=True)
    return [Richiesta(piano, tipo, anno.anno) for anno in anni for tipo in _tipi(anno)]


def _tipi(rendicontazione: Rendicontazione) -> list[TipoDocumento]:
    """The verbale only from when the Nucleo has begun."""
    tipi = [TipoDocumento.RENDICONTAZIONE, TipoDocumento.RELAZIONE]
    if rendicontazione.chiusa or rendicontazione.stato == StatoRendicontazione.IN_VALIDAZIONE:
        tipi.append(TipoDocumento.VERBALE)
    return tipi


def verifica_pdf(contenuto: bytes, documenti: QuerySet[Documento]) -> Verifica:
    """Which of these documents a file is, and whether a single byte has changed.

    A changed file is recognised by the code of the data that every document carries in its metadata.
    """
    pronti = documenti.filter(pronto_il__isnull=False).order_by("pronto_il")
    uguale = pronti.filter(sha256=impronta(contenuto)).first()
    if uguale:
        return Verifica(uguale, intatto=True)
    trovato = CODICE_DEI_DATI.search(contenuto)
    codice = trovato.group(1).decode() if trovato else None
    return Verifica(pronti.filter(lavoro__chiave=codice).first() if codice else None, intatto=False)
