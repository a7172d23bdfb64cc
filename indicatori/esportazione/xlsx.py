"""The template workbook as xlsx: frozen heads, wrapped texts, lists to choose from; no text is taken for a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.dimensions import DimensionHolder

from indicatori.esportazione.archivio import senza_orario
from indicatori.esportazione.righe import Pagina, Valore
from indicatori.esportazione.xlsx_vincoli import vincoli_del_foglio
from pianoperf.web.rifiuti import Rifiuto

TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CARATTERI_DI_UNA_CELLA = 32_767
COME_FORMULA = ("=", "+", "-", "@")
_COME_CODICE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_GRASSETTO = Font(bold=True)
_SFONDO = PatternFill("solid", fgColor="E8F1FB")
_A_CAPO = Alignment(wrap_text=True, vertical="top")
_FORMATI = {"testo": "@", "giorno": "dd/mm/yyyy", "intero": "0", "numero": "0.###"}


class TestoTroppoLungo(Rifiuto):
    """A text is longer than a cell of an xlsx can be."""


def in_xlsx(pagine: Sequence[Pagina]) -> bytes:
    """The workbook's bytes: texts as text cells, those that look like formulas marked as quoted.

    The same pages give the same bytes. Raises TestoTroppoLungo: a cell holds 32,767 characters, and half a text would
    be worse than none.
    """
    for pagina in pagine:
        _controlla_lunghezze(pagina)
    libro = Workbook(write_only=True)
    for pagina in pagine:
        foglio = libro.create_sheet(pagina.modello.nome)
        foglio.freeze_panes = "A2"
        _colonne(foglio.column_dimensions, pagina)
        foglio.append([_intestazione(foglio, titolo) for titolo in pagina.intestazioni])
        formati = _formati(pagina)
        for riga in pagina.righe:
            foglio.append([_cella(foglio, valore, formato) for valore, formato in zip(riga, formati, strict=True)])
        for vincolo in vincoli_del_foglio(pagina, pagine):
            foglio.data_validations.append(vincolo)
    uscita = io.BytesIO()
    libro.save(uscita)
    return senza_orario(uscita.getvalue())


def _colonne(dimensioni: DimensionHolder, pagina: Pagina) -> None:
    """Widths, and the format of the rows that are still to be filled in."""
    for numero, (larghezza, formato) in enumerate(zip(pagina.larghezze, _formati(pagina), strict=True), start=1):
        colonna = dimensioni[get_column_letter(numero)]
        colonna.width = larghezza
        colonna.number_format = formato
        colonna.alignment = _A_CAPO


def _formati(pagina: Pagina) -> list[str]:
    """The number format of each column: what is typed in an empty cell stays what was typed."""
    vincoli = pagina.vincoli or (None,) * len(pagina.intestazioni)
    return [_FORMATI[vincolo.tipo if vincolo else "testo"] for vincolo in vincoli]


def _intestazione(foglio: WriteOnlyWorksheet, titolo: str) -> Cell:
    cella = _cella(foglio, titolo, "@")
    cella.font = _GRASSETTO
    cella.fill = _SFONDO
    return cella


def _cella(foglio: WriteOnlyWorksheet, valore: Valore, formato: str) -> Cell:
    cella = WriteOnlyCell(foglio)
    if isinstance(valore, str) and valore:
        cella.value = _scritto(valore)
        cella.data_type = "s"
        cella.quotePrefix = valore.startswith(COME_FORMULA)
        formato = "@"
    elif isinstance(valore, Decimal):
        cella.value = valore
        formato = "0.###" if valore != valore.to_integral_value() else "0"
    elif valore not in (None, ""):
        cella.value = valore
        formato = "dd/mm/yyyy" if isinstance(valore, date) else "0"
    cella.number_format = formato
    cella.alignment = _A_CAPO
    return cella


def _scritto(testo: str) -> str:
    """What the cell says may look like a code of xlsx ("_x0009_"): here it is a text."""
    return _COME_CODICE.sub("_x005F_", testo) if "_x" in testo else testo


def _controlla_lunghezze(pagina: Pagina) -> None:
    """Before anything is written: a workbook left half done is a fault of its own."""
    for numero, riga in enumerate(pagina.righe, start=2):
        for valore in riga:
            if isinstance(valore, str) and len(valore) > CARATTERI_DI_UNA_CELLA // 2 and _troppo_lungo(valore):
                raise TestoTroppoLungo(
                    f"Nel foglio «{pagina.modello.nome}», riga {numero}, un testo supera i {CARATTERI_DI_UNA_CELLA}"
                    " caratteri che una cella .xlsx può contenere. Scarica il formato .ods, .csv o .json."
                )


def _troppo_lungo(testo: str) -> bool:
    return len(_scritto(testo).encode("utf-16-le")) > 2 * CARATTERI_DI_UNA_CELLA
