"""«Sicurezza del tuo accesso»: second factors, identities, sessions, what happened lately."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codici
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from pianoperf.organizzazione.accesso import eventi, middleware, sessioni
from pianoperf.organizzazione.accesso.adapters import DOVUTO, e_l_ultimo_dovuto
from pianoperf.organizzazione.accesso.collegamento import gettone_di
from pianoperf.organizzazione.accesso.enums import TipoEvento
from pianoperf.organizzazione.accesso.models import SessioneAperta

QUANTI_EVENTI = 10
ULTIMA_VIA = "È l'unico modo che hai di entrare: prima scegli una password, con «Hai dimenticato la password?»."


class Sicurezza(LoginRequiredMixin, TemplateView):
    template_name = "organizzazione/accesso/sicurezza.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        utente: Any = self.request.user
        adesso = timezone.now()
        fattori = list(Authenticator.objects.filter(user=utente).order_by("created_at"))
        return super().get_context_data(
            manca=middleware.manca(self.request),
            app=next((uno for uno in fattori if uno.type == Authenticator.Type.TOTP), None),
            chiavi=[uno for uno in fattori if uno.type == Authenticator.Type.WEBAUTHN],
            codici=next((uno for uno in fattori if uno.type == Authenticator.Type.RECOVERY_CODES), None),
            identita=_identita(self.request),
            sessioni=sessioni.sessioni_di(utente, adesso),
            questa=self.request.session.session_key,
            eventi=eventi.eventi_di(utente)[:QUANTI_EVENTI],
            **kwargs,
        )


def _identita(request: HttpRequest) -> list[dict[str, Any]]:
    """Each provider of the installation, with the identity linked there or the token of the link that links one."""
    collegate = {conto.provider: conto for conto in SocialAccount.objects.filter(user_id=request.user.pk)}
    return [
        {"fornitore": fornitore, "conto": collegate.get(fornitore.nome), "gettone": gettone_di(request.user)}
        for fornitore in settings.FORNITORI.values()
    ]


class ChiudiSessione(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, sessione: int) -> HttpResponse:
        trovata = get_object_or_404(SessioneAperta, pk=sessione, utente=request.user)
        sessioni.chiudi(sessione=trovata)
        _annota(request, TipoEvento.SESSIONE_CHIUSA, str(trovata))
        messages.success(request, "Sessione chiusa: da lì bisogna entrare di nuovo.")
        return redirect("sicurezza")


class ChiudiAltre(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        utente: Any = request.user
        quante = sessioni.chiudi_altre(utente=utente, tranne=request.session.session_key)
        if quante:
            _annota(request, TipoEvento.SESSIONE_CHIUSA, f"tutte le altre ({quante})")
        messages.success(request, "Le altre sessioni sono chiuse." if quante else "Non c'erano altre sessioni aperte.")
        return redirect("sicurezza")


@method_decorator(reauthentication_required(app="allauth.socialaccount"), name="dispatch")
class ScollegaIdentita(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, conto: int) -> HttpResponse:
        utente: Any = request.user
        trovato = get_object_or_404(SocialAccount, pk=conto, user=utente)
        altre = SocialAccount.objects.filter(user=utente).exclude(pk=conto)
        if not utente.has_usable_password() and not altre.exists():
            messages.error(request, ULTIMA_VIA)
            return redirect("sicurezza")
        trovato.delete()
        _annota(request, TipoEvento.IDENTITA_SCOLLEGATA, trovato.provider)
        messages.success(request, "Identità scollegata.")
        return redirect("sicurezza")


def _annota(request: HttpRequest, tipo: TipoEvento, dettaglio: str) -> None:
    utente: Any = request.user
    eventi.annota(utente=utente, tipo=tipo, request=request, adesso=timezone.now(), dettaglio=dettaglio)


class _AppenaProvato:
    """Who has just set a factor up has just shown that he holds it: this session has given it."""

    def form_valid(self, form: Any) -> HttpResponse:
        risposta: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        request: HttpRequest = self.request
        record_authentication(request, request.user, "mfa", type=self.tipo)
        return risposta


class AttivaApp(_AppenaProvato, ActivateTOTPView):
    tipo = Authenticator.Type.TOTP.value
    template_name = "organizzazione/accesso/app.html"


class TogliApp(DeactivateTOTPView):
    template_name = "organizzazione/accesso/togli.html"


class AggiungiChiave(_AppenaProvato, AddWebAuthnView):
    tipo = Authenticator.Type.WEBAUTHN.value
    template_name = "organizzazione/accesso/chiave.html"


class TogliChiave(RemoveWebAuthnView):
    """allauth asks the adapter for the app of the telephone only: asked here for the keys too."""

    template_name = "organizzazione/accesso/togli.html"

    def form_valid(self, form: Any) -> HttpResponse:
        if e_l_ultimo_dovuto(self.get_object()):
            messages.error(self.request, DOVUTO)
            return redirect("sicurezza")
        risposta: HttpResponse = super().form_valid(form)
        return risposta


class Codici(codici.ViewRecoveryCodesView):
    template_name = "organizzazione/accesso/codici.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        torna = self.request.session.get(middleware.TORNA) or reverse("sicurezza")
        return {**super().get_context_data(**kwargs), "torna": torna}


class NuoviCodici(codici.GenerateRecoveryCodesView):
    template_name = "organizzazione/accesso/codici_nuovi.html"


class ConfermaPassword(ReauthenticateView):
    template_name = "organizzazione/accesso/conferma.html"


class ConfermaCodice(ReauthenticateCodeView):
    template_name = "organizzazione/accesso/conferma.html"


class ConfermaChiave(ReauthenticateWebAuthnView):
    template_name = "organizzazione/accesso/conferma.html"
