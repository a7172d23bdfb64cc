"""The part of the desk that counts what waits, by role; a page of its own without htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.selectors.attese import attese
from rendicontazione.selectors.pagine import anni_contati
from rendicontazione.views.basi import vede_il_quadro


class ScrivaniaView(VistaEnte):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        frammento = request.htmx and not request.htmx.history_restore_request
        pagina = "rendicontazione/_scrivania.html" if frammento else "rendicontazione/scrivania.html"
        return render(request, pagina, {"attese": attese(request.user, self.ente, timezone.now())})


class AnniPianoView(VistaEnte):
    """The years of one plan, for the slot in the plan's own page."""

    def get(self, request: HttpRequest, piano: str, **_: object) -> HttpResponse:
        voce = piano_o_404(self.ente, piano)
        anni = [anno for anno in anni_contati(request.user, self.ente) if anno.rendicontazione.piano_id == voce.pk]
        frammento = request.htmx and not request.htmx.history_restore_request
        pagina = "rendicontazione/_anni_piano.html" if frammento else "rendicontazione/anni_piano.html"
        return render(request, pagina, {"anni": anni, "quadro": vede_il_quadro(self)})
