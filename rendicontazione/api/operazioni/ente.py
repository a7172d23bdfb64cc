"""The body of the key, its plans, its published documents."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Query, Router

from obiettivi.enums import Famiglia, StatoPiano
from rendicontazione.api.risposte import pagina, servi
from rendicontazione.api.schemi.basi import Atto
from rendicontazione.api.schemi.ente import (
    ChiaveInUso,
    Documento,
    Ente,
    FiltriDocumenti,
    FiltriPiani,
    Licenza,
    PaginaDocumenti,
    PaginaPiani,
    PianoInElenco,
    StatoVisibile,
    TipoPubblico,
    Versione,
)
from rendicontazione.api.visione import Visione, visione_di
from rendicontazione.enums import AmbitoChiave
from rendicontazione.pubblica.risposte import canonico
from rendicontazione.pubblica.vetrina import AttoPubblico, DocumentoPubblico, PianoPubblico

router = Router(tags=["Ente"])
_FAMIGLIE = {famiglia.label: famiglia for famiglia in Famiglia}
_STATI = {stato.label: stato.value for stato in StatoPiano}


@router.get("/ente", response=Ente, url_name="api_ente", operation_id="ente", summary="L'ente della chiave")
def ente(request: HttpRequest) -> HttpResponseBase:
    """Di chi è la chiave, che cosa vede e sotto quale licenza. È il primo indirizzo da provare."""
    visione = visione_di(request)
    chiave = visione.chiave
    segno = (visione.segno, visione.ente.tipo, chiave.nome, chiave.scade_il)
    return servi(request, None, segno, lambda: _ente(visione))


@router.get("/piani", response=PaginaPiani, url_name="api_piani", operation_id="piani", summary="I piani")
def piani(request: HttpRequest, filtri: Query[FiltriPiani]) -> HttpResponseBase:
    """I piani approvati, dal più recente, con le versioni e gli atti. Le bozze non ci sono mai."""
    visione = visione_di(request)
    return servi(
        request,
        filtri,
        visione.segno,
        lambda: pagina(
            request,
            filtri,
            [voce for voce in visione.vetrina.piani if _ammesso(voce, filtri)],
            PaginaPiani,
            lambda voce: _piano(request, visione, voce),
        ),
    )


@router.get(
    "/documenti",
    response=PaginaDocumenti,
    url_name="api_documenti",
    operation_id="documenti",
    summary="I documenti pubblicati",
)
def documenti(request: HttpRequest, filtri: Query[FiltriDocumenti]) -> HttpResponseBase:
    """I PDF pubblicati in Amministrazione trasparente, con impronta e indirizzo: gli stessi per ogni chiave."""
    visione = visione_di(request)
    tutti = [(piano, voce) for piano in visione.vetrina.piani for voce in piano.documenti]
    return servi(
        request,
        filtri,
        visione.segno,
        lambda: pagina(
            request,
            filtri,
            [(piano, voce) for piano, voce in tutti if _chiesto(piano, voce, filtri)],
            PaginaDocumenti,
            lambda coppia: _documento(request, visione, *coppia),
        ),
    )


def atto_di(atto: AttoPubblico) -> Atto:
    return Atto(testo=atto.testo, data=atto.data, dimostrativo=atto.dimostrativo)


def _ammesso(piano: PianoPubblico, filtri: FiltriPiani) -> bool:
    return (
        (filtri.anno is None or piano.primo_anno <= filtri.anno <= piano.ultimo_anno)
        and filtri.stato in (None, _STATI[piano.stato])
        and filtri.famiglia in (None, _FAMIGLIE[piano.famiglia])
    )


def _chiesto(piano: PianoPubblico, documento: DocumentoPubblico, filtri: FiltriDocumenti) -> bool:
    return (
        filtri.piano in (None, piano.codice)
        and filtri.anno in (None, documento.anno)
        and filtri.tipo in (None, documento.tipo)
    )


def _ente(visione: Visione) -> Ente:
    ente, chiave = visione.ente, visione.chiave
    anni = [anno for suoi in visione.anni.values() for anno in suoi]
    return Ente(
        codice=ente.codice,
        nome=ente.nome,
        nome_breve=ente.nome_breve,
        tipo=ente.tipo,
        piani=len(visione.vetrina.piani),
        anni=sorted({anno.anno for anno in anni}, reverse=True),
        dimostrativo=visione.vetrina.dimostrativo or any(anno.dimostrativa for anno in anni),
        licenza=Licenza(**settings.LICENZA_DATI_APERTI),
        chiave=ChiaveInUso(nome=chiave.nome, ambito=AmbitoChiave(chiave.ambito), scade_il=chiave.scade_il),
    )


def _piano(request: HttpRequest, visione: Visione, piano: PianoPubblico) -> PianoInElenco:
    anni = visione.anni_di(piano)
    return PianoInElenco(
        codice=piano.codice,
        titolo=piano.titolo,
        famiglia=_FAMIGLIE[piano.famiglia],
        triennio=[piano.primo_anno, piano.primo_anno + 1, piano.ultimo_anno],
        stato=cast(StatoVisibile, _STATI[piano.stato]),
        versione=piano.versione.numero,
        versioni=[Versione(numero=v.numero, atto=atto_di(v.atto), dal=v.dal) for v in piano.versioni],
        anni=[anno.anno for anno in anni],
        dimostrativo=piano.dimostrativo or any(anno.dimostrativa for anno in anni),
        indirizzo=canonico(request, reverse("api_piano", kwargs={"piano": piano.codice})),
    )


def _documento(request: HttpRequest, visione: Visione, piano: PianoPubblico, documento: DocumentoPubblico) -> Documento:
    dove = {"ente": visione.ente.codice, "sha256": documento.sha256}
    return Documento(
        tipo=cast(TipoPubblico, documento.tipo),
        etichetta=documento.etichetta,
        nome=documento.nome,
        piano=piano.codice,
        anno=documento.anno,
        versione=documento.versione,
        sha256=documento.sha256,
        dimensione=documento.dimensione,
        pronto_il=documento.pronto_il,
        indirizzo=canonico(request, reverse("pubblica_documento", kwargs=dove)),
    )
