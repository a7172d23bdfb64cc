"""How public answers are given: no session and no cookie, an ETag of what they show, 304 when nothing changed."""

from __future__ import annotations

import gzip
import re
from calendar import timegm
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from pianoperf.web.versione import versione_del_prodotto

# Seconds: nothing withdrawn is shown for more than five minutes by any cache, the last of them while it asks again.
CONSERVA = "public, max-age=240, stale-while-revalidate=60"
MINIMO_DA_COMPRIMERE = 500
_ACCETTA_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


@dataclass(frozen=True, slots=True)
class Corpo:
    """An answer ready to be given again: `compresso` is None where compressing would not pay."""

    tipo: str
    intero: bytes
    compresso: bytes | None
    intestazioni: tuple[tuple[str, str], ...] = ()

    @property
    def peso(self) -> int:
        return len(self.intero) + len(self.compresso or b"")

    @classmethod
    def di(cls, risposta: HttpResponse) -> Corpo:
        intero = bytes(risposta.content)
        # mtime 0: the same page gives the same bytes
        compresso = gzip.compress(intero, 6, mtime=0) if len(intero) >= MINIMO_DA_COMPRIMERE else None
        altre = tuple((nome, valore) for nome, valore in risposta.items() if nome != "Content-Type")
        return cls(risposta["Content-Type"], intero, compresso, altre)

    def risposta(self, request: HttpRequest) -> HttpResponse:
        """In the coding that the visitor accepts."""
        stretta = self.compresso is not None and _ACCETTA_GZIP.search(request.headers.get("Accept-Encoding", ""))
        risposta = HttpResponse(self.compresso if stretta else self.intero, content_type=self.tipo)
        for nome, valore in self.intestazioni:
            risposta[nome] = valore
        if stretta:
            risposta["Content-Encoding"] = "gzip"
        return risposta


def etichetta(*che_cosa: object) -> str:
    """The ETag of plain data that print alike when they are alike; another release of the product gives another.

    Weak, because the same page is given both compressed and not (RFC 9110, 8.8.3.3).
    """
    tutto = (versione_del_prodotto(), settings.INCORPORATO, settings.LICENZA_DATI_APERTI, che_cosa)
    return f'W/"{sha256(repr(tutto).encode()).hexdigest()}"'


def condizionata(
    request: HttpRequest,
    fai: Callable[[], HttpResponseBase],
    *,
    etag: str,
    ultimo: int | None = None,
) -> HttpResponseBase:
    """What `fai` makes, or 304 without making it. `ultimo` is the Last-Modified, in seconds of the epoch."""
    pronta = get_conditional_response(request, etag=etag, last_modified=ultimo)
    risposta: HttpResponseBase = fai() if pronta is None else pronta
    risposta["ETag"] = etag
    risposta["Cache-Control"] = CONSERVA
    patch_vary_headers(risposta, ["Accept-Encoding"])
    if ultimo is not None:
        risposta["Last-Modified"] = http_date(ultimo)
    return risposta


def secondi(momenti: Iterable[datetime]) -> int | None:
    """The latest of some moments, in seconds of the epoch."""
    ultimo = max(momenti, default=None)
    return timegm(ultimo.utctimetuple()) if ultimo else None


def pagina(request: HttpRequest, modello: str, contesto: dict[str, object], stato: int = 200) -> HttpResponse:
    """A public page. The context processors of the logged pages stay out: they would look at the session."""
    comune = {
        "canonico": canonico(request),
        "incorporato": settings.INCORPORATO,
        "licenza": settings.LICENZA_DATI_APERTI,
    }
    return HttpResponse(render_to_string(f"rendicontazione/pubblica/{modello}", {**comune, **contesto}), status=stato)


def canonico(request: HttpRequest, percorso: str = "") -> str:
    """The address that counts: on the site as its installation names it, without a query.

    The embedded installation answers at any port, so there it is the one that was asked.
    """
    percorso = percorso or request.path
    sito: str = "" if settings.INCORPORATO else settings.INDIRIZZO_DEL_SITO
    return f"{sito}{percorso}" if sito else request.build_absolute_uri(percorso)
