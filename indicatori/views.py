"""The indicators of a scheda: a part of its page, and a page of its own without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from indicatori import righe
from obiettivi.enums import Famiglia
from obiettivi.models import Scheda
from obiettivi.selectors import piano_o_404, scheda_o_404
from pianoperf.organizzazione.viste import VistaEnte


class IndicatoriScheda(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str, scheda: str) -> HttpResponse:
        voce = scheda_o_404(piano_o_404(self.ente, piano), scheda)
        parte = bool(request.headers.get("HX-Request"))
        modello = "indicatori/_tabella.html" if parte else "indicatori/indicatori.html"
        risposta = render(request, modello, _contesto(voce))
        patch_vary_headers(risposta, ["HX-Request"])
        return risposta


def _contesto(scheda: Scheda) -> dict[str, Any]:
    indicatori = righe.indicatori_della_scheda(scheda)
    piao = scheda.piano.famiglia == Famiglia.PIAO
    anni = righe.anni_delle_previsioni(scheda, indicatori)
    pesi = righe.pesi_per_anno(scheda, indicatori) if piao else None
    return {
        "piano": scheda.piano,
        "scheda": scheda,
        "anni": anni,
        "anni_peso": list(pesi or ()),
        "righe": righe.righe_indicatori(indicatori, anni, pesi),
        "con_responsabili": any(indicatore.responsabili_testo for indicatore in indicatori),
        "con_note": any(indicatore.note for indicatore in indicatori),
    }
