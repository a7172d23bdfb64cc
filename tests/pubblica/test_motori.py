"""What search engines find: maps, robots, titles and addresses that count; answers that caches may keep."""

from __future__ import annotations

import gzip
import json
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.test import Client

from obiettivi.models import Piano
from rendicontazione.models import Rendicontazione
from tests.pubblica.visita import SITO, corpo, leggi
from tests.rendicontazione.chiusure import riapri
from tests.scenari import Cast

ENTE = "/trasparenza/ente-prova/"
PIANO = f"{ENTE}ente-prova-2023-2025/"
PAGINE = ["/trasparenza/", "/trasparenza/dati-aperti/", ENTE, PIANO, f"{PIANO}2023/"]
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _mappa(client: Client, indirizzo: str) -> list[str]:
    risposta = client.get(indirizzo.removeprefix(SITO))
    assert risposta.headers["Content-Type"] == "application/xml"
    return [str(voce.text) for voce in ElementTree.fromstring(corpo(risposta)).iter(LOC)]


def test_le_mappe_portano_a_ogni_pagina_pubblicata(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    robots = leggi(chiunque.get("/robots.txt"))
    assert f"Sitemap: {SITO}/trasparenza/sitemap.xml" in robots
    mappe = _mappa(chiunque, f"{SITO}/trasparenza/sitemap.xml")
    assert sorted(pagina for mappa in mappe for pagina in _mappa(chiunque, mappa)) == sorted(
        f"{SITO}{p}" for p in PAGINE
    )
    riapri(cast, anno)
    assert f"{SITO}{PIANO}2023/" not in _mappa(chiunque, f"{ENTE}sitemap.xml")


@pytest.mark.parametrize("pagina", PAGINE)
def test_una_pagina_dice_chi_è(chiunque: Client, anno: Rendicontazione, pagina: str) -> None:
    html = leggi(chiunque.get(f"{pagina}?da=altrove"))
    assert f'<link rel="canonical" href="{SITO}{pagina}">' in html
    assert f'<meta property="og:url" content="{SITO}{pagina}">' in html
    assert '<meta name="robots" content="index, follow">' in html
    assert html.count("<h1>") == 1
    assert '<meta name="description" content="' in html


def test_le_risposte_si_conservano_e_non_dipendono_da_chi_guarda(chiunque: Client, anno: Rendicontazione) -> None:
    for indirizzo in (*PAGINE, f"{PIANO}dati.csv", f"{ENTE}catalogo.ttl", "/trasparenza/sitemap.xml"):
        risposta = chiunque.get(indirizzo, headers={"Cookie": "sessionid=una-qualunque"})
        assert risposta.headers["Cache-Control"] == "public, max-age=240, stale-while-revalidate=60"
        assert risposta.headers["Vary"] == "Accept-Encoding"
        assert not risposta.cookies


def test_chi_lo_accetta_la_riceve_compressa(chiunque: Client, anno: Rendicontazione) -> None:
    intera = chiunque.get(PIANO)
    stretta = chiunque.get(PIANO, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert "Content-Encoding" not in intera.headers
    assert stretta.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(stretta.content) == intera.content
    assert len(stretta.content) < len(intera.content) / 2
    assert stretta.headers["ETag"] == intera.headers["ETag"]
    assert "Content-Encoding" not in chiunque.get(PIANO, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_head_si_risponde_come_a_get_senza_corpo(chiunque: Client, anno: Rendicontazione) -> None:
    for indirizzo in (PIANO, f"{PIANO}2023/dati.json", "/trasparenza/"):
        intera, testa = chiunque.get(indirizzo), chiunque.head(indirizzo)
        assert (testa.status_code, testa.content) == (200, b"")
        # each request has its own identifier
        assert {**testa.headers, "X-Request-ID": ""} == {**intera.headers, "X-Request-ID": ""}
        assert chiunque.head(indirizzo, headers={"If-None-Match": testa.headers["ETag"]}).status_code == 304


def test_il_sito_risponde_con_il_suo_nome(chiunque: Client, anno: Rendicontazione, settings: LazySettings) -> None:
    settings.INCORPORATO, settings.INDIRIZZO_DEL_SITO = False, "https://performance.example"
    assert '<link rel="canonical" href="https://performance.example/trasparenza/ente-prova/">' in leggi(
        chiunque.get(ENTE)
    )
    assert _mappa(chiunque, f"{ENTE}sitemap.xml")[0] == "https://performance.example/trasparenza/ente-prova/"


def test_chi_cerca_dati_li_trova_scritti_nella_pagina(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    Piano.objects.filter(pk=anno.piano_id).update(titolo="Piano </script><b>& altro")
    for pagina, quando in ((PIANO, "2023/2025"), (f"{PIANO}2023/", "2023")):
        scritto = leggi(chiunque.get(pagina)).split('<script type="application/ld+json">')[1].split("</script>")[0]
        dati = json.loads(scritto)
        assert dati["name"].startswith("Piano </script><b>& altro")
        assert (dati["temporalCoverage"], dati["creator"]["name"]) == (quando, "Ente di prova")
        file = [voce["contentUrl"].removeprefix(SITO) for voce in dati["distribution"]]
        assert [chiunque.get(indirizzo).status_code for indirizzo in file] == [200, 200]
