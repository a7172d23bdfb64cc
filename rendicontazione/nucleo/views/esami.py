"""The list of what the Nucleo examines, filtered and page by page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rendicontazione.enums import Periodo
from rendicontazione.nucleo.filters import EsamiFilterSet
from rendicontazione.nucleo.tables import EsamiTable
from rendicontazione.nucleo.views.basi import VistaLavoro
from rendicontazione.selectors.elenchi import contatori, rilevazioni_di
from rendicontazione.views.rilevazioni import conti_con_nome

PER_PAGINA = 50


class EsamiView(VistaLavoro):
    attiva = "esami"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        contesto = self.contesto()
        risultati = rilevazioni_di(request.user, self.rendicontazione).filter(periodo=Periodo.FINALE)
        filtro = EsamiFilterSet(request.GET, risultati, rendicontazione=self.rendicontazione)
        pagina = Paginator(filtro.qs, PER_PAGINA).get_page(request.GET.get("page"))
        contesto |= {
            "filtro": filtro,
            "pagina": pagina,
            "tabella": EsamiTable(pagina.object_list),
            "conti": conti_con_nome(contatori(risultati), chiusa=self.rendicontazione.chiusa),
        }
        return render(request, "rendicontazione/nucleo/esami.html", contesto)
