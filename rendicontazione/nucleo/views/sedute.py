"""The meetings on a year: list, new, correct, take off."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Seduta
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.forms import SedutaForm
from rendicontazione.nucleo.selectors import componenti_di, sedute_di
from rendicontazione.nucleo.services.sedute import registra_seduta, togli_seduta
from rendicontazione.nucleo.views.basi import VistaLavoro
from rendicontazione.permissions import motivo_divieto
from rendicontazione.views.basi import o_404


class SeduteView(VistaLavoro):
    attiva = "sedute"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.pagina(SedutaForm(self.ente))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.registra(SedutaForm(self.ente, request.POST))

    def registra(self, form: SedutaForm, seduta: Seduta | None = None) -> HttpResponse:
        permissions.controlla_puo_registrare_sedute(self.request.user, self.rendicontazione)
        if not form.is_valid():
            return self.pagina(form, seduta=seduta, stato=422)
        try:
            voce = registra_seduta(
                rendicontazione=self.rendicontazione,
                seduta=seduta,
                utente=self.request.user,
                adesso=timezone.now(),
                **form.dati,
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self.pagina(form, seduta=seduta, stato=422)
        letta = next(uno for uno in sedute_di(self.rendicontazione) if uno.seduta == voce)
        (messages.success if letta.valida else messages.warning)(
            self.request, f"Seduta del {voce.data:%d/%m/%Y} registrata. {letta.difetto}".strip()
        )
        return redirect("nucleo_sedute", **self.kwargs_dell_anno)

    @property
    def kwargs_dell_anno(self) -> dict[str, Any]:
        return {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}

    def pagina(self, form: SedutaForm, *, seduta: Seduta | None = None, stato: int = 200) -> HttpResponse:
        contesto = self.contesto(
            sedute=sedute_di(self.rendicontazione),
            componenti=componenti_di(self.ente),
            form=form,
            corretta=seduta,
            motivo=motivo_divieto(permissions.controlla_puo_registrare_sedute, self.request.user, self.rendicontazione),
        )
        return render(self.request, "rendicontazione/nucleo/sedute.html", contesto, status=stato)


class SedutaView(SeduteView):
    """The same page, with the form on one seduta of the year."""

    @cached_property
    def seduta(self) -> Seduta:
        trovata: Seduta = o_404(self.rendicontazione.sedute.filter(pk=self.kwargs["seduta"]).first())
        permissions.controlla_puo_registrare_sedute(self.request.user, self.rendicontazione)
        return trovata

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.pagina(SedutaForm(self.ente, seduta=self.seduta), seduta=self.seduta)

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.registra(SedutaForm(self.ente, request.POST, self.seduta), self.seduta)


class TogliSedutaView(SedutaView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        giorno = self.seduta.data
        togli_seduta(seduta=self.seduta, utente=request.user)
        messages.success(request, f"Seduta del {giorno:%d/%m/%Y} tolta.")
        return redirect("nucleo_sedute", **self.kwargs_dell_anno)
