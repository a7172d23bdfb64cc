"""What allauth asks of the project: nobody signs up, one throttle, secrets encrypted, our pages."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from pianoperf.organizzazione.accesso import cifratura
from pianoperf.organizzazione.accesso.politica import deve_averlo
from pianoperf.organizzazione.accesso.provenienza import indirizzo_di
from pianoperf.organizzazione.accesso.stadi import ALTROVE
from pianoperf.organizzazione.models import Utente
from pianoperf.web.moduli_tenuti import tenuti_per

NON_ATTIVO = "Questo accesso non è attivo. Rivolgiti all'amministratore del tuo ente."
DOVUTO = "Il tuo ruolo richiede un secondo fattore: aggiungine un altro, poi togli questo."
RETRO = "django.contrib.auth.backends.ModelBackend"


class AdattatoreAccount(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return indirizzo_di(request)

    def get_login_stages(self) -> list[str]:
        return ["pianoperf.organizzazione.accesso.stadi.StadioSecondoFattore"]

    def is_reauthentication_required(self, **_: Any) -> bool:
        """Before a change of how one gets in, whichever of allauth's apps makes it."""
        return True

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, NON_ATTIVO)
        return redirect("accedi")

    def pre_login(self, request: HttpRequest, user: Any, **altro: Any) -> HttpResponse | None:
        """Who gave two factors to a provider that is believed has given two factors."""
        risposta: HttpResponse | None = super().pre_login(request, user, **altro)
        esterno = (altro.get("signal_kwargs") or {}).get("sociallogin")
        if risposta is None and esterno is not None and esterno.state.get("secondo_fattore"):
            record_authentication(request, user, "mfa", type=ALTROVE)
        return risposta

    def login(self, request: HttpRequest, user: Any) -> None:
        """The one that throttles answers for passwords only: whoever comes in another way is loaded as the others."""
        user.backend = RETRO
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **altro: Any) -> HttpResponse:
        """Where one was going, or first what one had written there when the session ended."""
        risposta: HttpResponse = super().post_login(request, user, **altro)
        return redirect("riprendi") if tenuti_per(request.session, user.pk) else risposta

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        return


class AdattatoreSecondoFattore(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Codice non corretto. Controlla l'ora del telefono e scrivi il codice che mostra adesso.",
        "cannot_delete_authenticator": DOVUTO,
    }

    def encrypt(self, text: str) -> str:
        return cifratura.cifra(text)

    def decrypt(self, encrypted_text: str) -> str:
        return cifratura.decifra(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return "pianoperf"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not e_l_ultimo_dovuto(authenticator)

    def generate_authenticator_name(self, user: Any, *_: Any) -> str:
        quante = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count()
        return "La mia chiave" if not quante else f"Chiave {quante + 1}"


def e_l_ultimo_dovuto(fattore: Authenticator) -> bool:
    """Whether taking it away would leave without one somebody whose role requires it."""
    utente: Utente = fattore.user
    altri = Authenticator.objects.filter(user=utente).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return not altri.exclude(pk=fattore.pk).exists() and deve_averlo(utente, timezone.localdate())
