"""The desk (what I can do now, body by body) and the page of tools."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from pianoperf.organizzazione.aiuto.selectors import passi_da_mostrare
from pianoperf.organizzazione.deleghe.selectors import ricevute_da
from pianoperf.organizzazione.permissions import oggi, ruoli_in
from pianoperf.organizzazione.selectors import enti_visibili_a
from pianoperf.organizzazione.strumenti import strumenti_per
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.moduli_tenuti import tenuti_per


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
