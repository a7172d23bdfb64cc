"""The text of the paragraphs of a docx, as a person reads it with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

# Deleted or moved away by a tracked change, instructions of fields, twins for old programs, notes.
TOLTI = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "footnote", "endnote", "comment"}
)
_PROPRIETA = frozenset({"pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "tblGrid"})
_SEGNI = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "txbxContent": "\n"}
# Wingdings and Wingdings 2: ticks, crosses, boxes with them, bullets
_SIMBOLI = {
    "FC": "✓",
    "FB": "✗",
    "FE": "☑",
    "FD": "☒",
    "A8": "☐",
    "6F": "☐",
    "B7": "●",
    "6C": "●",
    "78": "☒",
    "52": "☑",
}


def nome(nodo: Element) -> str:
    """The name of a node without its namespace: transitional and strict documents differ in that only."""
    return nodo.tag.rpartition("}")[2] if isinstance(nodo.tag, str) else ""


def attributo(nodo: Element, cercato: str) -> str:
    return next((valore for chiave, valore in nodo.attrib.items() if chiave.rpartition("}")[2] == cercato), "")


def testo_di_paragrafi(paragrafi: Iterable[Element]) -> str:
    """One paragraph a line; one whose end was deleted goes on with the next."""
    testo = ""
    for paragrafo in paragrafi:
        testo += "".join(_parti(paragrafo)) + ("" if _senza_fine(paragrafo) else "\n")
    return testo.removesuffix("\n")


def _senza_fine(paragrafo: Element) -> bool:
    for genere in ("pPr", "rPr", "del"):
        trovato = next((figlio for figlio in paragrafo if nome(figlio) == genere), None)
        if trovato is None:
            return False
        paragrafo = trovato
    return True


def _parti(nodo: Element) -> Iterator[str]:
    for figlio in nodo:
        genere = nome(figlio)
        if genere == "t":
            yield figlio.text or ""
        elif genere == "br":
            yield "" if attributo(figlio, "type") in ("page", "column") else "\n"
        elif genere == "sym":
            yield _SIMBOLI.get(attributo(figlio, "char")[-2:].upper(), "")
        elif genere == "checkBox":
            yield _casella(figlio)
        elif genere not in TOLTI | _PROPRIETA and not _nascosto(figlio, genere):
            yield _SEGNI.get(genere, "")
            yield from _parti(figlio)


def _nascosto(nodo: Element, genere: str) -> bool:
    """A run of hidden text, which nobody sees on the page."""
    if genere != "r":
        return False
    proprieta = next((figlio for figlio in nodo if nome(figlio) == "rPr"), None)
    segno = next((figlio for figlio in proprieta if nome(figlio) == "vanish"), None) if proprieta is not None else None
    return segno is not None and attributo(segno, "val") not in ("0", "false", "off")


def _casella(nodo: Element) -> str:
    """A box of an old form: its state, or the one it begins with."""
    stati = {nome(figlio): attributo(figlio, "val") or "1" for figlio in nodo}
    return "☒" if stati.get("checked", stati.get("default", "0")) in ("1", "true", "on") else "☐"
