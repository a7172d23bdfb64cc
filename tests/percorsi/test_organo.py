"""Journey 3: the board asks for the plan and its rendicontazione, watches the job, downloads both PDFs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from rendicontazione.models import Documento

# a real worker composes the PDF while the page polls: well beyond the few seconds it takes
ATTESA_PDF = 90_000


@pytest.mark.parametrize(
    ("etichetta", "file", "nel_testo"),
    [
        ("Piano", "ASC InSieme - Piano 2023-2025.pdf", "Previsione 2023"),
        ("con i risultati", "ASC InSieme - Piano 2023-2025 con i risultati del 2023.pdf", "Dati dimostrativi"),
    ],
)
def test_the_board_asks_for_a_pdf_watches_the_job_and_downloads_it(
    entra: Callable[[str], Page], tmp_path: Path, etichetta: str, file: str, nel_testo: str
) -> None:
    pagina = entra("organo.asc-insieme")
    pagina.get_by_role("navigation", name="Principale").get_by_role("link", name="Documenti").click()
    scelta = pagina.locator('optgroup[label*="2023-2025"] option', has_text=etichetta).first
    pagina.get_by_label("Documento da preparare").select_option(scelta.get_attribute("value"))
    pagina.get_by_role("button", name="Prepara il PDF").click()

    chiesto = pagina.locator("#documento-chiesto")
    expect(chiesto.get_by_text(file)).to_be_visible()
    expect(chiesto.get_by_text("pronto.")).to_be_visible(timeout=ATTESA_PDF)
    riga = pagina.get_by_role("row").filter(has_text=file)
    expect(riga.get_by_text("Pronto").first).to_be_visible()
    documento = Documento.objects.get()
    with pagina.expect_download() as scaricamento:
        riga.get_by_role("link", name=documento.nome).click()
    percorso = tmp_path / "scaricato.pdf"
    scaricamento.value.save_as(percorso)

    assert scaricamento.value.suggested_filename == file
    assert hashlib.sha256(percorso.read_bytes()).hexdigest() == documento.sha256
    testo = "".join(page.extract_text() for page in PdfReader(percorso).pages)
    assert nel_testo in " ".join(testo.split())
