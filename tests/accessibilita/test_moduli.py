"""Every form sent wrong: it says what and where, and the page is still whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from rendicontazione.tavola import voci
from tests.accessibilita.controlli import difetti
from tests.accessibilita.stati import SBAGLIATI, SENZA_CAMPI, SENZA_VISTE, VISTE, Sbagliato
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Regola, Scena

MANDATI = {nome for nome, regole in MATRICE.items() if any(regola.metodo == "post" for regola in regole)}


def test_every_form_has_its_wrong_state() -> None:
    """A new form must be seen sent wrong: write its line in tests/accessibilita/stati.py."""
    assert SBAGLIATI.keys() & SENZA_CAMPI == set()
    assert MANDATI - SBAGLIATI.keys() - SENZA_CAMPI == set()
    assert (SBAGLIATI.keys() | SENZA_CAMPI) - MANDATI == set()


def test_every_state_of_the_table_has_its_pages() -> None:
    assert {oggetto.nome for oggetto in voci.OGGETTI} - VISTE.keys() == SENZA_VISTE


@pytest.mark.django_db
@pytest.mark.parametrize("nome", sorted(SBAGLIATI))
def test_a_form_sent_wrong_says_what_and_where(scena: Scena, pagina: Page, nome: str) -> None:
    sbagliato = SBAGLIATI[nome]
    regola = next(voce for voce in MATRICE[nome] if voce.metodo == "post" and voce.ammessi)
    with transaction.atomic():
        indirizzo, client, risposta = _mandato(scena, nome, regola, sbagliato)
        assert risposta.status_code in (200, 409, 422), "il modulo è stato accettato"
        mostra(pagina, client, indirizzo, risposta)
        trovati = difetti(pagina, nome)
        if pagina.locator(".errori").count() != sbagliato.riassunto:
            trovati.append("il riassunto degli errori non è uno")
        transaction.set_rollback(True)
    assert not trovati, "\n".join(trovati)


def _mandato(scena: Scena, nome: str, regola: Regola, sbagliato: Sbagliato) -> tuple[str, Client, Any]:
    caso = Scena(scena.cast, scena.anno)
    regola.prepara(caso)
    sbagliato.prepara(caso)
    indirizzo = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
    client = entrato(sorted(regola.ammessi)[0])
    return indirizzo, client, client.post(indirizzo, sbagliato.dati(caso))
