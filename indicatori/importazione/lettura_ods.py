"""ods to sheets of text, from its content.xml: value types, formulas and what the cell shows.

python-calamine would be quicker, but it turns formulas and error cells into blanks and "95%" into 0.95.
Runs in the child process of `processo.py`, after the guard.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from indicatori.importazione.fogli import MACRO, Foglio, indirizzo
from indicatori.importazione.guardia import COLONNE_MASSIME, contiene_macro
from indicatori.importazione.testi_cella import in_testo, pulisci
from indicatori.importazione.tetto import RIGHE_MASSIME, Tetto, TroppeCelle

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERRORI = ("#", "Err:")


def leggi_ods(contenuto: bytes) -> list[Foglio]:
    """Every sheet, hidden ones marked. Raises whatever the XML parser raises, and TroppeCelle."""
    lettura = Lettura()
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio, archivio.open("content.xml") as flusso:
        for evento, nodo in iterparse(flusso, events=("start", "end")):
            lettura.incontra(evento, nodo)
        if contiene_macro(archivio.namelist()):
            for foglio in [foglio for foglio in lettura.fogli if not foglio.nascosto][:1]:
                foglio.avvertenze.append(MACRO)
    return lettura.fogli


@dataclass(slots=True)
class Lettura:
    """Where the parser is: the sheets so far, the last row of the open one, the styles that hide a sheet."""

    fogli: list[Foglio] = field(default_factory=list)
    tetto: Tetto = field(default_factory=Tetto)
    riga: int = 0
    _nascondono: set[str] = field(default_factory=set)

    def incontra(self, evento: str, nodo: Element) -> None:
        if evento == "start" and nodo.tag == f"{_T}table":
            nascosto = nodo.get(f"{_T}style-name") in self._nascondono
            self.fogli.append(Foglio(pulisci(nodo.get(f"{_T}name") or ""), nascosto=nascosto))
            self.riga = 0
        elif evento == "end" and nodo.tag == f"{_T}table-row" and self.fogli:
            self.riga = _leggi_riga(self.fogli[-1], nodo, self.riga, self.tetto)
            nodo.clear()
        elif evento == "end" and nodo.tag == f"{_S}style" and _nasconde(nodo):
            self._nascondono.add(nodo.get(f"{_S}name") or "")


def _nasconde(stile: Element) -> bool:
    return any(figlio.get(f"{_T}display") == "false" for figlio in stile if figlio.tag == f"{_S}table-properties")


def _leggi_riga(foglio: Foglio, nodo: Element, riga: int, tetto: Tetto) -> int:
    """Adds the row (and its repetitions) after row number `riga`; answers the last row number."""
    volte = int(nodo.get(f"{_T}number-rows-repeated", "1"))
    celle = list(_celle(nodo))
    if celle:
        if riga + volte > RIGHE_MASSIME:
            raise TroppeCelle
        for numero in range(riga + 1, riga + volte + 1):
            for colonna, cella in celle:
                _aggiungi(foglio, numero, colonna, cella, tetto)
    return riga + volte


def _celle(nodo: Element) -> Iterator[tuple[int, Element]]:
    colonna = 0
    for cella in nodo:
        if cella.tag not in (f"{_T}table-cell", f"{_T}covered-table-cell"):
            continue
        volte = int(cella.get(f"{_T}number-columns-repeated", "1"))
        if cella.get(f"{_T}formula") or cella.get(f"{_O}value-type") or _mostrato(cella):
            if colonna + volte > COLONNE_MASSIME:
                raise TroppeCelle
            for posizione in range(colonna + 1, colonna + volte + 1):
                yield posizione, cella
        colonna += volte


def _aggiungi(foglio: Foglio, riga: int, colonna: int, cella: Element, tetto: Tetto) -> None:
    formula = cella.get(f"{_T}formula")
    mostrato = _mostrato(cella)
    if formula and mostrato.startswith(_ERRORI):
        foglio.anomalie.append((riga, colonna, "errore", mostrato[:80]))
        tetto.conta(mostrato)
        return
    testo = _testo(cella, mostrato)
    if formula:
        foglio.anomalie.append((riga, colonna, "calcolata" if testo else "formula", formula[:80]))
    tetto.conta(testo)
    foglio.scrivi(riga, colonna, testo)
    righe, colonne = (int(cella.get(f"{_T}number-{che}-spanned", "1")) for che in ("rows", "columns"))
    if righe > 1 or colonne > 1:
        fine = indirizzo(riga + righe - 1, colonna + colonne - 1)
        foglio.unite.append((riga, colonna, f"{indirizzo(riga, colonna)}:{fine}"))


def _testo(cella: Element, mostrato: str) -> str:
    tipo = cella.get(f"{_O}value-type", "string")
    giorno = cella.get(f"{_O}date-value", "")
    if tipo == "date" and len(giorno) >= 10 and giorno[10:] in ("", "T00:00:00"):
        return f"{giorno[8:10]}/{giorno[5:7]}/{giorno[:4]}"
    if tipo == "boolean":
        return "VERO" if cella.get(f"{_O}boolean-value") == "true" else "FALSO"
    valore = cella.get(f"{_O}value", "")
    if tipo == "float" and valore:
        return _numero(valore)
    if mostrato or not valore:
        return pulisci(mostrato)
    return in_testo(float(valore), "0.##%") if tipo == "percentage" else _numero(valore)


def _numero(valore: str) -> str:
    try:
        return in_testo(int(valore) if valore.lstrip("-").isdigit() else float(valore))
    except ValueError:
        return pulisci(valore)


def _mostrato(cella: Element) -> str:
    """The paragraphs of the cell, one a line; its comment is not part of what it says."""
    return "\n".join(_paragrafo(figlio) for figlio in cella if figlio.tag in (f"{_X}p", f"{_X}h"))


def _paragrafo(nodo: Element) -> str:
    parti = [nodo.text or ""]
    for figlio in nodo:
        if figlio.tag == f"{_X}s":
            parti.append(" " * min(int(figlio.get(f"{_X}c", "1")), 1000))
        elif figlio.tag == f"{_X}tab":
            parti.append("\t")
        elif figlio.tag == f"{_X}line-break":
            parti.append("\n")
        elif not figlio.tag.endswith("}annotation"):
            parti.append(_paragrafo(figlio))
        parti.append(figlio.tail or "")
    return "".join(parti)
