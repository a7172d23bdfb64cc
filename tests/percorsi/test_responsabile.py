"""Journey 1: a responsabile finds an indicator, reads the target, enters the result, attaches a proof, sends."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rendicontazione.enums import StatoRisultato
from tests.percorsi.demo import risultato_di

PDF = {"name": "verbale.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 verbale"}


def _apri_le_mie_rilevazioni(pagina: Page) -> None:
    pagina.get_by_role("navigation", name="Principale").get_by_role("link", name="Rilevazioni").click()
    pagina.get_by_role("link", name="2023").first.click()
    expect(pagina.get_by_role("heading", name="Le mie rilevazioni 2023")).to_be_visible()


def test_a_responsabile_enters_a_composite_result_with_a_file_and_sends_it(entra: Callable[[str], Page]) -> None:
    pagina = entra("responsabile.asc-insieme")
    _apri_le_mie_rilevazioni(pagina)
    pagina.get_by_role("link", name="Piena funzionalità della piattaforma Pago PA").click()
    expect(pagina.get_by_text("Entro giugno 100%").first).to_be_visible()

    pagina.get_by_label("Entro giugno", exact=False).first.fill("20/06/2023")
    pagina.get_by_label("100 %", exact=False).first.fill("abc")
    pagina.get_by_label("Nota").fill("Attivata con il nuovo tesoriere.")
    pagina.get_by_label("Allega un'evidenza").set_input_files(PDF)
    pagina.get_by_role("button", name="Salva bozza").last.click()
    expect(pagina.get_by_text("«abc» non è una percentuale").first).to_be_visible()
    expect(pagina.get_by_label("100 %", exact=False).first).to_have_value("abc")
    expect(pagina.get_by_label("Nota")).to_have_value("Attivata con il nuovo tesoriere.")

    pagina.get_by_label("100 %", exact=False).first.fill("100")
    if not pagina.get_by_role("link", name="verbale.pdf").count():
        pagina.get_by_label("Allega un'evidenza").set_input_files(PDF)
    pagina.get_by_role("button", name="Salva bozza").last.click()
    expect(pagina.get_by_role("link", name="verbale.pdf")).to_be_visible()
    assert risultato_di("3.6").stato == StatoRisultato.BOZZA

    pagina.get_by_role("button", name="Invia al Nucleo").click()
    expect(pagina.get_by_text("Trasmesso").first).to_be_visible()
    risultato = risultato_di("3.6")
    assert (risultato.stato, risultato.grado) == (StatoRisultato.TRASMESSO, 1)
    assert risultato.valori == [{"data": "2023-06-20"}, {"numero": "100"}]
    assert [evidenza.nome for evidenza in risultato.evidenze.all()] == ["verbale.pdf"]


def test_a_yes_or_no_target_is_answered_with_the_keyboard_alone(entra: Callable[[str], Page]) -> None:
    pagina = entra("responsabile.asc-insieme")
    pagina.goto(f"/asc-insieme/rilevazioni/{risultato_di('5.4').pk}/")
    pagina.get_by_role("radio", name="Sì").focus()
    pagina.keyboard.press("Space")
    pagina.get_by_role("button", name="Invia al Nucleo").focus()
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Trasmesso").first).to_be_visible()
    assert risultato_di("5.4").valori == [{"fatto": True}]
