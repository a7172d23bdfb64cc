"""The desk (what I can do now, body by body) and the login page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.generic import TemplateView
from django_htmx.http import HttpResponseClientRefresh

from pianoperf.organizzazione.aiuto.selectors import passi_da_mostrare
from pianoperf.organizzazione.deleghe.selectors import ricevute_da
from pianoperf.organizzazione.forms import AccessoForm
from pianoperf.organizzazione.permissions import oggi, ruoli_in
from pianoperf.organizzazione.selectors import enti_visibili_a
from pianoperf.organizzazione.strumenti import strumenti_per
from pianoperf.organizzazione.viste import VistaEnte
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
        return super().get_context_data(tenuti=tenuti(self.request.session), **kwargs)

    def get_success_url(self) -> str:
        """Where one was going, or first what one had written there when the session ended."""
        miei = tenuti_per(self.request.session, self.request.user.pk)
        return reverse("riprendi") if miei else super().get_success_url()


class CambiaPassword(SuccessMessageMixin, PasswordChangeView):
    template_name = "registration/cambia_password.html"
    success_url = reverse_lazy("scrivania")
    success_message = "La nuova password è salvata."


class Scrivania(LoginRequiredMixin, TemplateView):
    template_name = "organizzazione/scrivania.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        utente: Any = self.request.user
        enti = list(enti_visibili_a(utente, oggi()))
        if len(enti) == 1:
            self.request.ente = enti[0]
        posti = [{"ente": ente, "ruoli": ruoli_in(utente, ente), "deleghe": ricevute_da(utente, ente)} for ente in enti]
        da_riprendere = len(tenuti_per(self.request.session, utente.pk))
        passi = passi_da_mostrare(utente, enti)
        return super().get_context_data(posti=posti, passi=passi, da_riprendere=da_riprendere, **kwargs)


class StrumentiView(VistaEnte):
    """The works of the body that are not done every day, by role."""

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return render(request, "organizzazione/strumenti.html", {"strumenti": strumenti_per(self.ruoli)})
