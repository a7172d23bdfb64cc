"""The template workbook as OpenDocument: one paragraph a line, typed numbers and days, lists, no formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from odf import table, text
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet

from indicatori.esportazione.archivio import senza_orario
from indicatori.esportazione.ods_stili import Stili, blocca_intestazioni, regole
from indicatori.esportazione.righe import Pagina, Valore
from indicatori.esportazione.vincoli import RIGHE_CON_VINCOLO

TIPO_ODS = "application/vnd.oasis.opendocument.spreadsheet"
# Spaces that a reader would make one, or none: several, and those at the ends of a line.
_SPAZI = re.compile(r"( {2,}|^ | $|\t)")


def in_ods(pagine: Sequence[Pagina]) -> bytes:
    """The workbook's bytes; the same pages give the same bytes."""
    documento = OpenDocumentSpreadsheet()
    stili = Stili(documento)
    nomi = regole(documento, pagine)
    for pagina in pagine:
        documento.spreadsheet.addElement(_foglio(pagina, stili, nomi))
    blocca_intestazioni(documento, pagine)
    uscita = io.BytesIO()
    documento.write(uscita)
    return senza_orario(uscita.getvalue())


def _foglio(pagina: Pagina, stili: Stili, nomi: dict[tuple[str, int], str]) -> Element:
    foglio = table.Table(name=pagina.modello.nome)
    vincoli = pagina.vincoli or (None,) * len(pagina.intestazioni)
    for larghezza, vincolo in zip(pagina.larghezze, vincoli, strict=True):
        colonna = table.TableColumn(stylename=stili.colonna(larghezza), defaultcellstylename=stili.di(vincolo))
        foglio.addElement(colonna)
    testa = table.TableRow()
    for titolo in pagina.intestazioni:
        testa.addElement(_cella(titolo, stili, stili.intestazione, ""))
    foglio.addElement(testa)
    delle_colonne = [nomi.get((pagina.modello.nome, numero), "") for numero in range(len(vincoli))]
    for valori in pagina.righe:
        riga = table.TableRow()
        for valore, vincolo, regola in zip(valori, vincoli, delle_colonne, strict=True):
            stile = stili.testo if isinstance(valore, str) and valore else stili.di(vincolo)
            riga.addElement(_cella(valore, stili, stile, regola))
        foglio.addElement(riga)
    if any(delle_colonne):
        foglio.addElement(_righe_da_compilare(pagina, stili, delle_colonne))
    return foglio


def _righe_da_compilare(pagina: Pagina, stili: Stili, regole_di_colonna: Sequence[str]) -> Element:
    """The empty rows below, which carry what their columns take."""
    riga = table.TableRow(numberrowsrepeated=max(200, RIGHE_CON_VINCOLO - len(pagina.righe)))
    for vincolo, regola in zip(pagina.vincoli, regole_di_colonna, strict=True):
        riga.addElement(_cella(None, stili, stili.di(vincolo), regola))
    return riga


def _cella(valore: Valore, stili: Stili, stile: Element, regola: str) -> Element:
    altro = {"contentvalidationname": regola} if regola else {}
    if valore is None or valore == "":
        return table.TableCell(stylename=stile, **altro)
    if isinstance(valore, date):
        cella = table.TableCell(valuetype="date", datevalue=valore.isoformat(), stylename=stili.giorno, **altro)
        return _con_testo(cella, f"{valore:%d/%m/%Y}")
    if isinstance(valore, int | Decimal):
        scritto = format(Decimal(valore).normalize(), "f")
        cella = table.TableCell(valuetype="float", value=scritto, stylename=stili.numero, **altro)
        return _con_testo(cella, scritto.replace(".", ","))
    return _con_testo(table.TableCell(valuetype="string", stylename=stile, **altro), valore)


def _con_testo(cella: Element, testo: str) -> Element:
    for linea in testo.split("\n"):
        paragrafo = text.P()
        for brano in _SPAZI.split(linea):
            if brano == "\t":
                paragrafo.addElement(text.Tab())
            elif brano and not brano.strip(" "):
                paragrafo.addElement(text.S(c=len(brano)))
            elif brano:
                paragrafo.addText(brano)
        cella.addElement(paragrafo)
    return cella
