"""No page for who owes a second factor; a session that is used says so once a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from pianoperf.organizzazione.accesso import sessioni
from pianoperf.organizzazione.accesso.politica import deve_averlo
from pianoperf.organizzazione.accesso.stadi import superato
from pianoperf.web.chi_scrive import SENZA_SESSIONE

SEGNO = "secondo_fattore"
TORNA = "dopo_il_secondo_fattore"
# A role given, or a policy changed, is looked at again after these seconds: between two looks no question is asked.
SECONDI = 60
# Open to who still owes the second factor: the way in and out, setting it up, the manual.
LIBERI = {
    "accedi",
    "account_login",
    "esci",
    "accessibilita",
    "aiuto",
    "aiuto_pagina",
    "tastiera",
    "cambia_password",
    "invito",
    "password_reset",
    "password_reset_inviata",
    "password_reset_confirm",
    "sicurezza",
    "sessione_chiudi",
    "sessioni_chiudi",
    "account_reauthenticate",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_login_webauthn",
}


class SecondoFattoreMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        nome = request.resolver_match.view_name if request.resolver_match else ""
        if request.path.startswith((*SENZA_SESSIONE, "/salute/")) or not request.user.is_authenticated:
            return None
        rivedi(request)
        if nome in LIBERI or not manca(request):
            return None
        return _alla_sicurezza(request)


def rivedi(request: HttpRequest, *, sempre: bool = False) -> None:
    """Look at most once a minute at what the person owes, and note that the session is in use.

    `sempre`: at the login, which has just written the row of the session.
    """
    utente: Any = request.user
    segno = request.session.get(SEGNO, {})
    if not sempre and segno.get("utente") == utente.pk and time.time() - segno["visto"] < SECONDI:
        return
    adesso = timezone.now()
    dovuto = deve_averlo(utente, timezone.localdate(adesso))
    request.session[SEGNO] = {"utente": utente.pk, "visto": time.time(), "dovuto": dovuto}
    if request.session.session_key and not sempre:
        sessioni.vista(request=request, utente=utente, adesso=adesso)


def manca(request: HttpRequest) -> bool:
    """Whether the person must have a second factor and this session has not given one."""
    utente: Any = request.user
    return bool(request.session.get(SEGNO, {}).get("dovuto")) and not superato(request, utente)


def _alla_sicurezza(request: HttpRequest) -> HttpResponse:
    """To give the factor one has; without one, to the page where it is set up, which knows where one was going."""
    utente: Any = request.user
    ne_ha_uno = is_mfa_enabled(utente, ["totp", "webauthn"])
    dove = reverse("mfa_reauthenticate" if ne_ha_uno else "sicurezza")
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(dove)
    torna = request.get_full_path() if request.method == "GET" else reverse("scrivania")
    request.session[TORNA] = torna
    return redirect(f"{dove}?{urlencode({'next': torna})}" if ne_ha_uno else dove)
