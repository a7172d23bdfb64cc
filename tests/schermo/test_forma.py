"""What every page must be: no inline style or script, named landmarks, unique ids, no undefined variable."""

from __future__ import annotations

import copy
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings as impostazioni
from django.test import Client, override_settings

from obiettivi.models import Piano
from tests.scenari import Cast
from tests.schermo.conftest import entra
from tests.schermo.test_pagine import indirizzi

SEGNO = "VARIABILE-NON-DEFINITA"


def _modelli_severi() -> list[dict]:
    modelli = copy.deepcopy(impostazioni.TEMPLATES)
    modelli[0]["OPTIONS"]["string_if_invalid"] = f"{SEGNO}(%s)"
    return modelli


class Lettore(HTMLParser):
    """Collects what a strict page must not have, and the ids and landmarks it has."""

    def __init__(self) -> None:
        super().__init__()
        self.vietati: list[str] = []
        self.identificativi: Counter[str] = Counter()
        self.elementi: Counter[str] = Counter()
        self.senza_scope: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nomi = dict(attrs)
        self.elementi[tag] += 1
        self.vietati += [f"{tag} {nome}" for nome in nomi if nome == "style" or nome.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in nomi):
            self.vietati.append(tag)
        if tag == "th" and "scope" not in nomi:
            self.senza_scope.append(str(attrs))
        if nomi.get("id"):
            self.identificativi[str(nomi["id"])] += 1


@pytest.fixture
def pagine(client: Client, cast: Cast, piani: list[Piano]) -> dict[str, str]:
    """Every page of mine as an amministratrice reads it, by address."""
    with override_settings(TEMPLATES=_modelli_severi()):
        trovate = {"/accedi/": client.get("/accedi/").content.decode()}
        entra(client, cast.amministratrice)
        altre = [
            "/",
            "/password/",
            "/accessibilita/",
            "/nessuna-pagina/",
            "/ente-prova/piani/piao-prova/approvazione/",
            *indirizzi(piani),
        ]
        return trovate | {indirizzo: client.get(indirizzo).content.decode() for indirizzo in altre}


def test_le_pagine_reggono_la_politica_dei_contenuti(pagine: dict[str, str]) -> None:
    for indirizzo, testo in pagine.items():
        lettore = Lettore()
        lettore.feed(testo)
        assert lettore.vietati == [], indirizzo


def test_ogni_pagina_ha_un_titolo_e_un_contenuto_solo(pagine: dict[str, str]) -> None:
    for indirizzo, testo in pagine.items():
        lettore = Lettore()
        lettore.feed(testo)
        assert (lettore.elementi["h1"], lettore.elementi["main"], lettore.elementi["title"]) == (1, 1, 1), indirizzo
        assert [nome for nome, volte in lettore.identificativi.items() if volte > 1] == [], indirizzo
        assert lettore.senza_scope == [], indirizzo
        assert '<html lang="it">' in testo


def test_nessun_modello_usa_una_variabile_che_non_c_e(pagine: dict[str, str]) -> None:
    for indirizzo, testo in pagine.items():
        assert SEGNO not in testo, testo[max(0, testo.find(SEGNO) - 200) : testo.find(SEGNO) + 120] + indirizzo


def test_le_intestazioni_di_sicurezza_ci_sono(client: Client, cast: Cast) -> None:
    politica = client.get("/accedi/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in politica
    assert "unsafe" not in politica
