"""The public pages of a published year, for who has no login."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import scenari
from tests.accessibilita.controlli import difetti
from tests.accessibilita.vetrina import mostra
from tests.permessi.matrice import PUBBLICHE
from tests.rendicontazione.chiusure import pubblicata

DELL_ENTE = {"ente": "ente-prova"}
DEL_PIANO = {**DELL_ENTE, "piano": "ente-prova-2023-2025"}
PAGINE: dict[str, dict[str, object]] = {
    "pubblica": {},
    "pubblica_ente": DELL_ENTE,
    "pubblica_piano": DEL_PIANO,
    "pubblica_anno": {**DEL_PIANO, "anno": 2023},
    "pubblica_verifica": DELL_ENTE,
    "pubblica_colonne": {},
    "api": {},
}
# files and data: there is no page to look at
SENZA_PAGINA = {
    "api_openapi",
    "robots",
    "pubblica_mappa",
    "pubblica_mappa_comune",
    "pubblica_mappa_ente",
    "pubblica_cataloghi",
    "pubblica_catalogo",
    "pubblica_schema",
    "pubblica_documento",
    "pubblica_dati_piano",
    "pubblica_pacchetto",
    "pubblica_dati_anno",
}


def test_every_public_address_is_a_page_that_is_looked_at_or_a_file() -> None:
    assert PAGINE.keys() | SENZA_PAGINA == PUBBLICHE


@pytest.mark.django_db
def test_the_public_pages_have_no_violation(pagina: Page) -> None:
    pubblicata(scenari.crea_cast())
    client = Client()
    trovati = []
    for nome, argomenti in PAGINE.items():
        indirizzo = reverse(nome, kwargs=argomenti)
        trovati += _guarda(pagina, client, indirizzo, client.get(indirizzo), nome, 200)
    verifica = reverse("pubblica_verifica", kwargs=DELL_ENTE)
    trovati += _guarda(
        pagina,
        client,
        verifica,
        client.post(verifica, {}, headers={"Origin": "http://testserver"}),
        "verifica senza file",
        422,
    )
    trovati += _guarda(pagina, client, "/trasparenza/nessuno/", client.get("/trasparenza/nessuno/"), "assente", 404)
    assert not trovati, "\n".join(trovati)


def _guarda(pagina: Page, client: Client, indirizzo: str, risposta: Any, nome: str, stato: int) -> list[str]:
    assert risposta.status_code == stato, nome
    mostra(pagina, client, indirizzo, risposta)
    return difetti(pagina, nome)
