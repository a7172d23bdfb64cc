"""The catalogue of a body says of each dataset what DCAT-AP_IT asks for, and what it says is true."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.pubblica.dcat import DCATAPIT, SPDX
from tests.pubblica.visita import SITO, corpo, visita

ENTE = f"{SITO}/trasparenza/ente-prova/"
PIANO = f"{ENTE}ente-prova-2023-2025/"
FORMATI = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "rdf": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
# class -> mandatory property -> how many (None: one or more); "Linee guida per i cataloghi dati", AgID
OBBLIGATORIE = {
    DCATAPIT.Catalog: {
        DCTERMS.title: None,
        DCTERMS.description: None,
        DCTERMS.publisher: 1,
        DCTERMS.modified: 1,
        DCAT.dataset: None,
    },
    DCATAPIT.Dataset: {
        DCTERMS.identifier: 1,
        DCTERMS.title: None,
        DCTERMS.description: None,
        DCTERMS.modified: 1,
        DCAT.theme: None,
        DCTERMS.rightsHolder: 1,
        DCTERMS.accrualPeriodicity: 1,
        DCAT.distribution: None,
    },
    DCATAPIT.Distribution: {DCTERMS["format"]: 1, DCAT.accessURL: None, DCTERMS.license: 1},
    DCATAPIT.Agent: {DCTERMS.identifier: 1, FOAF.name: None},
    DCATAPIT.Standard: {DCTERMS.identifier: 1},
    DCATAPIT.LicenseDocument: {DCTERMS.type: 1, FOAF.name: None},
    DCTERMS.PeriodOfTime: {DCATAPIT.startDate: 1},
}
# property -> class of what it points to
VERSO = {
    DCTERMS.publisher: DCATAPIT.Agent,
    DCTERMS.rightsHolder: DCATAPIT.Agent,
    DCAT.distribution: DCATAPIT.Distribution,
    DCTERMS.license: DCATAPIT.LicenseDocument,
    DCTERMS.conformsTo: DCATAPIT.Standard,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    SPDX.checksum: SPDX.Checksum,
}
AUTORITA = "http://publications.europa.eu/resource/authority/"


def _mancanze(grafo: Graph) -> list[str]:
    """What a SHACL shape of the profile would report."""
    trovate = []
    for classe, proprieta in OBBLIGATORIE.items():
        nodi = set(grafo.subjects(RDF.type, classe))
        trovate += [f"nessun {classe}"] if not nodi else []
        for nodo in nodi:
            for quale, quante in proprieta.items():
                ci_sono = len(set(grafo.objects(nodo, quale)))
                if not ci_sono or (quante and ci_sono != quante):
                    trovate.append(f"{nodo}: {quale} {ci_sono} volte")
    for quale, classe in VERSO.items():
        trovate += [
            f"{oggetto} non è {classe}"
            for oggetto in grafo.objects(None, quale)
            if (oggetto, RDF.type, classe) not in grafo
        ]
    return trovate


def _grafo(client: Client, formato: str = "ttl", dove: str = "ente-prova/") -> Graph:
    risposta = client.get(f"/trasparenza/{dove}catalogo.{formato}")
    scrittura, tipo = FORMATI[formato]
    assert risposta.headers["Content-Type"] == tipo
    assert risposta.headers["Access-Control-Allow-Origin"] == "*"
    return Graph().parse(data=corpo(risposta), format=scrittura)


def _valori(terna: tuple[Node, Node, Node]) -> tuple[object, ...]:
    """2119 and 2119.0 are the same decimal."""
    return tuple(nodo.toPython() for nodo in terna)


def test_il_catalogo_ha_le_proprietà_obbligatorie(chiunque: Client, anno: Rendicontazione) -> None:
    grafo = _grafo(chiunque)
    assert _mancanze(grafo) == []
    tolta = URIRef(f"{PIANO}2023/#risultati"), DCTERMS.rightsHolder, None
    grafo.remove(tolta)
    assert _mancanze(grafo) == [f"{tolta[0]}: {DCTERMS.rightsHolder} 0 volte"]


def test_i_tre_formati_dicono_lo_stesso(chiunque: Client, anno: Rendicontazione) -> None:
    grafi = [{_valori(terna) for terna in _grafo(chiunque, formato)} for formato in FORMATI]
    assert len(grafi[0]) > 100
    assert grafi[0] == grafi[1] == grafi[2]
    assert chiunque.get("/trasparenza/ente-prova/catalogo.n3").status_code == 404


def test_un_dataset_per_il_piano_e_uno_per_l_anno(chiunque: Client, anno: Rendicontazione) -> None:
    grafo = _grafo(chiunque)
    catalogo = URIRef(f"{ENTE}#catalogo")
    piano, risultati = URIRef(f"{PIANO}#target"), URIRef(f"{PIANO}2023/#risultati")
    assert set(grafo.objects(catalogo, DCAT.dataset)) == {piano, risultati}
    assert grafo.value(risultati, DCTERMS.identifier) == Literal("ente-prova:ente-prova-2023-2025:2023")
    assert grafo.value(URIRef(f"{PIANO}2023/#periodo"), DCATAPIT.startDate) == Literal(date(2023, 1, 1))
    assert grafo.value(URIRef(f"{PIANO}#periodo"), DCATAPIT.endDate) == Literal(date(2025, 12, 31))
    assert set(grafo.objects(piano, DCAT.theme)) == {URIRef(f"{AUTORITA}data-theme/GOVE")}


def test_i_file_hanno_il_peso_e_l_impronta_che_il_catalogo_dice(chiunque: Client, anno: Rendicontazione) -> None:
    grafo = _grafo(chiunque)
    distribuzioni = set(grafo.subjects(RDF.type, DCATAPIT.Distribution))
    assert len(distribuzioni) == 4 + Documento.objects.exclude(sha256="").count()
    for distribuzione in distribuzioni:
        scaricato = corpo(chiunque.get(str(grafo.value(distribuzione, DCAT.downloadURL)).removeprefix(SITO)))
        assert grafo.value(distribuzione, DCAT.byteSize).toPython() == len(scaricato), distribuzione
        impronta = grafo.value(distribuzione, SPDX.checksum)
        valore = grafo.value(impronta, SPDX.checksumValue)
        assert str(valore) == sha256(scaricato).hexdigest(), distribuzione
        formato = str(grafo.value(distribuzione, DCTERMS["format"])).removeprefix(f"{AUTORITA}file-type/")
        assert formato in {"CSV", "JSON", "PDF"}


def test_gli_schemi_a_cui_i_dati_si_conformano_esistono(chiunque: Client, anno: Rendicontazione) -> None:
    schemi = set(_grafo(chiunque).objects(None, DCTERMS.conformsTo))
    assert len(schemi) == 4
    assert {chiunque.get(str(schema).removeprefix(SITO)).status_code for schema in schemi} == {200}


def test_il_catalogo_di_tutti_rimanda_a_quelli_degli_enti(chiunque: Client, anno: Rendicontazione) -> None:
    grafo, suo = _grafo(chiunque, dove=""), _grafo(chiunque)
    tutti = URIRef(f"{SITO}/trasparenza/#catalogo")
    assert set(grafo.objects(tutti, DCTERMS.hasPart)) == {URIRef(f"{ENTE}#catalogo")}
    assert set(grafo.objects(tutti, DCAT.dataset)) == set(suo.objects(URIRef(f"{ENTE}#catalogo"), DCAT.dataset))
    assert all(set(grafo.objects(tutti, quale)) for quale in OBBLIGATORIE[DCATAPIT.Catalog])
    assert chiunque.get("/trasparenza/catalogo.ttl?pagina=2").status_code == 404


@pytest.mark.parametrize("pagina", ["/trasparenza/", "/trasparenza/ente-prova/", PIANO, f"{PIANO}2023/"])
def test_le_pagine_rimandano_al_catalogo(chiunque: Client, anno: Rendicontazione, pagina: str) -> None:
    testo = chiunque.get(pagina.removeprefix(SITO)).content.decode()
    for _, tipo in FORMATI.values():
        assert f'<link rel="alternate" type="{tipo.split(";")[0]}"' in testo
    assert 'catalogo.ttl">Turtle</a>' in testo


def test_chi_raccoglie_trova_ogni_indirizzo(chiunque: Client, anno: Rendicontazione) -> None:
    viste = visita(chiunque)
    for nodo in set(_grafo(chiunque).objects()) | set(_grafo(chiunque).subjects()):
        if isinstance(nodo, URIRef) and nodo.startswith(SITO):
            assert nodo.removeprefix(SITO).partition("#")[0] in viste
