"""Every page that a role may open, at both widths: no violation of WCAG 2.1 AA that axe-core can find."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from pianoperf.organizzazione.models import Utente
from tests.accessibilita.vetrina import CASA, difetti, risponde
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Scena
from tests.permessi.test_indirizzi import NOMI, RETRO

LARGHEZZE = (1280, 390)
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGINE = sorted(nome for nome, regole in MATRICE.items() if any(r.metodo == "get" and r.ammessi for r in regole))


@pytest.fixture(scope="module")
def pagina(browser: Browser) -> Iterator[Page]:
    """One window for all the pages."""
    with browser.new_page() as aperta:
        yield aperta


@pytest.mark.django_db
@pytest.mark.parametrize("nome", PAGINE)
def test_a_page_has_no_violation(scena: Scena, pagina: Page, nome: str) -> None:
    trovati = []
    for regola in (voce for voce in MATRICE[nome] if voce.metodo == "get" and voce.ammessi):
        with transaction.atomic():
            caso = Scena(scena.cast, scena.anno)
            regola.prepara(caso)
            indirizzo = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
            trovati += _prova(pagina, sorted(regola.ammessi)[0], indirizzo)
            transaction.set_rollback(True)
    assert trovati == []


def _prova(pagina: Page, chi: str, indirizzo: str) -> list[str]:
    client = Client()
    client.force_login(Utente.objects.get(username=NOMI[chi]), backend=RETRO)
    risposta = client.get(indirizzo, follow=True)
    if not risposta.headers["Content-Type"].startswith("text/html") or b"<html" not in getattr(
        risposta, "content", b""
    ):
        return []
    trovati = []
    pagina.route("**/*", risponde(client))
    arrivata = pagina.goto(f"{CASA}{indirizzo}")
    assert arrivata is not None
    assert arrivata.status == risposta.status_code == 200
    assert pagina.get_by_role("heading", level=1).count() == 1
    assert pagina.get_by_role("button", name="Esci").count() == 1, "la pagina è quella dell'accesso"
    for larghezza in LARGHEZZE:
        pagina.set_viewport_size({"width": larghezza, "height": 900})
        trovati += [f"{chi} {larghezza} {difetto}" for difetto in difetti(pagina, AXE)]
    pagina.unroute_all()
    return trovati
