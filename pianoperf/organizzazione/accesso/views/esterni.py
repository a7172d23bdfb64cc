"""To the identity provider and back."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pianoperf.organizzazione.accesso.collegamento import e_suo
from pianoperf.organizzazione.accesso.inviti.permissions import controlla_valido
from pianoperf.organizzazione.accesso.inviti.selectors import dal_collegamento
from pianoperf.organizzazione.accesso.oidc import AdattatoreOidc, Ritorno
from pianoperf.web.rifiuti import AzioneNegata


def _adattatore(request: HttpRequest, fornitore: str) -> AdattatoreOidc:
    if fornitore not in settings.FORNITORI:
        raise Http404("Questo modo di entrare non c'è.")
    return AdattatoreOidc(request, fornitore)


@never_cache
@require_GET
def verso(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider with state, nonce and PKCE; from the security page it links, with that page's token."""
    adattatore = _adattatore(request, provider_id)
    fornitore: Any = adattatore.get_provider()
    collega = "collega" in request.GET
    if collega and not e_suo(request.GET["collega"], request.user):
        return redirect("sicurezza")
    if collega:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    nonce = secrets.token_urlsafe(24)
    try:
        fornitore.get_oauth2_adapter = lambda _: adattatore
        risposta: HttpResponse = fornitore.redirect(
            request,
            "connect" if collega else "login",
            next_url=get_next_redirect_url(request),
            data=_invito(request),
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except OAuth2Error as errore:
        rifiuto: HttpResponse = render_authentication_error(request, fornitore, exception=errore)
        return rifiuto
    return risposta


def _invito(request: HttpRequest) -> dict[str, int] | None:
    """The invitation whose page the login starts from, when its link still works."""
    invito = dal_collegamento(request.GET.get("invito", ""))
    try:
        if invito is not None:
            controlla_valido(invito, timezone.now())
    except AzioneNegata:
        return None
    return {"invito": invito.pk} if invito else None


@never_cache
@require_GET
def ritorno(request: HttpRequest, provider_id: str) -> HttpResponse:
    risposta: HttpResponse = Ritorno.adapter_view(_adattatore(request, provider_id))(request)
    return risposta
