"""The pages of a body that anybody may read."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.elenco import Filtro, enti_pubblici
from rendicontazione.pubblica.gradi import gradi_degli_anni, grafico_degli_anni, grafico_delle_schede
from rendicontazione.pubblica.risposte import canonico, pagina
from rendicontazione.pubblica.schema_org import dataset
from rendicontazione.pubblica.views.basi import (
    NonPubblicatoError,
    VistaPubblica,
    anno_o_niente,
    ente_o_niente,
    piano_o_niente,
    senza_ente,
    servita,
)
from rendicontazione.selectors import valutazione


class EntiView(VistaPubblica):
    """The bodies that have published something, a page at a time; a search is not for the search engines."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        filtro = Filtro.da(request.GET)
        elenco = enti_pubblici(filtro) if filtro else None
        if elenco is None:
            raise NonPubblicatoError
        return senza_ente(
            request,
            "enti",
            lambda: pagina(request, "enti.html", {"elenco": elenco}),
            mostra=elenco,
            momenti=[voce.aggiornato for voce in elenco.voci if voce.aggiornato],
        )


class EnteView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str) -> HttpResponseBase:
        ricordo = ente_o_niente(ente)
        return servita(
            request,
            ricordo,
            "ente",
            lambda: pagina(request, "ente.html", {"ente": ricordo.ente}),
            mostra=ricordo.ente,
            momenti=ricordo.ente.momenti,
        )


class PianoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponseBase:
        ricordo, suo = piano_o_niente(ente, piano)

        def fai() -> HttpResponse:
            gradi = gradi_degli_anni(suo)
            contesto = {"ente": ricordo.ente, "piano": suo, "gradi": gradi, "grafico": grafico_degli_anni(gradi)}
            dati = dataset(ricordo.ente, suo, None, partial(canonico, request))
            return pagina(request, "piano.html", contesto | {"dataset": dati})

        return servita(request, ricordo, "piano", fai, mostra=(ricordo.ente.nome, suo), momenti=suo.momenti)


class AnnoView(VistaPubblica):
    """The grades of a published year: those of its snapshot, which no change can touch while it is published."""

    def get(self, request: HttpRequest, ente: str, piano: str, anno: int) -> HttpResponseBase:
        ricordo, suo, pubblicato = anno_o_niente(ente, piano, anno)

        def fai() -> HttpResponse:
            riga = Rendicontazione.objects.select_related("piano__ente", "profilo").get(piano=suo.pk, anno=anno)
            valutata = valutazione(riga)
            contesto = {"ente": ricordo.ente, "piano": suo, "anno": pubblicato, "valutazione": valutata}
            dati = dataset(ricordo.ente, suo, anno, partial(canonico, request))
            return pagina(request, "anno.html", contesto | {"grafico": grafico_delle_schede(valutata), "dataset": dati})

        return servita(request, ricordo, "anno", fai, mostra=(ricordo.ente.nome, suo, anno), momenti=suo.momenti)
