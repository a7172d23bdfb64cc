"""The calendar of a year of the body, and its file for an agenda."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.calendario import permissions, selectors
from rendicontazione.calendario.ics import in_ics
from rendicontazione.calendario.selectors import ANNI_AMMESSI, Calendario
from rendicontazione.permissions import motivo_divieto
from rendicontazione.promemoria.permissions import puo_leggere_i_messaggi
from rendicontazione.views.basi import ASSENTE


class CalendarioCorrenteView(VistaEnte):
    """The menu's entry leads to the year in course."""

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return redirect("calendario_anno", ente=ente, anno=selectors.anno_da_mostrare(self.ente, oggi()))


class VistaCalendario(VistaEnte):
    """A page of one year of the calendar; a year that no plan can have is not there."""

    @cached_property
    def anno(self) -> int:
        anno: int = self.kwargs["anno"]
        if anno not in ANNI_AMMESSI:
            raise Http404(ASSENTE)
        return anno

    def calendario(self) -> Calendario:
        return selectors.calendario_di(self.request.user, self.ente, self.anno, timezone.now())


class CalendarioView(VistaCalendario):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        calendario = self.calendario()
        contesto = {
            "calendario": calendario,
            "anni": selectors.anni_del_calendario(self.ente, oggi()),
            "gestisce": not motivo_divieto(permissions.controlla_puo_gestire, request.user, self.ente),
            "legge_i_messaggi": puo_leggere_i_messaggi(request.user, self.ente),
            "anni_di_piano": [self._comandi(voce) for voce in calendario.anni_di_piano],
        }
        return render(request, "rendicontazione/calendario/calendario.html", contesto)

    def _comandi(self, voce: selectors.AnnoDiPiano) -> dict[str, Any]:
        """A year with the reasons for which its buttons are grey."""
        rendicontazione = voce.rendicontazione
        return {
            "rendicontazione": rendicontazione,
            "passi": voce.passi,
            "proroghe": voce.proroghe,
            "motivo_intermedio": motivo_divieto(permissions.controlla_puo_fissare, self.request.user, rendicontazione),
            "motivo_proroga": motivo_divieto(permissions.controlla_puo_concedere, self.request.user, rendicontazione),
        }


class CalendarioIcsView(VistaCalendario):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        testo = in_ics(
            self.calendario().voci,
            nome=f"{self.ente.nome_breve} {self.anno}",
            sito=f"{self.ente.codice}.pianoperf",
            adesso=timezone.now(),
        )
        risposta = HttpResponse(testo.encode(), content_type="text/calendar; charset=utf-8")
        risposta["Content-Disposition"] = f'attachment; filename="calendario-{self.ente.codice}-{self.anno}.ics"'
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Cache-Control"] = "private, no-store"
        return risposta
