"""The base of what anybody may open: what is not published does not exist (404)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View

from rendicontazione.pubblica.risposte import pagina
from rendicontazione.pubblica.selectors import ente_pubblico
from rendicontazione.pubblica.vetrina import AnnoPubblico, EntePubblico, PianoPubblico

NON_PUBBLICATO = "Questa pagina non esiste, o quello che conteneva non è pubblicato."


class NonPubblicatoError(Exception):
    """There is nothing to show at this address; `frase` tells why where it may be told."""

    def __init__(self, frase: str = NON_PUBBLICATO) -> None:
        self.frase = frase
        super().__init__(frase)


class VistaPubblica(View):
    """Reads no session, so that its answers are the same for everybody and may be kept by any cache."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NonPubblicatoError as manca:
            risposta = pagina(request, "non_trovata.html", {"frase": manca.frase}, stato=404)
            risposta["Cache-Control"] = "no-store"
            return risposta


def ente_o_niente(codice: str) -> EntePubblico:
    ente = ente_pubblico(codice)
    if ente is None:
        raise NonPubblicatoError
    return ente


def piano_o_niente(codice_ente: str, codice: str) -> tuple[EntePubblico, PianoPubblico]:
    ente = ente_o_niente(codice_ente)
    piano = ente.piano(codice)
    if piano is None:
        raise NonPubblicatoError
    return ente, piano


def anno_o_niente(codice_ente: str, codice: str, anno: int) -> tuple[EntePubblico, PianoPubblico, AnnoPubblico]:
    """A year withdrawn from the public is refused with the sentence that says so."""
    ente, piano = piano_o_niente(codice_ente, codice)
    pubblicato = piano.anno(anno)
    if pubblicato is None:
        ritirato = piano.ritirato(anno)
        raise NonPubblicatoError(ritirato.frase) if ritirato else NonPubblicatoError
    return ente, piano, pubblicato
