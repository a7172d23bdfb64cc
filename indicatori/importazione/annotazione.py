"""The annotated workbook: what was uploaded, a comment on every cell with a finding, and a first sheet that lists all.

`python -m indicatori.importazione.annotazione FORMAT` is the child of `processo.py`: on standard input a line of JSON
(the file's name, the findings) and then the file, on standard output the xlsx. No Django, no database.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from indicatori.importazione.fogli import FOGLIO_RILIEVI, TITOLO_RILIEVI, Foglio, lettere
from indicatori.importazione.guardia import Formato
from indicatori.importazione.modello import foglio_di_nome
from indicatori.importazione.processo import esci, fogli_di, limita
from indicatori.importazione.rilievi import Gravita, Rilievo, in_ordine
from indicatori.importazione.testi_cella import pulisci

AUTORE = "pianoperf"
CELLE_ANNOTATE = 2_000
RIGHE_ELENCATE = 5_000
_PER_CELLA = 10
_TESTO = 1_000
_COME_FORMULA = ("=", "+", "-", "@", "\t")
_NOMI: dict[Gravita, str] = {"E": "Errore", "W": "Avviso", "I": "Informazione"}
_COLORI: dict[Gravita, str] = {"E": "F9D0D0", "W": "FFE8B8", "I": "D6E6F7"}
_INTESTAZIONI = (("Gravità", 14), ("Foglio", 20), ("Cella", 9), ("Che cosa non va", 70), ("Che cosa fare", 60),
                 ("Codice", 32))  # fmt: skip
_RIGA_INTESTAZIONI = 5
_INDIRIZZO = re.compile(r"([A-Z]{1,3})?([1-9][0-9]{0,6})")
_NON_NEI_NOMI = re.compile(r"[\[\]:*?/\\]")
_A_CAPO = Alignment(wrap_text=True, vertical="top")

PerCella = dict[tuple[Worksheet, str], list[Rilievo]]


def annota(contenuto: bytes, formato: Formato, nome: str, rilievi: Sequence[Rilievo]) -> bytes:
    """The xlsx to give back. An xlsx stays as it was, formulas included, without macros and links to other files; ods,
    docx and csv are converted, as texts. The file has passed the guard.

    At most CELLE_ANNOTATE comments and RIGHE_ELENCATE lines, errors first. Raises whatever the readers raise.
    """
    rilievi = in_ordine(list(rilievi))
    if formato is Formato.XLSX:
        libro, per_nome = _aperto(contenuto)
    else:
        libro, per_nome = _convertito(fogli_di(contenuto, formato, nome))
    per_cella = _per_cella(rilievi, per_nome)
    for (pagina, indirizzo), suoi in list(per_cella.items())[:CELLE_ANNOTATE]:
        _commenta(pagina[indirizzo], suoi)
    _elenca(libro, rilievi, per_cella, nome, convertito=formato is not Formato.XLSX)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def _aperto(contenuto: bytes) -> tuple[Workbook, dict[str, Worksheet]]:
    """The workbook as it was uploaded, without the annotations of an earlier time, and its sheets by name."""
    libro = load_workbook(io.BytesIO(contenuto), keep_links=False)
    _togli_annotazioni(libro)
    pagine = [pagina for pagina in libro.worksheets if isinstance(pagina, Worksheet)]
    return libro, {pagina.title.strip(): pagina for pagina in pagine}


def _convertito(fogli: list[Foglio]) -> tuple[Workbook, dict[str, Worksheet]]:
    """A workbook of the texts, and its sheets by the name they had. Formulas become the text that they were."""
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    per_nome: dict[str, Worksheet] = {}
    for foglio in fogli:
        # openpyxl makes the title unique; thirty-one characters are the most that Excel opens
        pagina = libro.create_sheet(_NON_NEI_NOMI.sub(" ", _scrivibile(foglio.nome, 28)).strip("' ") or "Foglio")
        per_nome.setdefault(foglio.nome, pagina)
        for riga, celle in foglio.righe.items():
            for colonna, testo in celle.items():
                _scrivi(pagina, riga, colonna, testo)
        for riga, colonna, genere, testo in foglio.anomalie:
            if genere != "calcolata":
                _scrivi(pagina, riga, colonna, testo)
        for colonna in {colonna for celle in foglio.righe.values() for colonna in celle}:
            pagina.column_dimensions[lettere(colonna)].width = 24
    return libro, per_nome


def _togli_annotazioni(libro: Workbook) -> None:
    """An annotated workbook that was corrected and uploaded again starts clean."""
    for pagina in libro.worksheets:
        if pagina["A1"].value == TITOLO_RILIEVI:
            libro.remove(pagina)
            continue
        for cella in list(pagina._cells.values()):
            if isinstance(cella, Cell) and cella.comment and cella.comment.author == AUTORE:
                cella.comment = None
                cella.fill = PatternFill()


def _per_cella(rilievi: Sequence[Rilievo], per_nome: dict[str, Worksheet]) -> PerCella:
    """Findings by cell, in their order; those of a whole sheet or plan, or of a sheet that is not there, left out."""
    per_modello: dict[str, Worksheet] = {}
    for nome, pagina in per_nome.items():
        if modello := foglio_di_nome(nome):
            per_modello.setdefault(modello.nome, pagina)
    per_cella: PerCella = defaultdict(list)
    for rilievo in rilievi:
        pagina_sua = per_nome.get(rilievo.foglio) or per_modello.get(rilievo.foglio)
        trovato = _INDIRIZZO.match(rilievo.cella)
        if pagina_sua is not None and trovato:
            per_cella[pagina_sua, _visibile(pagina_sua, f"{trovato[1] or 'A'}{trovato[2]}")].append(rilievo)
    return per_cella


def _visibile(pagina: Worksheet, indirizzo: str) -> str:
    """The address, or the first cell of the merged range that covers it."""
    if isinstance(pagina[indirizzo], MergedCell):
        for unione in pagina.merged_cells.ranges:
            if indirizzo in unione:
                return f"{lettere(unione.min_col)}{unione.min_row}"
    return indirizzo


def _commenta(cella: Cell, rilievi: Sequence[Rilievo]) -> None:
    testi = [_in_frase(rilievo) for rilievo in rilievi[:_PER_CELLA]]
    if len(rilievi) > _PER_CELLA:
        testi.append(f"E altri {len(rilievi) - _PER_CELLA}: vedi il foglio «{FOGLIO_RILIEVI}».")
    if cella.comment:
        testi.append(_scrivibile(cella.comment.text, _TESTO))
    testo = "\n\n".join(testi)
    righe = sum(len(riga) // 52 + 1 for riga in testo.split("\n"))
    cella.comment = Comment(testo, AUTORE, height=min(420, 22 + 17 * righe), width=360)
    cella.fill = PatternFill("solid", fgColor=_COLORI[rilievi[0].gravita])


def _in_frase(rilievo: Rilievo) -> str:
    righe = (f"{_NOMI[rilievo.gravita]} {rilievo.codice}", rilievo.messaggio, rilievo.rimedio)
    return "\n".join(_scrivibile(riga, _TESTO) for riga in righe if riga)


def _elenca(libro: Workbook, rilievi: Sequence[Rilievo], per_cella: PerCella, nome: str, *, convertito: bool) -> None:
    pagina = libro.create_sheet(FOGLIO_RILIEVI, 0)
    for riga, testo in enumerate((TITOLO_RILIEVI, *_spiegazioni(len(rilievi), nome, convertito)), start=1):
        _scrivi(pagina, riga, 1, testo).alignment = Alignment(vertical="top")
    pagina["A1"].font = Font(bold=True, size=14)
    for colonna, (titolo, larghezza) in enumerate(_INTESTAZIONI, start=1):
        _scrivi(pagina, _RIGA_INTESTAZIONI, colonna, titolo).font = Font(bold=True)
        pagina.column_dimensions[lettere(colonna)].width = larghezza
    pagina.freeze_panes = f"A{_RIGA_INTESTAZIONI + 1}"
    dove = {id(rilievo): posto for posto, suoi in per_cella.items() for rilievo in suoi}
    for riga, rilievo in enumerate(rilievi[:RIGHE_ELENCATE], start=_RIGA_INTESTAZIONI + 1):
        _elenca_uno(pagina, riga, rilievo, dove.get(id(rilievo)))
    for altra in libro.worksheets:
        altra.sheet_view.tabSelected = altra is pagina
    libro.active = 0


def _elenca_uno(pagina: Worksheet, riga: int, rilievo: Rilievo, posto: tuple[Worksheet, str] | None) -> None:
    valori = (_NOMI[rilievo.gravita], rilievo.foglio, rilievo.cella, rilievo.messaggio, rilievo.rimedio, rilievo.codice)
    for colonna, valore in enumerate(valori, start=1):
        cella = _scrivi(pagina, riga, colonna, _scrivibile(valore, _TESTO))
        if colonna == 1:
            cella.fill = PatternFill("solid", fgColor=_COLORI[rilievo.gravita])
        if colonna == 3 and posto is not None:
            titolo = posto[0].title.replace("'", "''")
            cella.hyperlink = Hyperlink(ref=cella.coordinate, location=f"'{titolo}'!{posto[1]}")
            cella.font = Font(color="0066CC", underline="single")


def _spiegazioni(quanti: int, nome: str, convertito: bool) -> tuple[str, str, str]:
    come = (
        "Il file caricato non era xlsx: i fogli seguenti ne sono una copia in xlsx, con i soli testi."
        if convertito
        else "I fogli seguenti sono quelli caricati, con un commento e un colore nelle celle da guardare."
    )
    tutti = "1 rilievo" if quanti == 1 else f"{quanti} rilievi"
    elenco = f"{tutti}: qui i primi {RIGHE_ELENCATE}." if quanti > RIGHE_ELENCATE else f"{tutti}."
    poi = "Correggi, salva e carica di nuovo questo stesso file: il foglio «Rilievi» e i commenti non vengono letti."
    return f"File: {_scrivibile(nome, 200)}. {elenco}", come, poi


def _scrivi(pagina: Worksheet, riga: int, colonna: int, testo: str) -> Cell:
    """Writes a text that no reader takes for a formula."""
    cella: Any = pagina.cell(riga, colonna)
    cella.value = _scrivibile(testo, 32_767)
    if testo:
        cella.data_type = "s"
        cella.number_format = "@"
    cella.alignment = _A_CAPO
    if testo.startswith(_COME_FORMULA):
        cella.quotePrefix = True
    return cella


def _scrivibile(testo: str, massimo: int) -> str:
    """The text as XML can hold it, cut with an ellipsis."""
    pulito = pulisci(testo.encode("utf-8", "replace").decode())
    return pulito if len(pulito) <= massimo else pulito[: massimo - 1] + "…"


def principale(formato: str) -> int:
    """The child: 0 and the workbook on standard output, or an exit code that says why not."""
    limita(scrive=True)
    with esci() as uscita:
        dati = json.loads(sys.stdin.buffer.readline())
        rilievi = [Rilievo(**rilievo) for rilievo in dati["rilievi"]]
        sys.stdout.buffer.write(annota(sys.stdin.buffer.read(), Formato(formato), dati["nome"], rilievi))
    return uscita.codice


if __name__ == "__main__":
    sys.exit(principale(sys.argv[1]))
