"""Which PDFs print published data, and only those.

Not the data of today are compared but the moment a PDF was asked for: the code of its job (`impronta_dei_dati`) holds
the state of the plan or of the year, so what was asked for of a published year is what was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from obiettivi.models import Piano
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Rendicontazione

DELL_ANNO = (TipoDocumento.RENDICONTAZIONE, TipoDocumento.RELAZIONE, TipoDocumento.VERBALE)
PUBBLICABILI = (TipoDocumento.PIANO, *DELL_ANNO)


def stampati_dei(piani: Iterable[Piano]) -> dict[int, list[Documento]]:
    """By plan, the finished PDFs of the kinds that get published and whose file is kept, newest first. One query."""
    finiti = Documento.objects.filter(
        piano__in=list(piani), tipo__in=PUBBLICABILI, pronto_il__isnull=False, rimosso_il__isnull=True
    )
    per_piano: dict[int, list[Documento]] = {}
    for documento in finiti.select_related("lavoro").order_by("-chiesto_il", "-pk"):
        per_piano.setdefault(documento.piano_id, []).append(documento)
    return per_piano


def del_piano(documenti: Iterable[Documento], versioni: set[int]) -> list[Documento]:
    """Those that print one of these versions of the plan, asked for once it was approved."""
    return [
        voce
        for voce in documenti
        if voce.tipo == TipoDocumento.PIANO
        and voce.versione in versioni
        and voce.lavoro.parametri.get("stato") in PIANI_APPROVATI
    ]


def dell_anno(
    documenti: Iterable[Documento], anno: Rendicontazione, tutti: Sequence[Rendicontazione]
) -> list[Documento]:
    """Those that print a published year as it was published; `tutti` are the years of the plan with `riaperture`.

    The years before are printed beside it: none of those may be closed and not published, nor opened again since.
    """
    prima = [voce for voce in tutti if voce.anno < anno.anno]
    return [
        voce
        for voce in documenti
        if voce.tipo in DELL_ANNO
        and voce.anno == anno.anno
        and voce.lavoro.parametri.get("stato") == StatoRendicontazione.PUBBLICATA
        and anno.pubblicata_il is not None
        and voce.chiesto_il >= anno.pubblicata_il
        and all(_si_può_mostrare(altro, voce) for altro in prima)
    ]


def _si_può_mostrare(prima: Rendicontazione, documento: Documento) -> bool:
    """An earlier year that this PDF may print: not closed then, or published and the same since."""
    if any(voce.riaperta_il > documento.chiesto_il for voce in prima.riaperture.all()):
        return False
    # Its job read the data after it was asked for and before it was ready: a year closed by then may be in it.
    fatto = documento.pronto_il or documento.chiesto_il
    stampato = prima.chiusa and prima.validata_il is not None and prima.validata_il <= fatto
    return not stampato or prima.stato == StatoRendicontazione.PUBBLICATA
