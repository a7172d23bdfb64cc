"""Journey 4: the amministratore downloads a plan's workbook, changes it, reads the preview, confirms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from playwright.sync_api import Page, expect

from indicatori.models import Previsione
from obiettivi.models import Piano

PIANO = "asc-insieme-2025-2027"
ATTESA_ESAME = 60_000


def _scarica_il_foglio(pagina: Page, percorso: Path) -> Workbook:
    pagina.goto(f"/asc-insieme/piani/{PIANO}/")
    with pagina.expect_download() as scaricamento:
        pagina.locator(f'a[href$="/piani/{PIANO}/modello.xlsx"]').first.click()
    scaricamento.value.save_as(percorso)
    return load_workbook(percorso)


def _cella(cartella: Workbook, foglio: str, codice: str, colonna: str) -> Cell:
    righe = cartella[foglio]
    titoli = {cella.value: cella.column for cella in righe[1]}
    riga = next(riga for riga in righe.iter_rows(min_row=2) if riga[titoli["Codice"] - 1].value == codice)
    return riga[titoli[colonna] - 1]


def _carica(pagina: Page, percorso: Path) -> None:
    pagina.get_by_role("navigation", name="Principale").get_by_role("link", name="Strumenti").click()
    pagina.get_by_role("main").get_by_role("link", name="Importazioni").click()
    pagina.get_by_label("Foglio o documento del piano").set_input_files(percorso)
    pagina.get_by_role("button", name="Carica e mostra l'anteprima").click()
    expect(pagina.get_by_role("heading", name="Conferma")).to_be_visible(timeout=ATTESA_ESAME)


def _target(codice: str, anno: int) -> str:
    return Previsione.objects.get(indicatore__scheda__piano__codice=PIANO, indicatore__codice=codice, anno=anno).testo


def test_a_changed_workbook_is_previewed_and_confirmed(entra: Callable[[str], Page], tmp_path: Path) -> None:
    pagina = entra("amministratore.asc-insieme")
    percorso = tmp_path / "piano.xlsx"
    cartella = _scarica_il_foglio(pagina, percorso)
    prima = _target("2.3", 2024)
    _cella(cartella, "Indicatori", "2.3", "Previsione 2024").value = "Progetti presentati Almeno 5"
    cartella.save(percorso)

    _carica(pagina, percorso)
    expect(pagina.get_by_text("Progetti presentati Almeno 5").first).to_be_visible()
    expect(pagina.get_by_text(prima).first).to_be_visible()
    assert _target("2.3", 2024) == prima

    pagina.get_by_role("button", name="Conferma l'importazione").click()
    expect(pagina.get_by_text("Importazione confermata da Chiara Montanari")).to_be_visible()
    assert _target("2.3", 2024) == "Progetti presentati Almeno 5"


def test_errors_are_listed_with_their_cells_and_nothing_can_be_confirmed(
    entra: Callable[[str], Page], tmp_path: Path
) -> None:
    pagina = entra("amministratore.asc-insieme")
    percorso = tmp_path / "piano.xlsx"
    cartella = _scarica_il_foglio(pagina, percorso)
    scheda = _cella(cartella, "Indicatori", "2.3", "Scheda")
    scheda.value = "99"
    cartella.save(percorso)

    _carica(pagina, percorso)
    expect(pagina.get_by_text("Il foglio non si può importare")).to_be_visible()
    expect(pagina.get_by_role("cell", name=scheda.coordinate).first).to_be_visible()
    expect(pagina.get_by_role("button", name="Conferma l'importazione")).to_be_disabled()
    assert Piano.objects.get(codice=PIANO).schede.count() == 4


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(entra: Callable[[str], Page], tmp_path: Path) -> None:
    pagina = entra("amministratore.asc-insieme")
    percorso = tmp_path / "piano.xlsx"
    percorso.write_bytes(b"questo non e' un foglio di calcolo")
    pagina.goto("/asc-insieme/importazioni/")
    pagina.get_by_label("Foglio o documento del piano").set_input_files(percorso)
    pagina.get_by_role("button", name="Carica e mostra l'anteprima").click()
    expect(pagina.get_by_text("non è un foglio di calcolo", exact=False).first).to_be_visible()
