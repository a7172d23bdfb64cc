"""Views of one body: a body that is not yours does not exist (404, never 403)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Case, F, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.permissions import oggi, ruoli_in
from pianoperf.organizzazione.recinto.stato import solo
from pianoperf.organizzazione.selectors import enti_visibili_a
from pianoperf.web.rifiuti import AzioneNegata


def ente_o_404(request: HttpRequest, codice: str) -> Ente:
    """With `logo_del`, when its logo was last saved (None without one): the head of every page shows it."""
    logo_del = Case(When(veste__logo__isnull=False, then=F("veste__modificata_il")))
    ente = enti_visibili_a(request.user, oggi()).filter(codice=codice).annotate(logo_del=logo_del).first()
    if ente is None:
        raise Http404("Questa pagina non esiste, o non è visibile con il tuo accesso.")
    solo(ente.pk)
    return ente


class VistaEnte(LoginRequiredMixin, View):
    """Base of every page below `/<ente>/`: sets `self.ente` and `self.ruoli`; the URL's keyword is `ente`.

    `ruoli_ammessi` empty means every role of the body. A refusal becomes a page with its sentence, status 403.
    """

    ruoli_ammessi: tuple[str, ...] = ()
    ente: Ente
    ruoli: frozenset[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.ente = ente_o_404(request, kwargs["ente"])
        self.ruoli = ruoli_in(request.user, self.ente)
        request.ente = self.ente
        if self.ruoli_ammessi and not self.ruoli & set(self.ruoli_ammessi):
            return rifiuto(request, "Il tuo ruolo in questo ente non comprende questa pagina.")
        try:
            return super().dispatch(request, *args, **kwargs)
        except AzioneNegata as negata:
            return rifiuto(request, str(negata))


def rifiuto(request: HttpRequest, frase: str) -> HttpResponse:
    return render(request, "403.html", {"frase": frase}, status=403)
