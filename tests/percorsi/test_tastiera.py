"""Journey 6: a result, the year, a PDF without a mouse. Nothing here clicks: Tab, Enter, arrows, what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from pianoperf.organizzazione.dimostrazione import parola_dimostrativa
from rendicontazione.enums import StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from tests.percorsi.conftest import ATTESA

PIANO = "asc-insieme-2023-2025"
ATTESA_PDF = 90_000
# as a screen reader would name it, near enough: its label, or its own words
NOME = """() => {
  const e = document.activeElement;
  const etichette = [...(e.labels ?? [])].map((voce) => voce.textContent).join(" ");
  const nome = e.ariaLabel || etichette || e.textContent || e.value || "";
  return nome.replace(/\\s+/g, " ").trim();
}"""


@pytest.fixture
def entra_da_tastiera(browser: Browser, esempi: None, live_server: LiveServer) -> Iterator[Callable[[str], Page]]:
    expect.set_options(timeout=ATTESA)
    contesti = []

    def accesso(utente: str) -> Page:
        contesto = browser.new_context(base_url=live_server.url, locale="it-IT", accept_downloads=True)
        contesti.append(contesto)
        pagina = contesto.new_page()
        pagina.set_default_timeout(ATTESA)
        pagina.goto("/accedi/")
        expect(pagina.get_by_label("Nome utente")).to_be_focused()
        pagina.keyboard.type(utente)
        pagina.keyboard.press("Tab")
        pagina.keyboard.type(parola_dimostrativa())
        pagina.keyboard.press("Enter")
        expect(pagina.get_by_role("button", name="Esci")).to_be_visible()
        return pagina

    yield accesso
    for contesto in contesti:
        contesto.close()


def _fino_a(pagina: Page, nome: str, *, passi: int = 250) -> None:
    """Tab until the focus is on what has `nome` in its name."""
    for _ in range(passi):
        pagina.keyboard.press("Tab")
        if nome in str(pagina.evaluate(NOME)):
            return
    pytest.fail(f"con {passi} Tab non si arriva a «{nome}»")


def _apri(pagina: Page, nome: str, titolo: str) -> None:
    _fino_a(pagina, nome)
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1, name=titolo)).to_be_visible()


def _risultato(codice: str) -> Risultato:
    return Risultato.objects.get(previsione__indicatore__codice=codice, rendicontazione__piano__codice=PIANO)


def test_a_result_is_entered_corrected_and_sent(entra_da_tastiera: Callable[[str], Page]) -> None:
    pagina = entra_da_tastiera("responsabile.asc-insieme")
    _apri(pagina, "Rilevazioni", "Rilevazioni")
    _apri(pagina, "2023", "Le mie rilevazioni 2023")
    _apri(pagina, "Piena funzionalità della piattaforma Pago PA", "Pago PA")
    _fino_a(pagina, "Entro giugno")
    pagina.keyboard.type("20/06/2023")
    _fino_a(pagina, "100 %")
    pagina.keyboard.type("abc")
    _fino_a(pagina, "Invia al Nucleo")
    pagina.keyboard.press("Enter")

    expect(pagina.locator(".errori")).to_be_focused()
    assert pagina.title().startswith("Errore: ")
    _fino_a(pagina, "«abc» non è una percentuale", passi=3)
    pagina.keyboard.press("Enter")
    assert "100 %" in str(pagina.evaluate(NOME))
    pagina.keyboard.press("Control+A")
    pagina.keyboard.type("100")
    _fino_a(pagina, "collegamento")
    pagina.keyboard.type("https://www.example.it/pagopa")
    _fino_a(pagina, "Invia al Nucleo")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Trasmesso").first).to_be_visible()
    risultato = _risultato("3.6")
    assert (risultato.stato, risultato.grado) == (StatoRisultato.TRASMESSO, 1)
    assert [voce.indirizzo for voce in risultato.evidenze.all()] == ["https://www.example.it/pagopa"]


def test_the_year_is_handed_over_and_the_board_takes_its_pdf(
    entra_da_tastiera: Callable[[str], Page], tmp_path: Path
) -> None:
    pagina = entra_da_tastiera("direttore.asc-insieme")
    _apri(pagina, "Quadro", "Quadro dei risultati")
    _apri(pagina, "2023", "Quadro 2023")
    _apri(pagina, "Trasmetti", "Trasmetti")
    _fino_a(pagina, "Trasmetti")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1, name="Quadro 2023")).to_be_visible()
    anno = Rendicontazione.objects.get(piano__codice=PIANO, anno=2023)
    assert anno.stato == StatoRendicontazione.TRASMESSA

    organo = entra_da_tastiera("organo.asc-insieme")
    _apri(organo, "Documenti", "Documenti")
    _fino_a(organo, "Documento da preparare")
    organo.keyboard.press("ArrowDown")
    _fino_a(organo, "Prepara il PDF")
    organo.keyboard.press("Enter")
    scarica = organo.locator("#documento-chiesto").get_by_role("link")
    expect(scarica).to_be_visible(timeout=ATTESA_PDF)
    _fino_a(organo, scarica.inner_text())
    with organo.expect_download() as scaricato:
        organo.keyboard.press("Enter")
    scaricato.value.save_as(tmp_path / "documento.pdf")
    assert (tmp_path / "documento.pdf").read_bytes().startswith(b"%PDF-")


def test_the_nucleo_reads_the_arithmetic_corrects_a_grade_and_goes_on(
    entra_da_tastiera: Callable[[str], Page],
) -> None:
    pagina = entra_da_tastiera("nucleo.asc-insieme")
    _apri(pagina, "Quadro", "Quadro dei risultati")
    _apri(pagina, "2023", "Quadro 2023")
    _apri(pagina, "Schede", "Quadro 2023: schede")
    _apri(pagina, "2 - Modalità di gestione", "Modalità di gestione")
    _apri(pagina, "Rinnovo del parco macchine", "Rinnovo del parco macchine")
    _fino_a_chi(pagina, "details.come > summary")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("66,67").first).to_be_visible()

    _fino_a(pagina, "Conferma")
    while "Rettifica" not in str(pagina.evaluate(NOME)):
        pagina.keyboard.press("ArrowDown")
    _fino_a(pagina, "Registra il giudizio")
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".errori")).to_be_focused()
    _fino_a_chi(pagina, "[name=grado_rettificato]")
    pagina.keyboard.type("80")
    _fino_a_chi(pagina, "[name=motivo]")
    pagina.keyboard.type("Due mezzi su tre sono stati consegnati a dicembre.")
    _fino_a(pagina, "Registra il giudizio")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Rettificato").first).to_be_visible()
    assert _risultato("2.4").stato == StatoRisultato.RETTIFICATO

    giudicato = pagina.url
    _fino_a_chi(pagina, "a[rel=next]")
    pagina.keyboard.press("Enter")
    expect(pagina).not_to_have_url(giudicato)
    expect(pagina.get_by_role("button", name="Registra il giudizio")).to_be_visible()


def _fino_a_chi(pagina: Page, scelto: str, *, passi: int = 250) -> None:
    """Tab until the focus is on what the CSS selector finds."""
    for _ in range(passi):
        pagina.keyboard.press("Tab")
        if pagina.evaluate("scelto => document.activeElement.matches(scelto)", scelto):
            return
    pytest.fail(f"con {passi} Tab non si arriva a {scelto}")
