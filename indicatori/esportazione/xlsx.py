"""The template workbook as xlsx: frozen heads, wrapped texts; no text can ever be taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from indicatori.esportazione.righe import Pagina, Valore

TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COME_FORMULA = ("=", "+", "-", "@", "\t")
_GRASSETTO = Font(bold=True)
_SFONDO = PatternFill("solid", fgColor="E8F1FB")
_A_CAPO = Alignment(wrap_text=True, vertical="top")


def in_xlsx(pagine: Sequence[Pagina]) -> bytes:
    """The workbook's bytes. Texts are written as text cells; those that look like formulas are marked as quoted."""
    libro = Workbook(write_only=True)
    for pagina in pagine:
        foglio = libro.create_sheet(pagina.modello.nome)
        foglio.freeze_panes = "A2"
        for numero, larghezza in enumerate(pagina.larghezze, start=1):
            foglio.column_dimensions[get_column_letter(numero)].width = larghezza
        foglio.append([_intestazione(foglio, titolo) for titolo in pagina.intestazioni])
        for riga in pagina.righe:
            foglio.append([_cella(foglio, valore) for valore in riga])
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def _intestazione(foglio: WriteOnlyWorksheet, titolo: str) -> Cell:
    cella = _cella(foglio, titolo)
    cella.font = _GRASSETTO
    cella.fill = _SFONDO
    return cella


def _cella(foglio: WriteOnlyWorksheet, valore: Valore) -> Cell:
    if isinstance(valore, str):
        return _cella_testo(foglio, valore)
    cella = WriteOnlyCell(foglio)
    cella.value = valore
    if isinstance(valore, Decimal):
        cella.number_format = "0.###" if valore != valore.to_integral_value() else "0"
    elif isinstance(valore, date):
        cella.number_format = "dd/mm/yyyy"
    cella.alignment = _A_CAPO
    return cella


def _cella_testo(foglio: WriteOnlyWorksheet, testo: str) -> Cell:
    cella = WriteOnlyCell(foglio)
    cella.value = ILLEGAL_CHARACTERS_RE.sub("", testo)
    if testo:
        cella.data_type = "s"
        cella.number_format = "@"
    cella.alignment = _A_CAPO
    if testo.startswith(COME_FORMULA):
        cella.quotePrefix = True
    return cella
