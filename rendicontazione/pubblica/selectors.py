"""From the database to what the public pages show: approved plans and published years, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet

from obiettivi.models import Atto, Piano, Versione
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.documenti.selectors import Richiesta
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Rendicontazione, Riapertura
from rendicontazione.nucleo.fotografia import esito_in_parole
from rendicontazione.pubblica.stampati import DELL_ANNO, del_piano, dell_anno, stampati_dei
from rendicontazione.pubblica.vetrina import (
    AnnoPubblico,
    AnnoRitirato,
    AttoPubblico,
    DocumentoPubblico,
    EntePubblico,
    PianoPubblico,
    VersionePubblica,
    VocePubblica,
)

PUBBLICATA = StatoRendicontazione.PUBBLICATA
ETICHETTE = {
    TipoDocumento.PIANO: "Piano della performance",
    TipoDocumento.RENDICONTAZIONE: "Piano con i risultati",
    TipoDocumento.RELAZIONE: "Relazione sulla performance",
    TipoDocumento.VERBALE: "Validazione: verbale del Nucleo",
}


def ente_pubblico(codice: str) -> EntePubblico | None:
    """All that a body has published; None when it is nothing. Six queries, whatever the number of plans."""
    piani = list(piani_pubblici().filter(ente__codice=codice))
    if not piani:
        return None
    stampati = stampati_dei(piani)
    ente = piani[0].ente
    return EntePubblico(
        ente.codice,
        ente.nome,
        ente.nome_breve,
        tuple(_piano(piano, stampati.get(piano.pk, [])) for piano in piani),
    )


def piani_pubblici() -> QuerySet[Piano]:
    """Approved plans with their versions, without the plan these keep, and their years, newest first."""
    riaperture = Prefetch("riaperture", Riapertura.objects.select_related("atto").order_by("riaperta_il"))
    anni = Rendicontazione.objects.select_related("atto").prefetch_related(riaperture).order_by("-anno")
    versioni = Versione.objects.select_related("atto").defer("dati").order_by("-numero")
    return (
        Piano.objects.filter(stato__in=PIANI_APPROVATI)
        .select_related("ente", "atto")
        .prefetch_related(Prefetch("rendicontazioni", anni), Prefetch("versioni", versioni))
        .order_by(F("primo_anno").desc(), "codice")
    )


def documenti_verificabili(ente: EntePubblico) -> QuerySet[Documento]:
    """The published PDFs of the body, for who compares a file with them."""
    pubblici = [voce.pk for piano in ente.piani for voce in piano.documenti]
    return Documento.objects.filter(pk__in=pubblici).select_related("piano__ente", "lavoro")


def _piano(piano: Piano, stampati: Sequence[Documento]) -> PianoPubblico:
    anni = list(piano.rendicontazioni.all())
    del_suo_piano = [_documento(piano, voce) for voce in del_piano(stampati, _numeri(piano))]
    pubblicati = [
        (anno, [_documento(piano, voce) for voce in dell_anno(stampati, anno, anni)])
        for anno in anni
        if anno.stato == PUBBLICATA
    ]
    return PianoPubblico(
        pk=piano.pk,
        codice=piano.codice,
        titolo=piano.titolo,
        famiglia=piano.get_famiglia_display(),
        stato=piano.get_stato_display(),
        primo_anno=piano.primo_anno,
        ultimo_anno=piano.ultimo_anno,
        versioni=tuple(_versioni(piano, del_suo_piano)),
        anni=tuple(_anno(anno, suoi) for anno, suoi in pubblicati),
        ritirati=tuple(voce for anno in anni if (voce := _ritirato(anno))),
        documenti=(*del_suo_piano, *(voce for _, suoi in pubblicati for voce in suoi)),
    )


def _numeri(piano: Piano) -> set[int]:
    return {voce.numero for voce in piano.versioni.all()} or {1}


def _versioni(piano: Piano, documenti: Sequence[DocumentoPubblico]) -> list[VersionePubblica]:
    """Newest first; the first approval alone where an older installation kept no version."""
    atti: list[tuple[int, Atto | None, datetime | None]] = [
        (voce.numero, voce.atto, voce.approvata_il) for voce in piano.versioni.all()
    ]
    return [
        VersionePubblica(
            numero, _atto(atto), quando, next((voce for voce in documenti if voce.versione == numero), None)
        )
        for numero, atto, quando in atti or [(1, piano.atto, None)]
        if atto is not None
    ]


def _anno(anno: Rendicontazione, documenti: Sequence[DocumentoPubblico]) -> AnnoPubblico:
    if anno.pubblicata_il is None:
        raise ValueError("Un anno pubblicato ha sempre la data di pubblicazione.")
    atto = _atto(anno.atto) if anno.atto else None
    return AnnoPubblico(
        anno=anno.anno,
        pubblicata_il=anno.pubblicata_il,
        validata_il=anno.validata_il,
        atto=atto,
        esito=esito_in_parole(anno),
        osservazioni=anno.osservazioni,
        dimostrativo=anno.dimostrativa,
        riaperture=tuple(_atto(voce.atto) for voce in anno.riaperture.all()),
        voci=tuple(
            VocePubblica(
                ETICHETTE[tipo],
                None if tipo == TipoDocumento.VERBALE else atto,
                next((voce for voce in documenti if voce.tipo == tipo), None),
            )
            for tipo in DELL_ANNO
        ),
    )


def _ritirato(anno: Rendicontazione) -> AnnoRitirato | None:
    """The last publication of the year was undone by a re-opening, and no other followed."""
    dal_pubblico = [voce for voce in anno.riaperture.all() if voce.dallo_stato == PUBBLICATA]
    if anno.stato == PUBBLICATA or not dal_pubblico:
        return None
    ultima = dal_pubblico[-1]
    return AnnoRitirato(anno.anno, _atto(ultima.atto), ultima.riaperta_il)


def _documento(piano: Piano, documento: Documento) -> DocumentoPubblico:
    if documento.pronto_il is None:
        raise ValueError("Un documento pubblico è sempre pronto.")
    tipo = TipoDocumento(documento.tipo)
    return DocumentoPubblico(
        pk=documento.pk,
        tipo=tipo.value,
        etichetta=Richiesta(piano, tipo, documento.anno).etichetta,
        nome=_nome(documento),
        file=str(documento.file),
        sha256=documento.sha256,
        dimensione=documento.dimensione,
        versione=documento.versione,
        anno=documento.anno,
        pronto_il=documento.pronto_il,
    )


def _nome(documento: Documento) -> str:
    """Of two versions of a plan the files have different names."""
    if documento.anno is not None or documento.versione in (None, 1):
        return documento.nome
    return f"{documento.nome.removesuffix('.pdf')} - versione {documento.versione}.pdf"


def _atto(atto: Atto) -> AttoPubblico:
    return AttoPubblico(str(atto), atto.data, atto.dimostrativo)
