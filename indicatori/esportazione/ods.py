"""The template workbook as OpenDocument: one paragraph a line, typed numbers and days, no formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from odf import number, style, table, text
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet

from indicatori.esportazione.righe import Pagina, Valore

TIPO_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPAZI = re.compile(r"( {2,}|\t)")
_CENTIMETRI_A_CARATTERE = 0.2


def in_ods(pagine: Sequence[Pagina]) -> bytes:
    """The workbook's bytes."""
    documento = OpenDocumentSpreadsheet()
    stili = _Stili(documento)
    for pagina in pagine:
        foglio = table.Table(name=pagina.modello.nome)
        for larghezza in pagina.larghezze:
            foglio.addElement(table.TableColumn(stylename=stili.colonna(larghezza), defaultcellstylename=stili.testo))
        foglio.addElement(_riga(pagina.intestazioni, stili, stili.intestazione))
        for valori in pagina.righe:
            foglio.addElement(_riga(valori, stili, stili.testo))
        documento.spreadsheet.addElement(foglio)
    uscita = io.BytesIO()
    documento.write(uscita)
    return uscita.getvalue()


class _Stili:
    """The few styles of the workbook: wrapped text, bold heads, Italian days, one style a column width."""

    def __init__(self, documento: OpenDocumentSpreadsheet) -> None:
        self.documento = documento
        self.colonne: dict[int, Element] = {}
        self.testo = self._cella("testo")
        self.intestazione = self._cella("intestazione", grassetto=True)
        self.giorno = self._cella("giorno", formato=self._formato_giorno())

    def _cella(self, nome: str, *, grassetto: bool = False, formato: Element | None = None) -> Element:
        altro = {"datastylename": formato} if formato is not None else {}
        stile = style.Style(name=nome, family="table-cell", **altro)
        stile.addElement(style.TableCellProperties(wrapoption="wrap", verticalalign="top"))
        if grassetto:
            stile.addElement(style.TextProperties(fontweight="bold"))
        self.documento.automaticstyles.addElement(stile)
        return stile

    def _formato_giorno(self) -> Element:
        formato = number.DateStyle(name="giorno-italiano")
        formato.addElement(number.Day(style="long"))
        formato.addElement(number.Text(text="/"))
        formato.addElement(number.Month(style="long"))
        formato.addElement(number.Text(text="/"))
        formato.addElement(number.Year(style="long"))
        self.documento.automaticstyles.addElement(formato)
        return formato

    def colonna(self, larghezza: int) -> Element:
        if larghezza not in self.colonne:
            stile = style.Style(name=f"colonna{larghezza}", family="table-column")
            misura = f"{larghezza * _CENTIMETRI_A_CARATTERE:.1f}cm"
            stile.addElement(style.TableColumnProperties(columnwidth=misura))
            self.documento.automaticstyles.addElement(stile)
            self.colonne[larghezza] = stile
        return self.colonne[larghezza]


def _riga(valori: Sequence[Valore], stili: _Stili, stile: Element) -> Element:
    riga = table.TableRow()
    for valore in valori:
        riga.addElement(_cella(valore, stili, stile))
    return riga


def _cella(valore: Valore, stili: _Stili, stile: Element) -> Element:
    if valore is None or valore == "":
        return table.TableCell(stylename=stile)
    if isinstance(valore, date):
        cella = table.TableCell(valuetype="date", datevalue=valore.isoformat(), stylename=stili.giorno)
        return _con_testo(cella, f"{valore:%d/%m/%Y}")
    if isinstance(valore, int | Decimal):
        cella = table.TableCell(valuetype="float", value=format(Decimal(valore).normalize(), "f"), stylename=stile)
        return _con_testo(cella, format(Decimal(valore).normalize(), "f").replace(".", ","))
    return _con_testo(table.TableCell(valuetype="string", stylename=stile), valore)


def _con_testo(cella: Element, testo: str) -> Element:
    for linea in testo.split("\n"):
        paragrafo = text.P()
        for brano in _SPAZI.split(linea):
            if brano == "\t":
                paragrafo.addElement(text.Tab())
            elif len(brano) > 1 and not brano.strip(" "):
                paragrafo.addElement(text.S(c=len(brano)))
            elif brano:
                paragrafo.addText(brano)
        cella.addElement(paragrafo)
    return cella
