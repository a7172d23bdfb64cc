"""For search engines: what they may read, and the maps of the public pages (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from rendicontazione.pubblica.elenco import codici_pubblici
from rendicontazione.pubblica.risposte import canonico
from rendicontazione.pubblica.vetrina import EntePubblico
from rendicontazione.pubblica.views.basi import VistaPubblica, ente_o_niente, senza_ente, servita

SPAZIO = "http://www.sitemaps.org/schemas/sitemap/0.9"
Voce = tuple[str, datetime | None]


class RobotsView(VistaPubblica):
    """Search engines read the public pages and nothing else."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        righe = [
            "User-agent: *",
            f"Allow: {reverse('pubblica')}",
            "Allow: /static/",
            "Disallow: /",
            f"Sitemap: {canonico(request, reverse('pubblica_mappa'))}",
            "",
        ]
        testo = "\n".join(righe)
        return senza_ente(
            request, "robots", lambda: HttpResponse(testo, content_type="text/plain; charset=utf-8"), mostra=testo
        )


class MappaView(VistaPubblica):
    """The maps there are: the one of the common pages, and one for each body."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        codici = codici_pubblici()

        def fai() -> HttpResponse:
            mappe = [reverse("pubblica_mappa_comune")]
            mappe += [reverse("pubblica_mappa_ente", kwargs={"ente": codice}) for codice in codici]
            return _xml(request, "sitemapindex", "sitemap", ((mappa, None) for mappa in mappe))

        return senza_ente(request, "mappa", fai, mostra=codici)


class MappaComuneView(VistaPubblica):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        pagine: list[Voce] = [(reverse("pubblica"), None), (reverse("pubblica_colonne"), None)]
        return senza_ente(request, "comuni", lambda: _xml(request, "urlset", "url", pagine), mostra=pagine)


class MappaEnteView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str) -> HttpResponseBase:
        ricordo = ente_o_niente(ente)
        return servita(
            request,
            ricordo,
            "mappa",
            lambda: _xml(request, "urlset", "url", _pagine(ricordo.ente)),
            mostra=ricordo.ente,
            momenti=ricordo.ente.momenti,
        )


def _pagine(ente: EntePubblico) -> Iterator[Voce]:
    yield reverse("pubblica_ente", kwargs={"ente": ente.codice}), max(ente.momenti, default=None)
    for piano in ente.piani:
        dove = {"ente": ente.codice, "piano": piano.codice}
        quando = max(piano.momenti, default=None)
        yield reverse("pubblica_piano", kwargs=dove), quando
        for anno in piano.anni:
            yield reverse("pubblica_anno", kwargs={**dove, "anno": anno.anno}), quando


def _xml(request: HttpRequest, radice: str, voce: str, indirizzi: Iterable[Voce]) -> HttpResponse:
    mappa = Element(radice, xmlns=SPAZIO)
    for percorso, quando in indirizzi:
        figlio = SubElement(mappa, voce)
        SubElement(figlio, "loc").text = canonico(request, percorso)
        if quando:
            SubElement(figlio, "lastmod").text = quando.isoformat(timespec="seconds")
    return HttpResponse(tostring(mappa, encoding="utf-8", xml_declaration=True), content_type="application/xml")
