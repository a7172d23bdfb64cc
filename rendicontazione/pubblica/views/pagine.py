"""The pages of a body that anybody may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.risposte import PER_LE_PAGINE, canonico, condizionata, etichetta, pagina
from rendicontazione.pubblica.selectors import enti_pubblici
from rendicontazione.pubblica.views.basi import VistaPubblica, anno_o_niente, ente_o_niente, piano_o_niente
from rendicontazione.selectors import valutazione


class RobotsView(VistaPubblica):
    """Search engines read the public pages and nothing else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        righe = ["User-agent: *", f"Allow: {reverse('pubblica')}", "Allow: /static/", "Disallow: /", ""]
        risposta = HttpResponse("\n".join(righe), content_type="text/plain; charset=utf-8")
        risposta["Cache-Control"] = PER_LE_PAGINE
        return risposta


class EntiView(VistaPubblica):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        enti = enti_pubblici()
        return condizionata(
            request,
            lambda: pagina(request, "enti.html", {"enti": enti}),
            etag=etichetta("enti", canonico(request), enti),
            momenti=[voce.aggiornato for voce in enti if voce.aggiornato],
        )


class EnteView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str) -> HttpResponseBase:
        pubblico = ente_o_niente(ente)
        return condizionata(
            request,
            lambda: pagina(request, "ente.html", {"ente": pubblico}),
            etag=etichetta("ente", canonico(request), pubblico),
            momenti=pubblico.momenti,
        )


class PianoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponseBase:
        pubblico, suo = piano_o_niente(ente, piano)
        return condizionata(
            request,
            lambda: pagina(request, "piano.html", {"ente": pubblico, "piano": suo}),
            etag=etichetta("piano", canonico(request), pubblico.nome, suo),
            momenti=suo.momenti,
        )


class AnnoView(VistaPubblica):
    """The grades of a published year: those of its snapshot, which no change can touch while it is published."""

    def get(self, request: HttpRequest, ente: str, piano: str, anno: int) -> HttpResponseBase:
        pubblico, suo, pubblicato = anno_o_niente(ente, piano, anno)

        def fai() -> HttpResponse:
            riga = Rendicontazione.objects.select_related("piano__ente", "profilo").get(piano=suo.pk, anno=anno)
            contesto = {"ente": pubblico, "piano": suo, "anno": pubblicato, "valutazione": valutazione(riga)}
            return pagina(request, "anno.html", contesto)

        return condizionata(
            request, fai, etag=etichetta("anno", canonico(request), pubblico.nome, suo, anno), momenti=suo.momenti
        )
