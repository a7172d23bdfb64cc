"""«Persone e accessi» of a body: who gets in, invitations, who must have a second factor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pianoperf.organizzazione.accesso import eventi, selectors, services
from pianoperf.organizzazione.accesso.forms import InvitoForm, PoliticaForm
from pianoperf.organizzazione.accesso.inviti import permissions
from pianoperf.organizzazione.accesso.inviti import services as inviti
from pianoperf.organizzazione.accesso.inviti.selectors import inviti_di
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi

QUANTI_EVENTI = 50


class AccessiView(VistaEnte):
    """Who has a role in the body and how he gets in; POST changes who must have a second factor."""

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._pagina(PoliticaForm(initial=selectors.politica_di(self.ente)))

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = PoliticaForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, status=422)
        propri = form.cleaned_data["ruoli"] if form.cleaned_data["scelta"] == "propria" else None
        services.stabilisci_secondo_fattore(ente=self.ente, ruoli=propri, utente=request.user)
        messages.success(request, "Salvato: vale dal prossimo minuto, anche per chi è già dentro.")
        return redirect("accessi", ente=self.ente.codice)

    def _pagina(self, form: PoliticaForm, *, status: int = 200) -> HttpResponse:
        permissions.controlla_puo_gestire_gli_accessi(self.request.user, self.ente)
        contesto = {
            "form": form,
            "persone": selectors.accessi_di(self.ente),
            "predefiniti": selectors.predefiniti(),
            "eventi": eventi.eventi_dell_ente(self.ente)[:QUANTI_EVENTI],
        }
        return render(self.request, "organizzazione/accesso/accessi.html", contesto, status=status)


class InvitiView(VistaEnte):
    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._pagina(InvitoForm(self.ente))

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = InvitoForm(self.ente, request.POST)
        if not form.is_valid():
            return self._pagina(form, status=422)
        try:
            invito = inviti.invita(
                ente=self.ente, utente=request.user, adesso=timezone.now(), **_dati(form.cleaned_data)
            )
        except DatiNonValidi as errori:
            for campo, frasi in errori.errori.items():
                form.add_error(campo if campo in form.fields else None, frasi)
            return self._pagina(form, status=422)
        _racconta(request, invito)
        return redirect("inviti", ente=self.ente.codice)

    def _pagina(self, form: InvitoForm, *, status: int = 200) -> HttpResponse:
        permissions.controlla_puo_gestire_gli_accessi(self.request.user, self.ente)
        contesto = {"form": form, "righe": inviti_di(self.ente, timezone.now())}
        return render(self.request, "organizzazione/accesso/inviti.html", contesto, status=status)


def _dati(puliti: dict[str, Any]) -> dict[str, Any]:
    return {nome: puliti[nome] for nome in ("nome", "cognome", "email", "ruolo", "persona")}


def _racconta(request: HttpRequest, invito: Invito) -> None:
    if invito.errore:
        messages.warning(request, f"L'invito è scritto, ma il messaggio non è partito. {invito.errore}")
    else:
        messages.success(request, f"Invito spedito a {invito.email}.")


class _UnInvito(VistaEnte):
    http_method_names = ["post"]

    def trovato(self, chiave: int) -> Invito:
        permissions.controlla_puo_gestire_gli_accessi(self.request.user, self.ente)
        return get_object_or_404(Invito.objects.select_related("ente"), ente=self.ente, pk=chiave)


class RispedisciInvitoView(_UnInvito):
    def post(self, request: HttpRequest, ente: str, invito: int) -> HttpResponse:
        trovato = self.trovato(invito)
        try:
            _racconta(request, inviti.rispedisci(invito=trovato, utente=request.user, adesso=timezone.now()))
        except AzioneNegata as negata:
            messages.warning(request, str(negata))
        return redirect("inviti", ente=self.ente.codice)


class RevocaInvitoView(_UnInvito):
    def post(self, request: HttpRequest, ente: str, invito: int) -> HttpResponse:
        trovato = self.trovato(invito)
        try:
            inviti.revoca(invito=trovato, utente=request.user, adesso=timezone.now())
            messages.success(request, f"L'invito a {trovato.email} è revocato: il collegamento non funziona più.")
        except AzioneNegata as negata:
            messages.warning(request, str(negata))
        return redirect("inviti", ente=self.ente.codice)
