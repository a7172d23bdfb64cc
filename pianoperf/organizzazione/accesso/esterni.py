"""Who comes from an identity provider: known by the subject linked once, or matched once to a login that exists."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from pianoperf.identita import Fornitore
from pianoperf.organizzazione.accesso.inviti import services as inviti
from pianoperf.organizzazione.accesso.inviti.selectors import in_attesa
from pianoperf.organizzazione.models import Incarico, Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.rifiuti import AzioneNegata

registro = logging.getLogger("pianoperf.accesso")

SCONOSCIUTO = (
    "Ti sei identificato, ma nessun accesso di pianoperf corrisponde alla tua identità. "
    "Chiedi un invito all'amministratore del tuo ente; se hai già un accesso, entra con quello "
    "e collega l'identità da «Sicurezza del tuo accesso»."
)
NON_RIUSCITO = "L'accesso con questo fornitore non è riuscito. Riprova dalla pagina di accesso."


class AdattatoreEsterno(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("sicurezza")

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        return

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """After the look at the linked subjects. Links to an existing or invited person, else refuses with a page."""
        fornitore: Fornitore = settings.FORNITORI[sociallogin.account.provider]
        sociallogin.state["secondo_fattore"] = bool(_fattori(sociallogin.claims) & set(fornitore.fattori))
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        utente = abbina(fornitore, sociallogin.claims) or _invitato(request, sociallogin)
        if utente is None:
            raise ImmediateHttpResponse(rifiuta(request, SCONOSCIUTO, status=403))
        sociallogin.connect(request, utente)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **altro: Any) -> None:
        """The reason for who keeps the service, never a token or a claim; one sentence for the person."""
        errore = altro.get("exception")
        registro.warning(
            "Accesso con %s non riuscito: %s", provider.sub_id, type(errore).__name__ if errore else "stato"
        )
        raise ImmediateHttpResponse(rifiuta(request, NON_RIUSCITO, status=401))


def _fattori(claims: dict[str, Any]) -> set[str]:
    amr = claims.get("amr") or []
    return {str(claims.get("acr", "")), *([amr] if isinstance(amr, str) else map(str, amr))} - {""}


def abbina(fornitore: Fornitore, claims: dict[str, Any]) -> Utente | None:
    """The one active login with that codice fiscale or verified e-mail, None when there is none or more than one.

    A provider of one body speaks only for who works in that body alone; nobody speaks for a superuser.
    """
    trovati = list(_con_codice_fiscale(fornitore, claims) or _con_email(fornitore, claims))
    if len(trovati) != 1 or trovati[0].is_superuser or not _del_suo_ente(fornitore, trovati[0]):
        return None
    return trovati[0]


def _con_codice_fiscale(fornitore: Fornitore, claims: dict[str, Any]) -> list[Utente]:
    """SPID and CIE write TINIT-RSSMRA80A01H501U."""
    if not fornitore.claim_codice_fiscale:
        return []
    codice = str(claims.get(fornitore.claim_codice_fiscale, "")).upper().removeprefix("TINIT-")
    return list(Utente.objects.filter(codice_fiscale=codice, is_active=True)) if codice else []


def _con_email(fornitore: Fornitore, claims: dict[str, Any]) -> list[Utente]:
    indirizzo = str(claims.get("email") or "")
    verificata = fornitore.email_verificata or claims.get("email_verified") is True
    return list(Utente.objects.filter(email__iexact=indirizzo, is_active=True)) if indirizzo and verificata else []


def _del_suo_ente(fornitore: Fornitore, utente: Utente) -> bool:
    if not fornitore.ente:
        return True
    enti = set(Incarico.objects.in_corso(oggi()).filter(utente=utente).values_list("ente__codice", flat=True))
    return enti == {fornitore.ente}


def _invitato(request: HttpRequest, sociallogin: Any) -> Utente | None:
    """The person of the invitation that the login started from; the link in the message is the proof."""
    chiave = (sociallogin.state.get("data") or {}).get("invito")
    invito = in_attesa(adesso=timezone.now()).filter(pk=chiave).first() if chiave else None
    if invito is None:
        return None
    fornitore = settings.FORNITORI[sociallogin.account.provider]
    if fornitore.ente and fornitore.ente != invito.ente.codice:
        return None
    try:
        return inviti.accetta_da_fuori(invito=invito, adesso=timezone.now())
    except AzioneNegata as negata:
        raise ImmediateHttpResponse(rifiuta(request, str(negata), status=403)) from negata


def rifiuta(request: HttpRequest, frase: str, *, status: int) -> HttpResponse:
    return render(request, "organizzazione/accesso/non_riuscito.html", {"frase": frase}, status=status)
