"""An xlsx opened for reading, with its texts as they were typed: xlsx writes what XML cannot hold as "_x000D_"."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

_CODICE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_VOCE, _BRANO, _TESTO = (f"{{{SHEET_MAIN_NS}}}{nome}" for nome in ("si", "r", "t"))


class _Lettore(ExcelReader):
    """openpyxl's reader drops "x005F_" wherever it stands in a shared text, and decodes nothing else."""

    def read_strings(self) -> None:
        tipo = self.package.find(SHARED_STRINGS)
        if tipo is not None:
            with self.archive.open(tipo.PartName[1:]) as flusso:
                self.shared_strings = [_testo(nodo) for _, nodo in iterparse(flusso) if nodo.tag == _VOCE]


def apri(contenuto: bytes, *, valori: bool) -> Workbook:
    """The workbook, read-only; `valori` shows the kept values of formulas, else the formulas themselves."""
    lettore = _Lettore(io.BytesIO(contenuto), read_only=True, data_only=valori, keep_links=False)
    lettore.read()
    return lettore.wb


def parte_di(pagina: object) -> str:
    """The part of the archive that a read-only sheet is read from: openpyxl keeps it, and its type does not say so."""
    return str(vars(pagina)["_worksheet_path"])


def in_chiaro(valore: Any) -> Any:
    """The value of a cell; a text without the codes of xlsx. A code of NUL is left out."""
    return _CODICE.sub(_carattere, valore) if isinstance(valore, str) and "_x" in valore else valore


def _carattere(trovato: re.Match[str]) -> str:
    return chr(int(trovato[1], 16)).replace("\x00", "")


def _testo(nodo: Element) -> str:
    """The text itself, or its runs one after the other; the reading of Japanese signs is no part of it."""
    nodi = [testo for figlio in nodo for testo in (figlio.findall(_TESTO) if figlio.tag == _BRANO else [figlio])]
    contenuto = "".join(testo.text or "" for testo in nodi if testo.tag == _TESTO)
    nodo.clear()
    return contenuto
