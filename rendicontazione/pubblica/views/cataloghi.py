"""The DCAT-AP_IT catalogues, of a body and of all of them, in the three ways that harvesters read."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from rendicontazione.pubblica.dcat import (
    agente,
    catalogo_di,
    grafo_vuoto,
    intesta_catalogo,
    uri_del_catalogo,
    uri_del_dataset,
)
from rendicontazione.pubblica.elenco import PaginaDelCatalogo, pagina_del_catalogo
from rendicontazione.pubblica.risposte import canonico
from rendicontazione.pubblica.views.aperti import aperta
from rendicontazione.pubblica.views.basi import NonPubblicatoError, VistaPubblica, ente_o_niente, senza_ente, servita

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
# extension -> name for rdflib, content type
SCRITTURE = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}


class CatalogoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, formato: str) -> HttpResponseBase:
        ricordo = ente_o_niente(ente)
        if formato not in SCRITTURE:
            raise NonPubblicatoError
        return servita(
            request,
            ricordo,
            "catalogo",
            lambda: _scritto(catalogo_di(ricordo, partial(canonico, request)), formato),
            mostra=ricordo.ente,
            momenti=ricordo.ente.momenti,
        )


class CataloghiView(VistaPubblica):
    """Which bodies have a catalogue and which datasets are in it; each is described in the catalogue of its body."""

    def get(self, request: HttpRequest, formato: str) -> HttpResponseBase:
        pagina = pagina_del_catalogo(request.GET.get("pagina", "1"))
        if pagina is None or formato not in SCRITTURE:
            raise NonPubblicatoError
        return senza_ente(
            request,
            "cataloghi",
            lambda: _scritto(_di_tutti(request, pagina), formato),
            mostra=pagina,
            momenti=[pagina.ultimo] if pagina.ultimo else [],
        )


def _di_tutti(request: HttpRequest, pagina: PaginaDelCatalogo) -> Graph:
    grafo, assoluto = grafo_vuoto(), partial(canonico, request)
    casa = assoluto(reverse("pubblica"))
    catalogo = URIRef(f"{casa}#catalogo")
    sito = casa.split("/")[2]
    intesta_catalogo(
        grafo,
        catalogo,
        titolo="Piani e risultati della performance: dati aperti degli enti",
        descrizione="I cataloghi degli enti che pubblicano qui i piani della performance e i loro risultati.",
        editore=agente(grafo, URIRef(f"{casa}#gestore"), nome=f"Chi gestisce {sito}", codice=sito),
        del_giorno=timezone.localdate(pagina.ultimo) if pagina.ultimo else date(1970, 1, 1),
        pagina=casa,
    )
    for voce in pagina.voci:
        suo = uri_del_catalogo(assoluto, voce.ente)
        grafo.add((catalogo, DCTERMS.hasPart, suo))
        grafo.add((catalogo, DCAT.catalog, suo))
        grafo.add((catalogo, DCAT.dataset, uri_del_dataset(assoluto, voce.ente, voce.piano, voce.anno)))
    _altre_pagine(grafo, assoluto(request.path), pagina)
    return grafo


def _altre_pagine(grafo: Graph, indirizzo: str, pagina: PaginaDelCatalogo) -> None:
    """As the catalogues of CKAN tell of theirs: the harvester of dati.gov.it follows `hydra:next`."""
    if pagina.numero == 1 and not pagina.altre:
        return
    questa = URIRef(f"{indirizzo}?pagina={pagina.numero}")
    grafo.bind("hydra", HYDRA)
    grafo.add((questa, RDF.type, HYDRA.PagedCollection))
    if pagina.altre:
        grafo.add((questa, HYDRA.nextPage, Literal(f"{indirizzo}?pagina={pagina.numero + 1}", datatype=XSD.string)))


def _scritto(grafo: Graph, formato: str) -> HttpResponse:
    scrittura, tipo = SCRITTURE[formato]
    return aperta(grafo.serialize(format=scrittura).encode(), tipo)
