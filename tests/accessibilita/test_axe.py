"""Every page as each role that may open it: axe-core finds nothing, and nothing is lost when it is enlarged."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from tests.accessibilita.controlli import difetti
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Regola, Scena

PAGINE = sorted(nome for nome, regole in MATRICE.items() if any(r.metodo == "get" and r.ammessi for r in regole))
CONTENUTO = re.compile(rb"<main.*</main>", re.DOTALL)
DI_CHI_GUARDA = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|data-utente="[^"]+"')


@pytest.mark.django_db
@pytest.mark.parametrize("nome", PAGINE)
def test_a_page_has_no_violation(scena: Scena, pagina: Page, nome: str) -> None:
    trovati: list[str] = []
    for regola in (voce for voce in MATRICE[nome] if voce.metodo == "get" and voce.ammessi):
        with transaction.atomic():
            caso = Scena(scena.cast, scena.anno)
            regola.prepara(caso)
            trovati += _per_ruolo(pagina, caso, nome, regola)
            transaction.set_rollback(True)
    assert not trovati, "\n".join(trovati)


def _per_ruolo(pagina: Page, caso: Scena, nome: str, regola: Regola) -> list[str]:
    """The page as each role; one that another role has just read, letter by letter, is not looked at again."""
    indirizzo = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
    trovati, lette = [], set()
    for chi in sorted(regola.ammessi):
        client = entrato(chi)
        risposta: Any = client.get(indirizzo, follow=True)
        contenuto = CONTENUTO.search(getattr(risposta, "content", b""))
        if contenuto is None:
            continue
        assert risposta.status_code == 200
        letto = DI_CHI_GUARDA.sub(b"", contenuto[0])
        if letto in lette:
            continue
        lette.add(letto)
        mostra(pagina, client, indirizzo, risposta)
        assert pagina.get_by_role("button", name="Esci").count() == 1, "la pagina è quella dell'accesso"
        trovati += difetti(pagina, f"{nome}, {chi}")
    return trovati
