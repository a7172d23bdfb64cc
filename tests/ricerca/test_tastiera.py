"""Keys in a real browser: the search from "/", the map on "?", the letters that go, and how they are turned off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from obiettivi.models import Piano
from tests.accessibilita.conftest import connessioni
from tests.accessibilita.controlli import AXE, CHIEDI, CONTROLLI, LARGHEZZE, REGOLE
from tests.accessibilita.vetrina import CASA, risponde
from tests.percorsi.conftest import ATTESA
from tests.ricerca.conftest import cliente
from tests.scenari import Cast

__all__ = ["connessioni"]

PIANI = f"{CASA}/ente-prova/piani/"


@pytest.fixture
def pagina(browser: Browser, cast: Cast, piano: Piano) -> Iterator[Page]:
    expect.set_options(timeout=ATTESA)
    with browser.new_context() as contesto:
        contesto.route("**/*", risponde(cliente(cast.direttore)))
        aperta = contesto.new_page()
        aperta.set_default_timeout(ATTESA)
        aperta.goto(PIANI)
        yield aperta


def test_the_search_by_keyboard_alone(pagina: Page) -> None:
    pagina.keyboard.press("/")
    campo = pagina.get_by_role("combobox", name="Cerca in Ente di prova")
    expect(campo).to_be_focused()
    expect(campo).to_have_value("")
    pagina.keyboard.type("sportel")
    opzioni = pagina.locator("#cerca-elenco").get_by_role("option")
    expect(opzioni).to_have_count(3)
    expect(campo).to_have_attribute("aria-expanded", "true")
    expect(pagina.locator("#cerca-stato")).to_contain_text("2 suggerimenti su 2")
    pagina.keyboard.press("ArrowDown")
    expect(opzioni.first).to_have_attribute("aria-selected", "true")
    expect(campo).to_have_attribute("aria-activedescendant", "cerca-1")
    pagina.keyboard.press("ArrowUp")
    assert campo.get_attribute("aria-activedescendant") is None
    pagina.keyboard.press("Escape")
    expect(campo).to_have_attribute("aria-expanded", "false")
    expect(campo).to_have_value("sportel")
    pagina.keyboard.press("ArrowDown")
    pagina.keyboard.press("ArrowDown")
    scelta = opzioni.first.get_attribute("data-indirizzo")
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(f"{CASA}{scelta}")
    arrivo = pagina.locator(f"#{(scelta or '').partition('#')[2]}")
    expect(arrivo).to_be_in_viewport()


def test_enter_without_a_choice_opens_the_whole_page(pagina: Page) -> None:
    pagina.keyboard.press("/")
    pagina.keyboard.type("zafferano")
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(f"{CASA}/ente-prova/cerca/?q=zafferano")
    expect(pagina.get_by_role("heading", name="Cerca «zafferano»")).to_be_visible()
    expect(pagina.get_by_role("searchbox").or_(pagina.get_by_role("combobox"))).to_have_value("zafferano")


def test_the_map_says_the_keys_of_the_page_and_gives_the_focus_back(pagina: Page) -> None:
    prima = pagina.get_by_role("link", name="Vai al contenuto")
    prima.focus()
    pagina.keyboard.press("?")
    mappa = pagina.get_by_role("dialog", name="Tasti di questa pagina")
    expect(mappa).to_be_visible()
    expect(mappa.get_by_text("cerca in tutto l'ente")).to_be_visible()
    expect(mappa.get_by_text("la voce successiva")).to_be_hidden()
    pagina.keyboard.press("/")
    expect(mappa).to_be_visible()
    pagina.keyboard.press("Escape")
    expect(mappa).to_be_hidden()
    expect(prima).to_be_focused()


def test_letters_go_to_the_menu_and_to_the_neighbours(pagina: Page, piano: Piano) -> None:
    scheda = f"{CASA}/ente-prova/piani/{piano.codice}/schede"
    pagina.goto(f"{scheda}/1/")
    pagina.keyboard.press("?")
    expect(pagina.get_by_role("dialog").get_by_text("la voce successiva")).to_be_visible()
    pagina.keyboard.press("Escape")
    pagina.keyboard.press("n")
    _arrivata(pagina, f"{scheda}/2/")
    pagina.keyboard.press("k")
    _arrivata(pagina, f"{scheda}/1/")
    pagina.keyboard.press("g")
    pagina.keyboard.press("p")
    expect(pagina).to_have_url(PIANI)


def _arrivata(pagina: Page, indirizzo: str) -> None:
    """At the new page, whose keys are listening."""
    expect(pagina).to_have_url(indirizzo)
    expect(pagina.locator("html[data-tasti=accesi]")).to_be_attached()


def test_no_key_acts_while_somebody_writes_or_holds_another_one(pagina: Page) -> None:
    campo = pagina.get_by_label("Cerca nel titolo")
    campo.focus()
    pagina.keyboard.type("gp?/n")
    expect(campo).to_have_value("gp?/n")
    expect(pagina).to_have_url(PIANI)
    campo.blur()
    pagina.keyboard.press("Alt+/")
    pagina.keyboard.press("Control+?")
    assert pagina.evaluate("document.activeElement === document.body")
    expect(pagina.get_by_role("dialog")).to_be_hidden()


def test_the_letters_can_be_turned_off_and_on_again(pagina: Page) -> None:
    pagina.keyboard.press("?")
    pagina.get_by_role("checkbox", name="Usa i tasti di una sola lettera").uncheck()
    pagina.get_by_role("button", name="Chiudi").click()
    for _ in range(2):
        pagina.keyboard.press("/")
        pagina.keyboard.press("?")
        expect(pagina.get_by_role("dialog")).to_be_hidden()
        assert pagina.evaluate("document.activeElement.id") != "cerca-campo"
        pagina.reload()
    pagina.get_by_role("link", name="Tasti di scelta rapida").click()
    pagina.get_by_role("dialog").get_by_role("link", name="Tutti i tasti").click()
    expect(pagina).to_have_url(f"{CASA}/tastiera/")
    pagina.get_by_role("checkbox", name="Usa i tasti di una sola lettera").check()
    pagina.goto(PIANI)
    pagina.keyboard.press("/")
    expect(pagina.get_by_role("combobox", name="Cerca in Ente di prova")).to_be_focused()


def test_without_javascript_the_field_is_a_form(browser: Browser, cast: Cast, piano: Piano) -> None:
    with browser.new_context(java_script_enabled=False) as contesto:
        contesto.route("**/*", risponde(cliente(cast.direttore)))
        pagina = contesto.new_page()
        pagina.goto(PIANI)
        pagina.get_by_role("searchbox", name="Cerca in Ente di prova").fill("sportello")
        pagina.get_by_role("button", name="Cerca", exact=True).click()
        expect(pagina.get_by_role("heading", name="Cerca «sportello»")).to_be_visible()
        pagina.get_by_role("link", name="Tasti di scelta rapida").click()
        expect(pagina.get_by_role("heading", name="Tasti di scelta rapida")).to_be_visible()
        expect(pagina.get_by_role("checkbox")).to_be_hidden()


def test_suggestions_and_map_have_no_violation(pagina: Page) -> None:
    trovati = []
    for larghezza in LARGHEZZE:
        pagina.set_viewport_size({"width": larghezza, "height": 600})
        pagina.goto(PIANI)
        pagina.keyboard.press("/")
        pagina.keyboard.type("sport")
        expect(pagina.locator("#cerca-elenco").get_by_role("option")).to_have_count(3)
        pagina.keyboard.press("ArrowDown")
        trovati += _difetti(pagina)
        pagina.get_by_role("combobox", name="Cerca in Ente di prova").blur()
        pagina.keyboard.press("?")
        expect(pagina.get_by_role("dialog")).to_be_visible()
        trovati += _difetti(pagina)
    assert trovati == []


def _difetti(pagina: Page) -> list[str]:
    """What axe-core finds on the page as it is; looking closes nothing that is open."""
    pagina.evaluate(AXE)
    pagina.evaluate(CONTROLLI)
    trovati: list[str] = pagina.evaluate(CHIEDI, list(REGOLE))
    return trovati
