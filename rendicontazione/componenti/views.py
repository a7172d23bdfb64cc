"""`/componenti/`: made of invented data, of which nothing is stored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from rendicontazione.componenti import esempi


class ComponentiView(LoginRequiredMixin, View):
    """404 in production."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.SVILUPPO:
            raise Http404("Questa pagina esiste solo dove si sviluppa.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        contesto = {
            "toni": esempi.toni(),
            "gradi": esempi.GRADI,
            "aggregato": esempi.aggregato(),
            "percorsi": esempi.PERCORSI,
            "lavori": esempi.lavori(),
            "grafico": esempi.grafico(),
            "form": esempi.modulo(),
            "tabella": esempi.tabella(request, esempi.RIGHE),
            "tabella_vuota": esempi.tabella(request, []),
            "confronto": esempi.confronto(),
        }
        return render(request, "rendicontazione/componenti/componenti.html", contesto)
