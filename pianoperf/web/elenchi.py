"""Lists: queryset + filterset + table give the page and, for HTMX, the same table alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table


class Elenco:
    """Mixin of a view that shows one list. Set `tabella`, `pagina` and, when the list can be narrowed, `filtro`.

    The page includes `web/_elenco.html`, which takes `filtro` (or None) and `tabella`.
    """

    tabella: ClassVar[type[Table]]
    filtro: ClassVar[type[FilterSet] | None] = None
    pagina: ClassVar[str]
    righe_per_pagina: ClassVar[int] = 50

    def mostra_elenco(self, request: HttpRequest, righe: QuerySet[Model], **contesto: Any) -> HttpResponse:
        """The whole page, or only the table when HTMX asks for the element `elenco`."""
        filtro = self.filtro(request.GET, queryset=righe, request=request) if self.filtro else None
        tabella = self.tabella(filtro.qs if filtro else righe, request=request)
        tabella.in_elenco = True
        RequestConfig(request, paginate={"per_page": self.righe_per_pagina, "silent": True}).configure(tabella)
        parte = request.headers.get("HX-Target") == "elenco"
        risposta = render(
            request,
            "web/_tabella_in_elenco.html" if parte else self.pagina,
            {"filtro": filtro, "tabella": tabella, **contesto},
        )
        patch_vary_headers(risposta, ["HX-Request", "HX-Target"])
        return risposta
