"""Base of the addresses that undo: the token says what, the service whether it may still be undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.annulla import richiesta
from pianoperf.web.rifiuti import AzioneNegata

SCADUTO = "Non si può più annullare: è passata più di un'ora, o il comando non era tuo. Niente è cambiato."


class VistaAnnulla(VistaEnte):
    """POST with the token of the message. Subclasses say in `annulla` what they undo, with one sentence."""

    http_method_names = ["post"]

    def annulla(self, dati: dict[str, Any]) -> str:
        """Undo all of it or nothing, and say what was undone. Raises AzioneNegata."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        dati = richiesta(request)
        if dati is None or dati["ente"] != self.ente.pk:
            messages.warning(request, SCADUTO)
            return redirect(reverse("scrivania"))
        try:
            messages.info(request, self.annulla(dati))
        except AzioneNegata as negata:
            messages.warning(request, f"Niente è stato annullato. {negata}")
        return redirect(dati["torna"])
