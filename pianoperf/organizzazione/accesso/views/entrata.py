"""The login page: the password here, the rest of the way in by allauth."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from pianoperf.organizzazione.forms import AccessoForm
from pianoperf.web.moduli_tenuti import tenuti, tenuti_per


class Accesso(LoginView):
    """A slot of a page that finds the session over reloads the page instead of drawing the login inside itself."""

    template_name = "registration/accedi.html"
    authentication_form = AccessoForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponseClientRefresh()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fornitori = list(settings.FORNITORI.values())
        return super().get_context_data(tenuti=tenuti(self.request.session), fornitori=fornitori, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: the second factor, if there is one, comes next."""
        utente = form.get_user()
        login = Login(user=utente, redirect_url=self.get_redirect_url() or None)
        risposta: HttpResponse = perform_password_login(self.request, {"username": utente.get_username()}, login)
        return risposta

    def get_success_url(self) -> str:
        """Of who is already in: where he was going, or first what he had written there."""
        miei = tenuti_per(self.request.session, self.request.user.pk)
        return reverse("riprendi") if miei else super().get_success_url()


class SecondoFattore(AuthenticateView):
    """allauth's page of the second factor. Closed by django-axes like the one of the password."""

    template_name = "organizzazione/accesso/codice.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        credenziali = {"username": self.stage.login.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credenziali):
            return get_lockout_response(request, credentials=credenziali)
        risposta: HttpResponse = super().post(request, *args, **kwargs)
        return risposta
