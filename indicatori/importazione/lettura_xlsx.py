"""xlsx to sheets of text, with openpyxl read-only: it shows formulas and error cells, which must never become blanks.

Runs in the child process of `processo.py`, after the guard.
"""

from __future__ import annotations

import io

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.testi_cella import in_testo
from indicatori.importazione.tetto import Tetto


def leggi_xlsx(contenuto: bytes) -> list[Foglio]:
    """Every sheet, hidden ones marked. Raises whatever openpyxl raises, and TroppeCelle."""
    libro = load_workbook(io.BytesIO(contenuto), read_only=True, data_only=False, keep_links=False)
    tetto = Tetto()
    fogli = []
    for pagina in libro.worksheets:
        foglio = Foglio(pagina.title.strip(), nascosto=pagina.sheet_state != "visible")
        pagina.reset_dimensions()
        for celle in pagina.iter_rows():
            for cella in celle:
                if isinstance(cella, ReadOnlyCell) and cella.value is not None:
                    _aggiungi(foglio, cella, tetto)
        fogli.append(foglio)
    return fogli


def _aggiungi(foglio: Foglio, cella: ReadOnlyCell, tetto: Tetto) -> None:
    if cella.data_type == "f":
        foglio.anomalie.append((cella.row, cella.column, "formula", str(cella.value)[:80]))
        return
    if cella.data_type == "e":
        foglio.anomalie.append((cella.row, cella.column, "errore", str(cella.value)[:20]))
        return
    testo = in_testo(cella.value, cella.number_format or "General")
    tetto.conta(testo)
    foglio.scrivi(cella.row, cella.column, testo)
