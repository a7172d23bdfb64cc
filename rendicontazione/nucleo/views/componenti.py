"""Who sits in the Nucleo: read by every role of the body that reads its work, written by the amministratore."""

from __future__ import annotations

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Componente
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.forms import ComponenteForm
from rendicontazione.nucleo.selectors import componenti_di
from rendicontazione.nucleo.services.componenti import registra_componente, togli_componente
from rendicontazione.permissions import motivo_divieto
from rendicontazione.views.basi import o_404


class ComponentiView(VistaEnte):
    """The members, and the form of one more."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(ComponenteForm(self.ente))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_nominare(request.user, self.ente)
        form = ComponenteForm(self.ente, request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            voce = registra_componente(ente=self.ente, utente=request.user, **form.cleaned_data)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"{voce.nome} è tra i componenti del Nucleo.")
        return redirect("nucleo_componenti", ente=self.ente.codice)

    def _pagina(self, form: ComponenteForm, *, stato: int = 200) -> HttpResponse:
        permissions.controlla_puo_leggere_il_lavoro(self.request.user, self.ente)
        contesto = {
            "componenti": componenti_di(self.ente),
            "form": form,
            "motivo": motivo_divieto(permissions.controlla_puo_nominare, self.request.user, self.ente),
            "oggi": oggi(),
        }
        return render(self.request, "rendicontazione/nucleo/componenti.html", contesto, status=stato)


class VistaComponente(VistaEnte):
    """One member of this body, for the amministratore."""

    @cached_property
    def componente(self) -> Componente:
        permissions.controlla_puo_nominare(self.request.user, self.ente)
        trovato: Componente = o_404(componenti_di(self.ente).filter(pk=self.kwargs["componente"]).first())
        return trovato


class ComponenteView(VistaComponente):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(ComponenteForm(self.ente, componente=self.componente))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = ComponenteForm(self.ente, request.POST, self.componente)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            voce = registra_componente(
                ente=self.ente, componente=self.componente, utente=request.user, **form.cleaned_data
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"{voce.nome}: dati salvati.")
        return redirect("nucleo_componenti", ente=self.ente.codice)

    def _pagina(self, form: ComponenteForm, *, stato: int = 200) -> HttpResponse:
        contesto = {"componente": self.componente, "form": form}
        return render(self.request, "rendicontazione/nucleo/componente.html", contesto, status=stato)


class TogliComponenteView(VistaComponente):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        nome = self.componente.nome
        togli_componente(componente=self.componente, utente=request.user)
        messages.success(request, f"{nome} non è più nell'elenco.")
        return redirect("nucleo_componenti", ente=self.ente.codice)
