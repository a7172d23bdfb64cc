"""Crawled from its start, the public part holds what is published and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from indicatori.importazione.services import importa_piano
from obiettivi.models import Piano
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.pubblica.conftest import fai_i_documenti
from tests.pubblica.visita import FUORI, corpo, visita
from tests.relazioni.archivio_finto import chiesto
from tests.rendicontazione.chiusure import DOPO, approvata, riapri
from tests.scenari import ADESSO, Cast

PIANO = "/trasparenza/ente-prova/ente-prova-2023-2025/"
SEGRETO = "Parola-che-nessuno-ha-pubblicato"
SCHEMI = [f"{tabella}.{quale}.json" for tabella in ("target", "risultati") for quale in ("schema", "tableschema")]


@pytest.fixture
def altro(cast: Cast, anno: Rendicontazione) -> None:
    """A draft, an open year and a document of each, in a body that has published something."""
    dati = scenari.dati_di_prova()
    dati.codice, dati.titolo = "bozza-2026-2028", f"Bozza {SEGRETO}"
    dati.triennio = (2026, 2027, 2028)
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    apri_rendicontazione(
        piano=anno.piano,
        anno=2024,
        finestra_dal=DOPO,
        finestra_al=DOPO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=DOPO,
    )
    chiesto(cast, Piano.objects.get(codice="bozza-2026-2028"))
    for tipo in ("rendicontazione", "relazione"):
        chiesto(cast, anno.piano, tipo, adesso=DOPO)
    fai_i_documenti()


def test_si_arriva_a_ciò_che_è_pubblicato_e_solo_a_quello(chiunque: Client, altro: None) -> None:
    viste = visita(chiunque)
    documenti = {voce for voce in viste if voce.endswith(".pdf")}
    cataloghi = {f"{dove}catalogo.{come}" for dove in ("", "ente-prova/") for come in ("ttl", "rdf", "jsonld")}
    schemi = {f"dati-aperti/{quale}" for quale in ("", *SCHEMI)}
    mappe = {"sitemap.xml", "dati-aperti/sitemap.xml", "ente-prova/sitemap.xml"}
    del_piano = {f"{PIANO}{file}" for file in ("", "dati.csv", "dati.json", "datapackage.json")}
    dell_anno = {f"{PIANO}2023/{file}" for file in ("", "dati.csv", "dati.json")}
    pagine = {"", "ente-prova/", "ente-prova/verifica/"}
    assert set(viste) - documenti == {
        "/robots.txt",
        *(f"/trasparenza/{voce}" for voce in pagine | cataloghi | schemi | mappe),
        *del_piano,
        *dell_anno,
    }
    attesi = Documento.objects.filter(piano__codice="ente-prova-2023-2025").exclude(anno=2024)
    assert documenti == {f"/trasparenza/ente-prova/documenti/{voce.sha256}.pdf" for voce in attesi}
    assert len(documenti) == 4
    for indirizzo, risposta in viste.items():
        assert risposta.status_code == 200, indirizzo


def test_niente_di_altro_traspare(chiunque: Client, altro: None) -> None:
    """Neither words of the draft, nor the open year, nor an address of the logged part."""
    for indirizzo, risposta in visita(chiunque).items():
        if not indirizzo.endswith(".pdf"):
            testo = corpo(risposta).decode()
            assert SEGRETO not in testo
            assert "2024/" not in testo
            assert "Altro ente" not in testo
            if risposta.headers["Content-Type"].startswith("text/html"):
                assert 'href="/ente-prova/' not in testo
        assert not risposta.cookies, indirizzo
        assert "Cookie" not in risposta.headers.get("Vary", ""), indirizzo


def test_il_resto_non_esiste(chiunque: Client, altro: None) -> None:
    bozza = Documento.objects.get(piano__codice="bozza-2026-2028")
    assert bozza.sha256
    for indirizzo in (
        "/trasparenza/altro-ente/",
        "/trasparenza/nessuno/",
        "/trasparenza/ente-prova/bozza-2026-2028/",
        "/trasparenza/ente-prova/bozza-2026-2028/dati.csv",
        "/trasparenza/altro-ente/ente-prova-2023-2025/",
        f"{PIANO}2024/",
        f"{PIANO}2024/dati.json",
        f"{PIANO}2023/dati.xml",
        f"/trasparenza/ente-prova/documenti/{bozza.sha256}.pdf",
        f"/trasparenza/altro-ente/documenti/{Documento.objects.filter(anno=2023).first().sha256}.pdf",
    ):
        risposta = chiunque.get(indirizzo)
        assert risposta.status_code == 404, indirizzo
        assert not risposta.cookies


@pytest.mark.parametrize("fino_a", ["aperto", "approvata"])
def test_un_anno_non_pubblicato_non_c_è_nemmeno_con_i_suoi_documenti(cast: Cast, chiunque: Client, fino_a: str) -> None:
    anno = scenari.anno_aperto(cast) if fino_a == "aperto" else approvata(cast)
    for tipo in ("piano", "rendicontazione", "relazione"):
        chiesto(cast, anno.piano, tipo, adesso=DOPO)
    fai_i_documenti()
    viste = visita(chiunque)
    assert f"{PIANO}2023/" not in viste
    assert len([voce for voce in viste if voce.endswith(".pdf")]) == 1
    assert chiunque.get(f"{PIANO}2023/").status_code == 404
    for documento in Documento.objects.filter(anno=2023):
        assert chiunque.get(f"/trasparenza/ente-prova/documenti/{documento.sha256}.pdf").status_code == 404


def test_un_anno_riaperto_sparisce_e_la_pagina_dice_perché(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    suoi = [voce.sha256 for voce in Documento.objects.filter(anno=2023)]
    assert len(suoi) == 3
    riapri(cast, anno)
    frase = "è stata riaperta con Direttore n. 40 del 28/03/2024"
    assert frase in chiunque.get(PIANO).content.decode()
    sparita = chiunque.get(f"{PIANO}2023/")
    assert sparita.status_code == 404
    assert frase in sparita.content.decode()
    assert "Un dato era di un altro anno" not in sparita.content.decode()
    assert chiunque.get(f"{PIANO}2023/dati.csv").status_code == 404
    for sha256 in suoi:
        assert chiunque.get(f"/trasparenza/ente-prova/documenti/{sha256}.pdf").status_code == 404


def test_senza_niente_di_approvato_non_c_è_nemmeno_l_ente(cast: Cast, chiunque: Client) -> None:
    importa_piano(dati=scenari.dati_di_prova(), utente=cast.amministratrice, adesso=ADESSO)
    assert "Ente di prova" not in chiunque.get("/trasparenza/").content.decode()
    assert chiunque.get("/trasparenza/ente-prova/").status_code == 404


def test_la_visita_esce_solo_verso_la_parte_di_tutti(chiunque: Client, anno: Rendicontazione) -> None:
    for indirizzo in visita(chiunque):
        assert indirizzo.startswith(("/trasparenza/", "/robots.txt", *FUORI)), indirizzo


def test_i_motori_di_ricerca_leggono_solo_qui(chiunque: Client, db: None) -> None:
    righe = chiunque.get("/robots.txt").content.decode().splitlines()
    assert "Allow: /trasparenza/" in righe
    assert "Disallow: /" in righe


def test_la_data_di_un_atto_si_legge(chiunque: Client, anno: Rendicontazione) -> None:
    assert anno.atto is not None
    assert anno.atto.data == date(2024, 3, 20)
    assert "Consiglio di Amministrazione n. 12 del 20/03/2024" in chiunque.get(f"{PIANO}2023/").content.decode()
