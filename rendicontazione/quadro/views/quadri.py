"""The years of a body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.selectors.pagine import anni_contati
from rendicontazione.views.basi import controlla_vede_il_quadro


class QuadriView(VistaEnte):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        return render(request, "rendicontazione/quadri.html", {"anni": anni_contati(request.user, self.ente)})
