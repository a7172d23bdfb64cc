"""Refusals, nothing found, long texts, open parts; and the public pages of a published year."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from tests.accessibilita.altri import ALTRI
from tests.accessibilita.controlli import difetti
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.scena import Scena


@pytest.mark.django_db
@pytest.mark.parametrize("nome", list(ALTRI))
def test_a_state_has_no_violation(scena: Scena, pagina: Page, nome: str) -> None:
    altro = ALTRI[nome]
    client = entrato(altro.chi) if altro.chi else Client()
    with transaction.atomic():
        indirizzo, risposta = altro.chiede(client, Scena(scena.cast, scena.anno))
        assert risposta.status_code == altro.stato
        mostra(pagina, client, indirizzo, risposta)
        altro.fa(pagina, scena)
        trovati = difetti(pagina, nome)
        transaction.set_rollback(True)
    assert not trovati, "\n".join(trovati)
