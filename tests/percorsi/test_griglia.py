"""Journey 5: sixty results by keyboard alone, a block from a spreadsheet, two people on one row, a lost session."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Risultato
from tests.percorsi.anno_grande import accedi_di_nuovo, anno, apri, cast, risultato

__all__ = ["anno", "apri", "cast"]
GRIGLIA = "/ente-prova/rilevazioni/piano-grande/2023/griglia/"
SCRITTI = {"SI": "s", "Entro giugno": "20/06/2023", "almeno 80%": "17/20", "Almeno 4": "5", "Massimo 10 giorni": "7,5"}
INCOLLA = """(testo) => {
  const appunti = new DataTransfer();
  appunti.setData("text/plain", testo);
  const evento = new ClipboardEvent("paste", { clipboardData: appunti, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(evento);
}"""


def cella(pagina: Page, nome: str) -> Locator:
    return pagina.get_by_label(nome, exact=False).first


def stato(pagina: Page) -> Locator:
    return pagina.locator("#griglia-stato")


def attiva(pagina: Page) -> str:
    return str(pagina.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_sixty_results_are_entered_by_keyboard_alone(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    pagina.goto("/ente-prova/rilevazioni/piano-grande/2023/")
    pagina.get_by_role("link", name="Compila in griglia").focus()
    pagina.keyboard.press("Enter")
    celle = pagina.locator("input[data-colonna=valore]")
    expect(celle).to_have_count(60)
    while not attiva(pagina).startswith("1.1, risultato"):
        pagina.keyboard.press("Tab")
    targets = pagina.locator("tr[data-indirizzo] td[data-etichetta=Target]").all_inner_texts()
    for target in targets:
        pagina.keyboard.type(SCRITTI[target])
        pagina.keyboard.press("Enter")
    expect(stato(pagina)).to_contain_text("Tutto salvato alle")
    scritti = Risultato.objects.filter(rendicontazione__piano__codice="piano-grande")
    assert set(scritti.values_list("stato", "versione")) == {(StatoRisultato.BOZZA, 1)}
    assert risultato("1.2").valori == [{"numeratore": "17", "denominatore": "20"}]
    expect(cella(pagina, "1.5, risultato")).to_have_value("SI")
    assert "100,00" in pagina.locator("tr[data-codice='1.2'] [data-grado]").inner_text()


def test_arrows_leave_a_cell_at_its_edge_and_escape_takes_back(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    pagina.goto(GRIGLIA)
    cella(pagina, "1.3, risultato").focus()
    pagina.keyboard.type("12")
    pagina.keyboard.press("ArrowLeft")
    assert attiva(pagina).startswith("1.3, risultato")
    pagina.keyboard.press("ArrowRight")
    pagina.keyboard.press("ArrowRight")
    assert attiva(pagina) == "1.3, Causa dello scostamento"
    pagina.keyboard.press("ArrowDown")
    assert attiva(pagina) == "1.4, Causa dello scostamento"
    pagina.keyboard.press("Shift+Enter")
    pagina.keyboard.press("Shift+Tab")
    assert attiva(pagina).startswith("1.3, risultato")
    expect(stato(pagina)).to_contain_text("Tutto salvato alle")
    pagina.keyboard.type("99")
    pagina.keyboard.press("Escape")
    expect(cella(pagina, "1.3, risultato")).to_have_value("12")


def test_a_block_of_a_spreadsheet_is_pasted_and_what_does_not_fit_is_told(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    pagina.goto(GRIGLIA)
    cella(pagina, "1.1, risultato").focus()
    pagina.evaluate(INCOLLA, '30-giu-23\tEsogena\t"Due righe\nuna nota"\tRegistro\n82,5%\t\t\t\nboh\n1.234\n')
    rapporto = pagina.locator("#griglia-incolla")
    expect(rapporto).to_contain_text("6 celle incollate")
    expect(rapporto).to_contain_text("1.3: «boh» non è un numero")
    expect(stato(pagina)).to_contain_text("Tutto salvato alle")
    primo = risultato("1.1")
    assert (primo.valori, primo.causa, primo.nota) == ([{"data": "2023-06-30"}], "esogena", "Due righe\nuna nota")
    assert (risultato("1.2").valori, risultato("1.4").valori) == ([{"numero": "82.5"}], [{"numero": "1234"}])
    assert risultato("1.3").stato == StatoRisultato.DA_INSERIRE
    pagina.get_by_role("button", name="Annulla l'incolla").click()
    expect(cella(pagina, "1.4, risultato")).to_have_value("")


def test_a_row_that_is_wrong_says_why_and_leaving_the_page_warns(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    pagina.goto(GRIGLIA)
    cella(pagina, "1.1, risultato").fill("domani")
    pagina.keyboard.press("Enter")
    riga = pagina.locator("tr[data-codice='1.1']")
    expect(riga).to_contain_text("non salvato: «domani» non è una data")
    expect(cella(pagina, "1.1, risultato")).to_have_attribute("aria-invalid", "true")
    expect(stato(pagina)).to_contain_text("1 riga non salvata")
    avvisi = []
    pagina.on("dialog", lambda finestra: (avvisi.append(finestra.type), finestra.accept()))
    pagina.goto("/ente-prova/rilevazioni/")
    assert avvisi == ["beforeunload"]


def test_two_people_on_one_row_see_both_values_and_choose(apri: Callable[..., Page]) -> None:
    una, altra = apri("responsabile"), apri("direttore")
    una.goto(GRIGLIA)
    altra.goto(GRIGLIA)
    cella(altra, "1.2, risultato").fill("60")
    cella(altra, "1.2, Nota").fill("Del direttore")
    altra.keyboard.press("Enter")
    expect(stato(altra)).to_contain_text("Tutto salvato alle")
    cella(una, "1.2, risultato").fill("75")
    cella(una, "1.2, Fonte").fill("Registro")
    una.keyboard.press("Enter")
    expect(stato(una)).to_contain_text("1 riga in conflitto")
    assert risultato("1.2").valori == [{"numero": "60"}]
    una.get_by_role("button", name="Confronta i due valori di 1.2").click()
    finestra = una.get_by_role("dialog")
    expect(finestra).to_contain_text("60%")
    expect(finestra).to_contain_text("75%")
    finestra.get_by_role("radio", name="Nota: tieni questo").check()
    finestra.get_by_role("button", name="Salva le scelte").click()
    expect(stato(una)).to_contain_text("Tutto salvato alle")
    scelto = risultato("1.2")
    assert (scelto.valori, scelto.nota, scelto.fonte) == ([{"numero": "75"}], "Del direttore", "Registro")
    assert (scelto.versione, str(scelto.aggiornato_da)) == (2, "Rita Rossi")


def test_what_was_typed_survives_the_end_of_the_session(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    pagina.goto(GRIGLIA)
    Session.objects.all().delete()
    cella(pagina, "1.3, risultato").fill("9")
    pagina.keyboard.press("Enter")
    expect(stato(pagina)).to_contain_text("La sessione è finita")
    accedi_di_nuovo(pagina, "rita")
    expect(stato(pagina)).to_contain_text("Tutto salvato alle")
    expect(cella(pagina, "1.3, risultato")).to_have_value("9")
    assert risultato("1.3").valori == [{"numero": "9"}]


def test_without_scripts_one_button_saves_everything(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile", js=False)
    pagina.goto(GRIGLIA)
    cella(pagina, "1.3, risultato").fill("9")
    cella(pagina, "6.2, risultato").fill("17/20")
    pagina.get_by_role("button", name="Salva tutto").first.click()
    expect(pagina.get_by_text("2 righe salvate")).to_be_visible()
    assert risultato("6.2").valori == [{"numeratore": "17", "denominatore": "20"}]


def test_on_a_phone_each_row_is_a_card_that_fits(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile", larga=390)
    pagina.goto(GRIGLIA)
    cella(pagina, "1.3, risultato").fill("9")
    cella(pagina, "1.4, risultato").focus()
    expect(stato(pagina)).to_contain_text("Tutto salvato alle")
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
