"""The pages of the manual, open to anybody, and the first steps of who is logged in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from pianoperf.organizzazione.aiuto.manuale import INDICE, pagina
from pianoperf.organizzazione.aiuto.selectors import passi_di
from pianoperf.organizzazione.aiuto.services import mostra_passi, nascondi_passi
from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.selectors import enti_visibili_a
from pianoperf.web.rifiuti import DatiNonValidi


class Manuale(View):
    """The index of the manual, or one of its pages."""

    def get(self, request: HttpRequest, pagina: str = INDICE) -> HttpResponse:
        return _mostra(request, pagina)


def _mostra(request: HttpRequest, nome: str) -> HttpResponse:
    trovata = pagina(nome)
    if trovata is None:
        raise Http404("Il manuale non ha questa pagina: cercala nell'indice.")
    return render(request, "organizzazione/aiuto/pagina.html", {"pagina": trovata, "indice": nome == INDICE})


class PrimiPassi(LoginRequiredMixin, View):
    """All the steps of my roles; a POST hides those of a role on the desk, or with `mostra` shows all of them again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        utente: Any = request.user
        passi = passi_di(utente, enti_visibili_a(utente, oggi()))
        return render(request, "organizzazione/aiuto/primi_passi.html", {"passi": passi})

    def post(self, request: HttpRequest) -> HttpResponse:
        utente: Any = request.user
        if "mostra" in request.POST:
            mostra_passi(utente=utente)
            return redirect("scrivania")
        try:
            nascondi_passi(ruolo=request.POST.get("ruolo", ""), utente=utente, adesso=timezone.now())
        except DatiNonValidi as errori:
            messages.error(request, str(errori))
        else:
            messages.success(
                request, "La presentazione è nascosta. La ritrovi in Aiuto, «I primi passi del tuo ruolo»."
            )
        return redirect("scrivania")
