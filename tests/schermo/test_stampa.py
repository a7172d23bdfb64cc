"""What comes out of the printer: the page without what one clicks, explanations unfolded, nothing cut at the side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests.accessibilita.vetrina import CASA, risponde
from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.scena import Scena

__all__ = ["ente_in_corso", "scena"]
RETRO = "django.contrib.auth.backends.ModelBackend"
# What fits between the margins of an A4 sheet, upright and turned, in CSS pixels.
DRITTO, GIRATO = 703, 1032
PAGINE = ("piani", "piano", "quadro", "quadro_scheda", "rilevazioni_anno", "griglia", "letture")


@pytest.fixture(scope="module", autouse=True)
def connessioni(browser: Browser, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """While the browser's loop runs, a thread has connections of its own: nobody else closes them."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def foglio(browser: Browser, scena: Scena) -> Iterator[Page]:
    """A page as it is printed, open as the director."""
    client = Client()
    client.force_login(scena.cast.direttore, backend=RETRO)
    with browser.new_page(viewport={"width": DRITTO, "height": 1000}) as pagina:
        pagina.emulate_media(media="print")
        pagina.route("**/*", risponde(client))
        yield pagina


def _indirizzo(scena: Scena, nome: str) -> str:
    argomenti: dict[str, object] = {"ente": scena.ente}
    if nome != "piani":
        argomenti["piano"] = scena.piano
    if nome in {"quadro", "quadro_scheda", "rilevazioni_anno", "griglia"}:
        argomenti["anno"] = 2023
    if nome == "quadro_scheda":
        argomenti["codice"] = "1"
    return f"{CASA}{reverse(nome, kwargs=argomenti)}"


@pytest.mark.django_db
def test_what_one_clicks_is_not_printed(foglio: Page, scena: Scena) -> None:
    foglio.goto(_indirizzo(scena, "quadro"))
    for scelto in (".menu", ".percorso", ".piede", ".testata-alta", ".btn"):
        assert foglio.locator(scelto).count()
        expect(foglio.locator(scelto).first).to_be_hidden()
    expect(foglio.get_by_role("heading", level=1)).to_be_visible()
    expect(foglio.locator(".colophon")).to_contain_text(reverse("quadro", kwargs=_del_quadro(scena)))


@pytest.mark.django_db
def test_the_arithmetic_is_printed_although_it_was_folded(foglio: Page, scena: Scena) -> None:
    foglio.goto(_indirizzo(scena, "quadro"))
    expect(foglio.locator("details.come .come-parole").first).to_be_visible()
    foglio.emulate_media(media="screen")
    expect(foglio.locator("details.come .come-parole").first).to_be_hidden()


@pytest.mark.django_db
@pytest.mark.parametrize("nome", PAGINE)
def test_nothing_is_cut_at_the_side(foglio: Page, scena: Scena, nome: str) -> None:
    foglio.goto(_indirizzo(scena, nome))
    girata = foglio.evaluate("getComputedStyle(document.querySelector('main')).page") == "larga"
    foglio.set_viewport_size({"width": GIRATO if girata else DRITTO, "height": 1000})
    largo = foglio.evaluate("document.scrollingElement.scrollWidth")
    assert largo <= (GIRATO if girata else DRITTO)


def _del_quadro(scena: Scena) -> dict[str, object]:
    return {"ente": scena.ente, "piano": scena.piano, "anno": 2023}
