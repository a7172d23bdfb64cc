"""The list of what the Nucleo examines, filtered and page by page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pianoperf.web.vicini import filtri_in
from rendicontazione.filters import CHIAVI
from rendicontazione.nucleo.filters import EsamiFilterSet
from rendicontazione.nucleo.selectors import in_ordine_di_piano
from rendicontazione.nucleo.views.basi import VistaLavoro
from rendicontazione.selectors.elenchi import contatori
from rendicontazione.views.rilevazioni import conti_con_nome

PER_PAGINA = 25


class EsamiView(VistaLavoro):
    attiva = "esami"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        contesto = self.contesto()
        risultati = in_ordine_di_piano(self.rendicontazione)
        filtro = EsamiFilterSet(request.GET, risultati, rendicontazione=self.rendicontazione)
        pagina = Paginator(filtro.qs, PER_PAGINA).get_page(request.GET.get("page"))
        contesto |= {
            "filtro": filtro,
            "pagina": pagina,
            "filtri": filtri_in(request.GET, CHIAVI),
            "conti": conti_con_nome(contatori(risultati), chiusa=self.rendicontazione.chiusa),
        }
        return render(request, "rendicontazione/nucleo/esami.html", contesto)
