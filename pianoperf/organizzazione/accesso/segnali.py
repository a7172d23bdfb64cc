"""What happens to the logins becomes a row of the register; a wrong second factor counts as a wrong password."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as fattori
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as identita
from django.contrib.auth import signals
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from pianoperf.organizzazione.accesso import eventi, middleware, sessioni
from pianoperf.organizzazione.accesso.enums import TipoEvento
from pianoperf.organizzazione.accesso.models import SessioneAperta
from pianoperf.organizzazione.models import Utente

NOMI = {
    Authenticator.Type.TOTP: "app del telefono",
    Authenticator.Type.WEBAUTHN: "chiave di sicurezza",
    Authenticator.Type.RECOVERY_CODES: "codici di riserva",
}


@receiver(signals.user_logged_in)
def entrato(sender: Any, request: HttpRequest, user: Utente, **_: Any) -> None:
    adesso = timezone.now()
    SessioneAperta.objects.filter(utente=user).exclude(chiave__in=Session.objects.values("session_key")).delete()
    if request.session.session_key:
        sessioni.apri(request=request, utente=user, adesso=adesso)
    if not hasattr(request, "user"):
        request.user = user
    middleware.rivedi(request, sempre=True)
    eventi.annota(utente=user, tipo=TipoEvento.ENTRATO, request=request, adesso=adesso)


@receiver(signals.user_logged_out)
def uscito(sender: Any, request: HttpRequest, user: Utente | None, **_: Any) -> None:
    if user is None:
        return
    SessioneAperta.objects.filter(chiave=request.session.session_key or "").delete()
    eventi.annota(utente=user, tipo=TipoEvento.USCITO, request=request, adesso=timezone.now())


@receiver(signals.user_login_failed)
def sbagliato(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **altro: Any) -> None:
    """Only of who exists: what was typed for another name may be a password written in the wrong field."""
    utente = Utente.objects.filter(username=credentials.get("username") or "").first()
    if utente is not None:
        tipo = TipoEvento.CODICE_ERRATO if sender is Authenticator else TipoEvento.PASSWORD_ERRATA
        eventi.annota(utente=utente, tipo=tipo, request=request, adesso=timezone.now())


@receiver(fattori.authentication_failed)
def codice_sbagliato(sender: Any, request: HttpRequest, user: Utente, **_: Any) -> None:
    """django-axes counts it: password and code have one throttle, in the database, for all the processes."""
    credenziali = {"username": user.get_username()}
    signals.user_login_failed.send(sender=Authenticator, credentials=credenziali, request=request)


@receiver(fattori.authenticator_added)
def aggiunto(sender: Any, request: HttpRequest, user: Utente, authenticator: Authenticator, **_: Any) -> None:
    _fattore(TipoEvento.FATTORE_AGGIUNTO, request, user, authenticator)


@receiver(fattori.authenticator_removed)
def tolto(sender: Any, request: HttpRequest, user: Utente, authenticator: Authenticator, **_: Any) -> None:
    _fattore(TipoEvento.FATTORE_TOLTO, request, user, authenticator)


@receiver(fattori.authenticator_reset)
def rifatti(sender: Any, request: HttpRequest, user: Utente, authenticator: Authenticator, **_: Any) -> None:
    _fattore(TipoEvento.CODICI_RIFATTI, request, user, authenticator)


def _fattore(tipo: TipoEvento, request: HttpRequest, utente: Utente, fattore: Authenticator) -> None:
    nome = NOMI[Authenticator.Type(fattore.type)]
    eventi.annota(utente=utente, tipo=tipo, request=request, adesso=timezone.now(), dettaglio=nome)


@receiver(identita.social_account_added)
def collegata(sender: Any, request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    dettaglio = sociallogin.account.provider
    eventi.annota(
        utente=sociallogin.user,
        tipo=TipoEvento.IDENTITA_COLLEGATA,
        request=request,
        adesso=timezone.now(),
        dettaglio=dettaglio,
    )
