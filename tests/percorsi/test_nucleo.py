"""Journey 2: the Nucleo reads the year, opens a percentage, confirms a result and sends another back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rendicontazione.enums import StatoRisultato
from tests.percorsi.demo import risultato_di


def _giudica(pagina: Page, codice: str, giudizio: str, motivo: str) -> None:
    pagina.goto(f"/asc-insieme/quadro/risultati/{risultato_di(codice).pk}/")
    pagina.get_by_role("radio", name=giudizio).check()
    pagina.get_by_role("textbox", name="Motivo").fill(motivo)
    pagina.get_by_role("button", name="Registra il giudizio").click()


def test_the_nucleo_opens_a_percentage_and_decides_on_two_results(entra: Callable[[str], Page]) -> None:
    pagina = entra("nucleo.asc-insieme")
    pagina.get_by_role("navigation", name="Principale").get_by_role("link", name="Quadro").click()
    pagina.get_by_role("link", name="2023").first.click()
    expect(pagina.get_by_role("heading", name="Quadro 2023")).to_be_visible()
    expect(pagina.get_by_role("main")).to_contain_text("Calcolato su 31 con un grado di 38 in tutto indicatori")

    pagina.get_by_text("Come è calcolato").first.click()
    expect(pagina.get_by_text("media con pesi uguali di 5 voci", exact=False).first).to_be_visible()
    pagina.get_by_role("main").get_by_role("link", name="Schede", exact=True).first.click()
    pagina.get_by_role("link", name="2 - Modalità di gestione").click()
    pagina.get_by_role("link", name="Rinnovo del parco macchine").click()
    pagina.get_by_text("Come è calcolato").first.click()
    expect(pagina.get_by_text("66,67").first).to_be_visible()

    letta = pagina.url
    pagina.keyboard.press("j")
    expect(pagina).not_to_have_url(letta)
    pagina.keyboard.press("k")
    expect(pagina).to_have_url(letta)
    pagina.keyboard.press("c")
    expect(pagina.get_by_role("radio", name="Conferma")).to_be_checked()
    expect(pagina.get_by_role("button", name="Registra il giudizio")).to_be_focused()

    _giudica(pagina, "2.4", "Conferma", "")
    _giudica(pagina, "2.6", "Rinvia", "")
    expect(pagina.get_by_text("Scrivi il motivo").first).to_be_visible()
    _giudica(pagina, "2.6", "Rinvia", "Manca il progetto presentato al Comune.")
    assert risultato_di("2.4").stato == StatoRisultato.CONFERMATO
    assert risultato_di("2.6").stato == StatoRisultato.RINVIATO

    direttore = entra("direttore.asc-insieme")
    direttore.goto(f"/asc-insieme/rilevazioni/{risultato_di('2.6').pk}/")
    expect(direttore.get_by_text("Manca il progetto presentato al Comune.").first).to_be_visible()
