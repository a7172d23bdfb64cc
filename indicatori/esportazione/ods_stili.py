"""The styles, lists and frozen heads of the template workbook as OpenDocument."""

from __future__ import annotations

from collections.abc import Sequence

from odf import config, number, style, table
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet

from indicatori.esportazione.righe import Pagina
from indicatori.esportazione.vincoli import RIGHE_CON_VINCOLO, Vincolo

_CENTIMETRI_A_CARATTERE = 0.2


class Stili:
    """The few styles of the workbook: wrapped text, bold heads, Italian days, plain numbers, one a column width."""

    def __init__(self, documento: OpenDocumentSpreadsheet) -> None:
        self.documento = documento
        self.colonne: dict[int, Element] = {}
        self.testo = self._cella("testo", formato=self._formato_testo())
        self.intestazione = self._cella("intestazione", grassetto=True)
        self.numero = self._cella("numero")
        self.giorno = self._cella("giorno", formato=self._formato_giorno())

    def di(self, vincolo: Vincolo | None) -> Element:
        """The style of the cells of a column that are still to be filled in."""
        if vincolo is None or vincolo.tipo == "testo":
            return self.testo
        return self.giorno if vincolo.tipo == "giorno" else self.numero

    def colonna(self, larghezza: int) -> Element:
        if larghezza not in self.colonne:
            stile = style.Style(name=f"colonna{larghezza}", family="table-column")
            misura = f"{larghezza * _CENTIMETRI_A_CARATTERE:.1f}cm"
            stile.addElement(style.TableColumnProperties(columnwidth=misura))
            self.documento.automaticstyles.addElement(stile)
            self.colonne[larghezza] = stile
        return self.colonne[larghezza]

    def _cella(self, nome: str, *, grassetto: bool = False, formato: Element | None = None) -> Element:
        altro = {"datastylename": formato} if formato is not None else {}
        stile = style.Style(name=nome, family="table-cell", **altro)
        stile.addElement(style.TableCellProperties(wrapoption="wrap", verticalalign="top"))
        if grassetto:
            stile.addElement(style.TextProperties(fontweight="bold"))
        self.documento.automaticstyles.addElement(stile)
        return stile

    def _formato_testo(self) -> Element:
        """What is typed stays text: "007", "30/06/2026"."""
        formato = number.TextStyle(name="solo-testo")
        formato.addElement(number.TextContent())
        self.documento.automaticstyles.addElement(formato)
        return formato

    def _formato_giorno(self) -> Element:
        formato = number.DateStyle(name="giorno-italiano")
        formato.addElement(number.Day(style="long"))
        formato.addElement(number.Text(text="/"))
        formato.addElement(number.Month(style="long"))
        formato.addElement(number.Text(text="/"))
        formato.addElement(number.Year(style="long"))
        self.documento.automaticstyles.addElement(formato)
        return formato


def regole(documento: OpenDocumentSpreadsheet, pagine: Sequence[Pagina]) -> dict[tuple[str, int], str]:
    """Adds what the columns take to the document; answers the rule's name by (sheet, column number from 0)."""
    nomi: dict[tuple[str, int], str] = {}
    elenco = table.ContentValidations()
    for pagina in pagine:
        for colonna, vincolo in enumerate(pagina.vincoli):
            condizione = _condizione(vincolo, pagine) if vincolo else ""
            if vincolo and condizione:
                nomi[pagina.modello.nome, colonna] = nome = f"regola{len(nomi) + 1}"
                elenco.addElement(_regola(nome, condizione, vincolo, pagina))
    if nomi:
        documento.spreadsheet.addElement(elenco)
    return nomi


def _regola(nome: str, condizione: str, vincolo: Vincolo, pagina: Pagina) -> Element:
    base = f"'{pagina.modello.nome}'.A1"
    regola = table.ContentValidation(
        name=nome, condition=condizione, allowemptycell="true", displaylist="unsorted", basecelladdress=base
    )
    regola.addElement(table.ErrorMessage(display="true", messagetype="stop" if vincolo.severo else "warning"))
    return regola


def _condizione(vincolo: Vincolo, pagine: Sequence[Pagina]) -> str:
    if vincolo.valori:
        voci = ";".join(f'"{valore}"' for valore in vincolo.valori)
        return f"of:cell-content-is-in-list({voci})"
    if vincolo.foglio:
        area = _area(vincolo, pagine)
        return f"of:cell-content-is-in-list({area})" if area else ""
    if vincolo.tipo == "giorno":
        return "of:cell-content-is-date() and cell-content()>36525"
    tipo = "whole" if vincolo.tipo == "intero" else "decimal"
    limiti = f"{vincolo.minimo},{vincolo.massimo}"
    return f"of:cell-content-is-{tipo}-number() and cell-content-is-between({limiti})"


def _area(vincolo: Vincolo, pagine: Sequence[Pagina]) -> str:
    for pagina in pagine:
        if pagina.modello.nome == vincolo.foglio and vincolo.campo in pagina.campi:
            lettera = chr(65 + pagina.campi.index(vincolo.campo))
            return f"[$'{vincolo.foglio}'.${lettera}$2:.${lettera}${RIGHE_CON_VINCOLO}]"
    return ""


def blocca_intestazioni(documento: OpenDocumentSpreadsheet, pagine: Sequence[Pagina]) -> None:
    """The first row of every sheet stays in sight."""
    tabelle = config.ConfigItemMapNamed(name="Tables")
    for pagina in pagine:
        voce = config.ConfigItemMapEntry(name=pagina.modello.nome)
        for nome, tipo, valore in (
            ("VerticalSplitMode", "short", "2"),
            ("VerticalSplitPosition", "int", "1"),
            ("PositionBottom", "int", "1"),
        ):
            elemento = config.ConfigItem(name=nome, type=tipo)
            elemento.addText(valore)
            voce.addElement(elemento)
        tabelle.addElement(voce)
    vista = config.ConfigItemMapEntry()
    vista.addElement(tabelle)
    viste = config.ConfigItemMapIndexed(name="Views")
    viste.addElement(vista)
    insieme = config.ConfigItemSet(name="ooo:view-settings")
    insieme.addElement(viste)
    documento.settings.addElement(insieme)
