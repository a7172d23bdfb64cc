"""The page of the search, and the few answers shown under the field while somebody types."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.ricerca.ricerca import Ricerca
from rendicontazione.ricerca.tipi import Tipo

PER_PAGINA = 20


class RicercaView(VistaEnte):
    """`q` is the question; `tipo`, `piano` and `page` narrow it. All kinds: the best few of each."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        dati = request.GET
        tipo = dati.get("tipo", "")
        ricerca = Ricerca(
            request.user,
            self.ente,
            dati.get("q", ""),
            tipo=tipo if tipo in Tipo.values else "",
            piano=dati.get("piano", ""),
        )
        contesto: dict[str, Any] = {"ricerca": ricerca}
        if ricerca.tutti:
            contesto |= self._di_un_tipo(ricerca) if ricerca.tipo else self._di_tutti(ricerca)
        return render(request, "rendicontazione/ricerca/ricerca.html", contesto)

    def _di_un_tipo(self, ricerca: Ricerca) -> dict[str, Any]:
        pagina = Paginator(ricerca.scelti, PER_PAGINA).get_page(self.request.GET.get("page"))
        return {"pagina": pagina, "voci": ricerca.mostra(pagina.object_list)}

    def _di_tutti(self, ricerca: Ricerca) -> dict[str, Any]:
        esatti, gruppi = ricerca.esatti(), ricerca.gruppi()
        mostrati = {(voce.tipo, voce.pk) for voce in esatti}
        scelti = [*esatti, *(v for _, _, righe in gruppi for v in righe if (v.tipo, v.pk) not in mostrati)]
        lette = ricerca.mostra(scelti)
        altre = lette[len(esatti) :]
        per_tipo = [(tipo, quanti, [voce for voce in altre if voce.tipo == tipo]) for tipo, quanti, _ in gruppi]
        return {"esatti": lette[: len(esatti)], "gruppi": [gruppo for gruppo in per_tipo if gruppo[2]]}


class SuggerimentiView(VistaEnte):
    """The options of the field in the header: the last word may be only begun."""

    def handle_no_permission(self) -> Any:
        """The login form has no place under a field: what is being typed elsewhere in the page stays there."""
        return HttpResponse(status=204) if self.request.htmx else super().handle_no_permission()

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        ricerca = Ricerca(request.user, self.ente, request.GET.get("q", ""), inizio=True)
        contesto = {"ricerca": ricerca, "voci": ricerca.mostra(ricerca.migliori())}
        return render(request, "rendicontazione/ricerca/_suggerimenti.html", contesto)
