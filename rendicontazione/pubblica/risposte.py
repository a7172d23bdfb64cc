"""How public answers are given: no session and no cookie, an ETag of what they show, 304 when nothing changed."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from pianoperf.web.versione import versione_del_prodotto

# Seconds: a page shows a publication within five minutes, a file never changes at its address.
PER_LE_PAGINE = "public, max-age=300"
PER_I_FILE = "public, max-age=86400, immutable"


def etichetta(*che_cosa: object) -> str:
    """The ETag of plain data that print alike when they are alike; another release of the product gives another."""
    return f'"{sha256(repr((versione_del_prodotto(), settings.INCORPORATO, che_cosa)).encode()).hexdigest()}"'


def condizionata(
    request: HttpRequest,
    fai: Callable[[], HttpResponseBase],
    *,
    etag: str,
    momenti: Iterable[datetime] = (),
    conserva: str = PER_LE_PAGINE,
) -> HttpResponseBase:
    """What `fai` makes, or 304 without making it. `momenti`: the latest is the Last-Modified."""
    ultimo = max(momenti, default=None)
    secondi = timegm(ultimo.utctimetuple()) if ultimo else None
    pronta = get_conditional_response(request, etag=etag, last_modified=secondi)
    risposta: HttpResponseBase = fai() if pronta is None else pronta
    risposta["ETag"] = etag
    risposta["Cache-Control"] = conserva
    if secondi is not None:
        risposta["Last-Modified"] = http_date(secondi)
    return risposta


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
