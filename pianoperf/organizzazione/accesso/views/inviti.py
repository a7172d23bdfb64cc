"""The link of an invitation, for who receives it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from pianoperf.organizzazione.accesso.inviti import services
from pianoperf.organizzazione.accesso.inviti.permissions import controlla_valido
from pianoperf.organizzazione.accesso.inviti.selectors import accesso_di, dal_collegamento
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class InvitoView(View):
    """Without a login: choose a password, or come from a provider. With one: accept."""

    gettone: str
    invito: Invito

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.gettone = kwargs["gettone"]
        trovato = dal_collegamento(self.gettone)
        if trovato is None:
            raise Http404("Questo invito non c'è: forse te ne hanno mandato un altro più recente.")
        self.invito = trovato
        try:
            controlla_valido(trovato, timezone.now())
        except AzioneNegata as negata:
            contesto = {"invito": trovato, "frase": str(negata)}
            return render(request, "organizzazione/accesso/invito_chiuso.html", contesto, status=410)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        return self._pagina(self._form(None))

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        if request.user.is_authenticated:
            return self._accetta()
        if accesso_di(self.invito.email) is not None:
            return self._pagina(None)
        form = self._form(request.POST)
        if form is None or not form.is_valid():
            return self._pagina(form, status=422)
        password = form.cleaned_data["new_password1"]
        try:
            utente = services.accetta_con_password(invito=self.invito, password=password, adesso=timezone.now())
        except AzioneNegata as negata:
            form.add_error(None, str(negata))
            return self._pagina(form, status=422)
        messages.success(request, f"Benvenuto: il tuo nome utente è {utente.username}.")
        risposta: HttpResponse = perform_login(request, Login(user=utente))
        return risposta

    def _accetta(self) -> HttpResponse:
        utente: Any = self.request.user
        try:
            services.accetta(invito=self.invito, chi=utente, adesso=timezone.now())
        except AzioneNegata as negata:
            messages.error(self.request, str(negata))
            return self._pagina(None, status=403)
        messages.success(self.request, f"Hai accettato: il tuo ruolo in {self.invito.ente} comincia oggi.")
        return redirect("scrivania")

    def _form(self, dati: Any) -> SetPasswordForm | None:
        """Of who has no login yet; the password must not look like the person."""
        if self.request.user.is_authenticated or accesso_di(self.invito.email) is not None:
            return None
        nuovo = Utente(
            username=self.invito.email,
            email=self.invito.email,
            first_name=self.invito.nome,
            last_name=self.invito.cognome,
        )
        return SetPasswordForm(nuovo, dati)

    def _pagina(self, form: SetPasswordForm | None, *, status: int = 200) -> HttpResponse:
        contesto = {
            "invito": self.invito,
            "gettone": self.gettone,
            "form": form,
            "fornitori": [uno for uno in settings.FORNITORI.values() if uno.ente in ("", self.invito.ente.codice)],
        }
        return render(self.request, "organizzazione/accesso/invito.html", contesto, status=status)
