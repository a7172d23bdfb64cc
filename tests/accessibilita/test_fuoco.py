"""The focus is seen wherever Tab takes it, nothing covers it, and nothing moves for who asks for less motion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.accessibilita.controlli import CONTROLLI
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.scena import Scena

FUOCO = Path(__file__).with_name("controlli_fuoco.js").read_text(encoding="utf-8")
PASSI = 70
ANNO = ("piano", "anno")
PAGINE = [
    ("amministratrice", "scrivania", ()),
    ("responsabile", "rilevazioni_anno", ANNO),
    ("responsabile", "rilevazione", ("risultato",)),
    ("responsabile", "griglia", ANNO),
    ("nucleo", "quadro", ANNO),
    ("nucleo", "nucleo_verifica", ANNO),
    ("nucleo", "esame", ("risultato",)),
    ("organo", "documenti", ()),
    ("amministratrice", "veste", ()),
    ("direttore", "deleghe", ()),
]


@contextmanager
def senza_moto(pagina: Page) -> Iterator[None]:
    """The page scrolls to the focus at once, and nothing moves by itself."""
    pagina.emulate_media(reduced_motion="reduce")
    try:
        yield
    finally:
        pagina.emulate_media(reduced_motion="no-preference")


def _passeggiata(pagina: Page) -> tuple[list[str], list[str]]:
    """Tab through the page: what had the focus, and what was wrong there."""
    visti: list[str] = []
    trovati: list[str] = []
    for _ in range(PASSI):
        pagina.keyboard.press("Tab")
        passo = pagina.evaluate("() => fuoco()")
        if passo is None:
            break
        visti.append(passo["chi"])
        trovati += [f"{guasto}: {passo['chi']}" for guasto in passo["guasti"]]
    return visti, trovati


@pytest.fixture
def apri(scena: Scena, pagina: Page):
    def apre(chi: str, nome: str, argomenti: tuple[str, ...]) -> Page:
        valori = {"piano": scena.piano, "anno": 2023, "risultato": scena.risultato()}
        dove = {} if nome == "scrivania" else {"ente": scena.ente, **{voce: valori[voce] for voce in argomenti}}
        client = entrato(chi)
        mostra(pagina, client, reverse(nome, kwargs=dove), client.get(reverse(nome, kwargs=dove)))
        return pagina

    return apre


@pytest.mark.django_db
@pytest.mark.parametrize(("chi", "nome", "argomenti"), PAGINE, ids=[nome for _, nome, _ in PAGINE])
def test_the_focus_is_seen_wherever_tab_takes_it(apri, chi: str, nome: str, argomenti: tuple[str, ...]) -> None:
    pagina = apri(chi, nome, argomenti)
    pagina.evaluate(FUOCO)
    with senza_moto(pagina):
        visti, trovati = _passeggiata(pagina)
    assert "Vai al contenuto" in visti[0]
    assert len(set(visti)) > 8
    assert not trovati, "\n".join(trovati)


@pytest.mark.django_db
def test_the_way_past_the_head_takes_the_focus_to_the_content(apri, scena: Scena) -> None:
    pagina = apri("responsabile", "rilevazioni_anno", ANNO)
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    assert pagina.evaluate("() => document.activeElement.id") == "contenuto"
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("() => document.getElementById('contenuto').contains(document.activeElement)")


@pytest.mark.django_db
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(apri, scena: Scena) -> None:
    pagina = apri("responsabile", "rilevazioni_anno", ANNO)
    pagina.set_viewport_size({"width": 390, "height": 900})
    pagina.get_by_role("button", name="Menu").focus()
    pagina.keyboard.press("Enter")
    assert pagina.get_by_role("link", name="Documenti").first.is_visible()
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("() => document.activeElement.textContent.trim()") == "Scrivania"
    pagina.keyboard.press("Escape")
    assert pagina.evaluate("() => document.activeElement.classList.contains('menu-apri')")
    assert not pagina.locator("#menu").is_visible()


@pytest.mark.django_db
@pytest.mark.parametrize(("chi", "nome", "argomenti"), PAGINE, ids=[nome for _, nome, _ in PAGINE])
def test_nothing_moves_for_who_asks_for_less_motion(apri, chi: str, nome: str, argomenti: tuple[str, ...]) -> None:
    pagina = apri(chi, nome, argomenti)
    pagina.evaluate(CONTROLLI)
    with senza_moto(pagina):
        mossi = pagina.evaluate("() => controlli.moti()")
    assert not mossi, "\n".join(mossi)
