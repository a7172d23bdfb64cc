"""The base of what anybody may open: what is not published does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import View

from pianoperf import replica
from pianoperf.organizzazione.recinto.stato import apri_tutto, solo_del_codice
from rendicontazione.pubblica import scaffale
from rendicontazione.pubblica.memoria import Ricordo, ricorda
from rendicontazione.pubblica.risposte import Corpo, canonico, condizionata, etichetta, pagina, secondi
from rendicontazione.pubblica.vetrina import AnnoPubblico, PianoPubblico

NON_PUBBLICATO = "Questa pagina non esiste, o quello che conteneva non è pubblicato."
STA_CAMBIANDO = "L'ente sta pubblicando proprio adesso: ricarica la pagina tra qualche secondo."
PROVE = 3
SOLO_LETTURA = ("GET", "HEAD")


class NonPubblicatoError(Exception):
    """There is nothing to show at this address; `frase` tells why where it may be told."""

    def __init__(self, frase: str = NON_PUBBLICATO) -> None:
        self.frase = frase
        super().__init__(frase)


class CambiatoError(Exception):
    """What is published changed while the answer was being made: it is thrown away."""


class VistaPubblica(View):
    """Reads no session, so that its answers are the same for everybody and may be kept by any cache."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "ente" in kwargs:
            solo_del_codice(kwargs["ente"])
        else:
            apri_tutto()
        if request.method in SOLO_LETTURA:
            return replica.leggendo(lambda: self._risposta(request, *args, **kwargs))
        return self._risposta(request, *args, **kwargs)

    def _risposta(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for _ in range(PROVE):
            try:
                return super().dispatch(request, *args, **kwargs)
            except CambiatoError:
                continue
            except NonPubblicatoError as manca:
                return _senza_niente(request, manca.frase, 404)
        risposta = _senza_niente(request, STA_CAMBIANDO, 503)
        risposta["Retry-After"] = "5"
        return risposta


def _senza_niente(request: HttpRequest, frase: str, stato: int) -> HttpResponse:
    """The same bytes at every address: nothing in them tells what was asked for."""
    contesto: dict[str, object] = {"frase": frase, "stato": stato, "canonico": ""}
    risposta = pagina(request, "non_trovata.html", contesto, stato=stato)
    risposta["Cache-Control"] = "no-store"
    return risposta


def servita(
    request: HttpRequest,
    ricordo: Ricordo,
    nome: str,
    fai: Callable[[], HttpResponse],
    *,
    mostra: object,
    momenti: Iterable[datetime] = (),
) -> HttpResponseBase:
    """What `fai` makes of a body, or what it made before, or 304. `mostra` is plain data that tell what is shown.

    Raises CambiatoError when a row changed while it was being made.
    """
    chiave = (nome, canonico(request))
    etag, ultimo = ricordo.parte(chiave, lambda: (etichetta(*chiave, mostra), secondi(momenti)))

    def risposta() -> HttpResponse:
        posto = (etag, ricordo.gettone)
        corpo = scaffale.prendi(posto)
        if corpo is None:
            corpo = Corpo.di(fai())
            if not ricordo.vero:
                raise CambiatoError
            scaffale.metti(posto, corpo)
        return corpo.risposta(request)

    return condizionata(request, risposta, etag=etag, ultimo=ultimo)


def senza_ente(
    request: HttpRequest,
    nome: str,
    fai: Callable[[], HttpResponse],
    *,
    mostra: object,
    momenti: Iterable[datetime] = (),
) -> HttpResponseBase:
    """The same for what belongs to no body: `mostra` must be all that `fai` shows."""
    etag = etichetta(nome, request.build_absolute_uri(), mostra)

    def risposta() -> HttpResponse:
        corpo = scaffale.prendi(etag)
        if corpo is None:
            corpo = Corpo.di(fai())
            scaffale.metti(etag, corpo)
        return corpo.risposta(request)

    return condizionata(request, risposta, etag=etag, ultimo=secondi(momenti))


def ente_o_niente(codice: str) -> Ricordo:
    ricordo = ricorda(codice)
    if ricordo is None:
        raise NonPubblicatoError
    return ricordo


def piano_o_niente(codice_ente: str, codice: str) -> tuple[Ricordo, PianoPubblico]:
    ricordo = ente_o_niente(codice_ente)
    piano = ricordo.ente.piano(codice)
    if piano is None:
        raise NonPubblicatoError
    return ricordo, piano


def anno_o_niente(codice_ente: str, codice: str, anno: int) -> tuple[Ricordo, PianoPubblico, AnnoPubblico]:
    """A year withdrawn from the public is refused with the sentence that says so."""
    ricordo, piano = piano_o_niente(codice_ente, codice)
    pubblicato = piano.anno(anno)
    if pubblicato is None:
        ritirato = piano.ritirato(anno)
        raise NonPubblicatoError(ritirato.frase) if ritirato else NonPubblicatoError
    return ricordo, piano, pubblicato
