"""A form that arrives when its session is over is kept; one opened by somebody else is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from pianoperf.web.autore import autore_di
from pianoperf.web.moduli_tenuti import RIPRESO, butta, tieni

DI_UN_ALTRO = (
    "Questo modulo era stato aperto da un'altra persona, che poi è uscita: non è stato inviato niente. "
    "Apri di nuovo la pagina."
)
# the page came back with what was written in it: it is not lost
RIMOSTRATO = (409, 422)


class SessioneFinitaMiddleware:
    """After the one of the user. An HTMX post without a session gets 401: the page stays, and says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        risposta = self.get_response(request)
        if request.method != "POST":
            return risposta
        if not request.user.is_authenticated and _porta_all_accesso(risposta):
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401)
            tieni(request)
        elif request.user.is_authenticated and _e_arrivato(risposta) and (ripreso := request.POST.get(RIPRESO)):
            butta(request.session, ripreso)
        return risposta

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        autore = autore_di(request.POST)
        if autore is None or autore == request.user.pk:
            return None
        return render(request, "403.html", {"frase": DI_UN_ALTRO}, status=403)


def _porta_all_accesso(risposta: HttpResponse) -> bool:
    dove = urlsplit(risposta.headers.get("Location", "")).path
    return risposta.status_code == 302 and dove == resolve_url(settings.LOGIN_URL)


def _e_arrivato(risposta: HttpResponse) -> bool:
    return risposta.status_code < 400 or risposta.status_code in RIMOSTRATO
