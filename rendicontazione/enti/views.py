"""The bodies of a person on one page, the same as CSV, and the grade of one open year."""

from __future__ import annotations

import csv

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View
from django_tables2 import RequestConfig

from rendicontazione.enti.forms import FiltriEnti
from rendicontazione.enti.selectors import righe_degli_enti
from rendicontazione.enti.tables import TESTATE_CSV, EntiTable, riga_csv
from rendicontazione.registro.esportazione import protetta
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.views.basi import VistaAnno, controlla_vede_il_quadro

PER_PAGINA = 50


class EntiView(LoginRequiredMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        righe = righe_degli_enti(request.user, timezone.now())
        filtri = FiltriEnti(request.GET, righe)
        scelte = filtri.scelte
        tabella = EntiTable(scelte)
        RequestConfig(request, paginate={"per_page": PER_PAGINA, "silent": True}).configure(tabella)
        contesto = {
            "filtri": filtri,
            "tabella": tabella,
            "trovati": len(scelte),
            "enti_miei": len({riga.ente.pk for riga in righe}),
            "attendono": sum(riga.attende for riga in scelte),
        }
        return render(request, "rendicontazione/enti/enti.html", contesto)


class EntiCsvView(LoginRequiredMixin, View):
    """What the page shows, with its filters and its order, all the pages of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        tabella = EntiTable(FiltriEnti(request.GET, righe_degli_enti(request.user, timezone.now())).scelte)
        RequestConfig(request, paginate=False).configure(tabella)
        risposta = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        risposta["Content-Disposition"] = 'attachment; filename="i-miei-enti.csv"'
        penna = csv.writer(risposta, delimiter=";")
        penna.writerow(TESTATE_CSV)
        for riga in tabella.rows:
            penna.writerow([protetta(str(cella)) for cella in riga_csv(riga.record)])
        return risposta


class GradoView(VistaAnno):
    """The grade of the body in one year, for a row of the page; the dashboard is its whole story."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        contesto = {"rendicontazione": self.rendicontazione, "valutazione": valutazione(self.rendicontazione)}
        parte = request.htmx and not request.htmx.history_restore_request
        nome = "_grado_dell_anno" if parte else "grado_dell_anno"
        return render(request, f"rendicontazione/enti/{nome}.html", contesto)
