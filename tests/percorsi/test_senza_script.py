"""With JavaScript off: what is entered is saved, sent and judged all the same."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rendicontazione.enums import StatoRisultato
from tests.percorsi.demo import risultato_di


def test_a_result_is_saved_sent_and_judged_without_javascript(entra: Callable[..., Page]) -> None:
    pagina = entra("responsabile.asc-insieme", java_script_enabled=False)
    pagina.get_by_role("navigation", name="Principale").get_by_role("link", name="Rilevazioni").click()
    pagina.get_by_role("link", name="2023").first.click()
    pagina.goto(f"/asc-insieme/rilevazioni/{risultato_di('5.4').pk}/")
    pagina.get_by_role("radio", name="Sì").check()
    pagina.get_by_label("Nota").fill("Fatto a marzo.")
    pagina.get_by_role("button", name="Salva bozza").last.click()
    assert (risultato_di("5.4").stato, risultato_di("5.4").nota) == (StatoRisultato.BOZZA, "Fatto a marzo.")
    pagina.goto(f"/asc-insieme/rilevazioni/{risultato_di('5.4').pk}/")
    expect(pagina.get_by_label("Nota")).to_have_value("Fatto a marzo.")
    pagina.get_by_role("button", name="Invia al Nucleo").last.click()
    expect(pagina.get_by_text("Trasmesso").first).to_be_visible()
    assert risultato_di("5.4").valori == [{"fatto": True}]

    nucleo = entra("nucleo.asc-insieme", java_script_enabled=False)
    nucleo.goto(f"/asc-insieme/quadro/risultati/{risultato_di('5.4').pk}/")
    nucleo.get_by_role("radio", name="Conferma").check()
    nucleo.get_by_role("button", name="Registra il giudizio").click()
    assert risultato_di("5.4").stato == StatoRisultato.CONFERMATO


def test_a_mistake_is_told_and_what_was_written_stays_without_javascript(entra: Callable[..., Page]) -> None:
    pagina = entra("responsabile.asc-insieme", java_script_enabled=False)
    indirizzo = f"/asc-insieme/rilevazioni/{risultato_di('3.6').pk}/"
    pagina.goto(indirizzo)
    pagina.get_by_label("100 %", exact=False).first.fill("abc")
    pagina.get_by_label("Nota").fill("Una nota lunga.")
    pagina.get_by_role("button", name="Salva bozza").last.click()
    expect(pagina.get_by_text("«abc» non è una percentuale").first).to_be_visible()
    expect(pagina.get_by_label("Nota")).to_have_value("Una nota lunga.")
    assert risultato_di("3.6").stato == StatoRisultato.DA_INSERIRE
