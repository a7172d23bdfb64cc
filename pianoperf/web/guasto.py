"""When a store does not answer: a page in plain words, with what was typed, and never a trace (`handler500`)."""

from __future__ import annotations

import sys
from uuid import uuid4

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from pianoperf.disco import spazio_esaurito
from pianoperf.web.moduli_tenuti import ModuloTenuto, campi_di

# seconds after which it is worth trying again, as Retry-After says
RIPROVA_FRA = 10
NON_RISPONDE = "La banca dati non risponde"
PIENO = "Lo spazio per i file è esaurito"
# SQLSTATE 53100: PostgreSQL has no room left on its disk
DISCO_PIENO = "53100"


def pagina_di_errore(request: HttpRequest) -> HttpResponse:
    """503 for a database that does not answer, 507 for a full disk, 500 for anything else."""
    return risposta_al_guasto(request, sys.exc_info()[1]) or _errore(request)


def risposta_al_guasto(request: HttpRequest, errore: BaseException | None) -> HttpResponse | None:
    """The answer when it is a store that failed, None when it is anything else."""
    if errore is not None and _senza_spazio(errore):
        return _guasto(request, PIENO, 507)
    if isinstance(errore, (OperationalError, InterfaceError)):
        return _guasto(request, NON_RISPONDE, 503)
    return None


def _errore(request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError(render_to_string("500.html", {"richiesta": getattr(request, "richiesta", "")}))


def _senza_spazio(errore: BaseException) -> bool:
    return spazio_esaurito(errore) or getattr(errore.__cause__, "pgcode", None) == DISCO_PIENO


def _guasto(request: HttpRequest, motivo: str, stato: int) -> HttpResponse:
    risposta: HttpResponse
    if request.path.startswith("/api/"):
        corpo = {"type": "about:blank", "title": motivo, "status": stato}
        risposta = JsonResponse(corpo, status=stato, content_type="application/problem+json")
    else:
        # without the request: the context processors ask the database who the user is
        contesto = {"motivo": motivo, "pieno": stato == 507, "modulo": _scritto(request)}
        contesto["richiesta"] = getattr(request, "richiesta", "")
        risposta = render(None, "503.html", contesto, status=stato)
    risposta["Retry-After"] = str(RIPROVA_FRA)
    add_never_cache_headers(risposta)
    return risposta


def _scritto(request: HttpRequest) -> ModuloTenuto | None:
    """What the person had sent, to be sent again from the page itself: nothing is kept here."""
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    return ModuloTenuto(
        uuid4().hex,
        request.get_full_path(),
        timezone.now(),
        tuple(campi_di(request.POST, anche_tecnici=True)),
        tuple(str(caricato.name) for _, caricati in request.FILES.lists() for caricato in caricati),
    )
