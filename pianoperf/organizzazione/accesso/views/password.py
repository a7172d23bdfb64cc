"""The password: changing one's own, and choosing a new one from a link that lasts an hour."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import views as auth
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from kombu.exceptions import OperationalError

from pianoperf.organizzazione.accesso import eventi, sessioni
from pianoperf.organizzazione.accesso.enums import TipoEvento
from pianoperf.organizzazione.accesso.lettere import spedisci_reimpostazione
from pianoperf.organizzazione.accesso.models import SessioneAperta
from pianoperf.organizzazione.accesso.tasks import reimposta


class CambiaPassword(SuccessMessageMixin, auth.PasswordChangeView):
    """The other sessions end with the old password; this one goes on under another key."""

    template_name = "registration/cambia_password.html"
    success_url = reverse_lazy("scrivania")
    success_message = "La nuova password è salvata. Le altre sessioni aperte sono chiuse."

    def form_valid(self, form: Any) -> HttpResponse:
        chiave, utente, adesso = self.request.session.session_key, form.user, timezone.now()
        risposta = super().form_valid(form)
        SessioneAperta.objects.filter(chiave=chiave).update(chiave=self.request.session.session_key)
        sessioni.chiudi_altre(utente=utente, tranne=self.request.session.session_key)
        eventi.annota(utente=utente, tipo=TipoEvento.PASSWORD_CAMBIATA, request=self.request, adesso=adesso)
        return risposta


class DimenticataForm(forms.Form):
    email = forms.EmailField(
        label="E-mail",
        help_text="Quella che il tuo ente conosce: lì arriva il collegamento.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Scrivi il tuo indirizzo.", "invalid": "Scrivi un indirizzo: nome@ente.it."},
    )


class Dimenticata(FormView):
    """Always the same answer, and always the same work before it: who exists is found out elsewhere."""

    template_name = "registration/dimenticata.html"
    form_class = DimenticataForm
    success_url = reverse_lazy("password_reset_inviata")

    def form_valid(self, form: Any) -> HttpResponse:
        indirizzo = form.cleaned_data["email"]
        try:
            reimposta.delay(indirizzo)
        except (OperationalError, OSError):
            spedisci_reimpostazione(indirizzo)
        return super().form_valid(form)


class Inviata(TemplateView):
    template_name = "registration/inviata.html"


class NuovaPassword(SuccessMessageMixin, auth.PasswordResetConfirmView):
    """Nobody is let in from here: the next step is the login, with its second factor (ASVS 5.0, 6.4.3)."""

    template_name = "registration/nuova_password.html"
    success_url = reverse_lazy("accedi")
    success_message = "La nuova password è salvata: ora entra."
    post_reset_login = False

    def form_valid(self, form: Any) -> HttpResponse:
        risposta = super().form_valid(form)
        sessioni.chiudi_altre(utente=form.user, tranne=None)
        adesso = timezone.now()
        eventi.annota(utente=form.user, tipo=TipoEvento.PASSWORD_REIMPOSTATA, request=self.request, adesso=adesso)
        return risposta
