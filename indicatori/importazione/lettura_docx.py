"""docx to one sheet of text: its tables in the order of the document, the paragraphs between them as rows of one cell.

Read row by row from the document's XML: python-docx builds a tree of twelve to eighteen times the file, refuses .docm
and does not see tracked insertions (docs/decisioni/0007). Headers, footers, footnotes and comments are no part of the
plan and are not read; a tracked change is read as accepted; links are not followed, macros not even opened.
Runs in the child process of `processo.py`, after the guard.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from indicatori.importazione.fogli import MACRO, Foglio
from indicatori.importazione.guardia import COLONNE_MASSIME, DOCUMENTO_WORD, contiene_macro
from indicatori.importazione.lettura_docx_testi import TOLTI, attributo, nome, testo_di_paragrafi
from indicatori.importazione.testi_cella import pulisci
from indicatori.importazione.tetto import Tetto, TroppeCelle

FOGLIO_DOCX = "Documento"
_LUNGHEZZA_MINIMA = 2


def leggi_docx(contenuto: bytes) -> list[Foglio]:
    """One sheet named «Documento». Raises whatever the XML parser raises, and TroppeCelle."""
    lettura = Lettura()
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        nomi = archivio.namelist()
        parte = next(voce for voce in nomi if DOCUMENTO_WORD.fullmatch(voce.lower()))
        if contiene_macro(nomi):
            lettura.foglio.avvertenze.append(MACRO)
        with archivio.open(parte) as flusso:
            for evento, nodo in iterparse(flusso, events=("start", "end")):
                lettura.incontra(evento, nodo)
    return [lettura.foglio]


@dataclass(slots=True)
class Lettura:
    """Knows how deep in tables and in removed text the parser is; writes each row as soon as it is complete."""

    foglio: Foglio = field(default_factory=lambda: Foglio(FOGLIO_DOCX))
    tetto: Tetto = field(default_factory=Tetto)
    riga: int = 0
    _tabelle: int = 0
    _paragrafi: int = 0
    _tolti: int = 0
    _in_tabella: bool = False

    def incontra(self, evento: str, nodo: Element) -> None:
        genere, passo = nome(nodo), 1 if evento == "start" else -1
        if genere in TOLTI:
            self._tolti += passo
        elif genere == "tbl":
            self._tabelle += passo
        elif genere == "p":
            self._paragrafi += passo
        if evento == "end" and genere in ("p", "tr") and not self._tolti:
            self._finito(genere, nodo)

    def _finito(self, genere: str, nodo: Element) -> None:
        """A whole paragraph of the body, or a whole row of a table that stands in no other."""
        if self._paragrafi:
            return
        if genere == "tr" and self._tabelle == 1:
            self._righe_di_tabella(nodo)
        elif genere == "p" and not self._tabelle:
            self._paragrafo(nodo)
        else:
            return
        nodo.clear()

    def _paragrafo(self, nodo: Element) -> None:
        testo = pulisci(testo_di_paragrafi([nodo]))
        if testo:
            self._scrivi({1: testo}, in_tabella=False)

    def _righe_di_tabella(self, nodo: Element) -> None:
        celle, annidate = _celle(nodo)
        if celle:
            self._scrivi(celle, in_tabella=True)
        for tabella in annidate:
            for riga in _figli(tabella, "tr"):
                self._righe_di_tabella(riga)

    def _scrivi(self, celle: dict[int, str], *, in_tabella: bool) -> None:
        """On the next row; an empty one between a table and what is around it."""
        self.riga += 1 + (self.riga > 0 and in_tabella != self._in_tabella)
        self._in_tabella = in_tabella
        for colonna, testo in celle.items():
            self.tetto.conta(testo)
            self.foglio.scrivi(self.riga, colonna, testo)


def _celle(riga: Element) -> tuple[dict[int, str], list[Element]]:
    """The texts by column of the grid, a merged cell once, in its first place; and the tables inside the cells."""
    celle: dict[int, str] = {}
    annidate: list[Element] = []
    colonna = 1 + _intero(riga, "trPr", "gridBefore", 0)
    if _figlio(_figlio(riga, "trPr"), "del") is not None:
        return celle, annidate
    for cella in _figli(riga, "tc"):
        ampiezza = _intero(cella, "tcPr", "gridSpan", 1)
        if colonna + ampiezza > COLONNE_MASSIME:
            raise TroppeCelle
        if not _coperta(cella):
            testo = pulisci(testo_di_paragrafi(_contenuto(cella, annidate)))
            celle |= {colonna: testo} if testo else {}
        colonna += ampiezza
    return celle, annidate


def _coperta(cella: Element) -> bool:
    """Whether the cell above covers it, or a tracked change takes it away."""
    proprieta = _figlio(cella, "tcPr")
    unione = _figlio(proprieta, "vMerge")
    return _figlio(proprieta, "cellDel") is not None or (unione is not None and attributo(unione, "val") != "restart")


def _contenuto(cella: Element, annidate: list[Element]) -> Iterator[Element]:
    """The paragraphs of a cell. A table within it that has rows and columns is put aside, to be read as rows."""
    for nodo in _figli(cella, "p", "tbl"):
        if nome(nodo) == "p":
            yield nodo
        elif _e_una_tabella(nodo):
            annidate.append(nodo)
        else:
            for riga in _figli(nodo, "tr"):
                for interna in _figli(riga, "tc"):
                    yield from _contenuto(interna, annidate)


def _e_una_tabella(nodo: Element) -> bool:
    righe = list(_figli(nodo, "tr"))
    return len(righe) >= _LUNGHEZZA_MINIMA and any(len(list(_figli(riga, "tc"))) >= _LUNGHEZZA_MINIMA for riga in righe)


def _figli(nodo: Element, *generi: str) -> Iterator[Element]:
    """The children of those kinds, also within content controls, insertions and other wrappers."""
    for figlio in nodo:
        genere = nome(figlio)
        if genere in generi:
            yield figlio
        elif genere not in TOLTI and genere not in ("p", "tbl", "tr", "tc"):
            yield from _figli(figlio, *generi)


def _figlio(nodo: Element | None, genere: str) -> Element | None:
    return next((figlio for figlio in nodo if nome(figlio) == genere), None) if nodo is not None else None


def _intero(nodo: Element, proprieta: str, genere: str, altrimenti: int) -> int:
    """A whole number in the properties of a row or cell; never negative."""
    trovato = _figlio(_figlio(nodo, proprieta), genere)
    return max(altrimenti, int(attributo(trovato, "val") or altrimenti)) if trovato is not None else altrimenti
