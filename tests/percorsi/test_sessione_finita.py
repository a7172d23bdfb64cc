"""Journey: write, the session ends, send, log in: everything is there; another person finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests import scenari
from tests.percorsi.anno_grande import anno, apri, cast, risultato

__all__ = ["anno", "apri", "cast"]


def _scrive_e_invia(pagina: Page) -> None:
    """Without JavaScript nothing is kept by the page: only the server can."""
    pagina.goto(f"/ente-prova/rilevazioni/{risultato('1.3').pk}/")
    pagina.get_by_label("Almeno 4").fill("7")
    pagina.get_by_label("Nota").fill("Due righe\nscritte con calma")
    Session.objects.all().delete()
    pagina.get_by_role("button", name="Salva bozza").last.click()


def _entra(pagina: Page, chi: str) -> None:
    pagina.get_by_label("Nome utente").fill(chi)
    pagina.get_by_label("Password").fill(scenari.PAROLA)
    pagina.get_by_role("button", name="Accedi").click()
    expect(pagina.get_by_role("button", name="Esci")).to_be_visible()


@pytest.mark.parametrize("larga", [1280, 390])
def test_what_was_sent_too_late_is_there_after_the_login(apri: Callable[..., Page], larga: int) -> None:
    pagina = apri("responsabile", js=False, larga=larga)
    _scrive_e_invia(pagina)
    expect(pagina.get_by_text("quello che hai scritto non è perso")).to_be_visible()
    _entra(pagina, "rita")
    expect(pagina.get_by_role("heading", name="Quello che avevi scritto")).to_be_visible()
    expect(pagina.get_by_text("scritte con calma").first).to_be_visible()
    pagina.get_by_role("button", name="Invia di nuovo").click()
    expect(pagina.get_by_text("Bozza salvata.").first).to_be_visible()
    assert risultato("1.3").valori == [{"numero": "7"}]
    assert risultato("1.3").nota.splitlines() == ["Due righe", "scritte con calma"]


def test_with_another_name_there_is_nothing(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile", js=False)
    _scrive_e_invia(pagina)
    _entra(pagina, "dario")
    pagina.goto("/riprendi/")
    expect(pagina.get_by_text("Niente da riprendere")).to_be_visible()
    assert "scritte con calma" not in pagina.content()


def test_a_message_of_the_discussion_stays_on_the_page(apri: Callable[..., Page]) -> None:
    """HTMX: the page says it, the text stays, and after a login in another tab the same click works."""
    pagina = apri("responsabile")
    pagina.goto(f"/ente-prova/rilevazioni/{risultato('1.3').pk}/discussione/")
    if pagina.get_by_role("button", name="Scrivi").count() == 0:
        pytest.fail("La pagina della discussione non ha il suo modulo.")
    testo = pagina.locator("#discussione textarea")
    testo.fill("Il dato arriva dal Comune")
    Session.objects.all().delete()
    pagina.get_by_role("button", name="Scrivi").click()
    expect(pagina.get_by_text("Sei uscito per inattività")).to_be_visible()
    expect(testo).to_have_value("Il dato arriva dal Comune")
    with pagina.context.expect_page() as altra:
        pagina.get_by_role("link", name="entra di nuovo in un'altra scheda").click()
    _entra(altra.value, "rita")
    pagina.get_by_role("button", name="Scrivi").click()
    expect(pagina.locator(".interventi").get_by_text("Il dato arriva dal Comune")).to_be_visible()
