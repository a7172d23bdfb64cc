"""What no font of ours can draw is printed by name, so that it neither disappears nor becomes an empty box."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rendicontazione.relazioni.caratteri import FILE, PESI
from rendicontazione.relazioni.composizione.caratteri_pdf import misure

# ASCII and Latin-1 but for the control characters: what nearly every text is made of.
_DA_GUARDARE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\xff]")
# They show nothing: soft hyphen, zero-width space and joiners, marks and isolates of direction.
_SENZA_SEGNO = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069")
# They only choose the look of the sign before them, or are bytes-order marks: left out.
_DA_TOGLIERE = re.compile("[\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
# They would print a text in another order than it is written in.
_RIORDINANO = frozenset("\u202a\u202b\u202c\u202d\u202e")


def stampabile(html: str) -> str:
    """The same HTML, with a name in square brackets for each character that cannot be printed: "[U+4E2D ...]"."""
    return _DA_GUARDARE.sub(lambda trovato: _detto(trovato[0]), html)


@cache
def _detto(segno: str) -> str:
    if segno in _SENZA_SEGNO:
        return segno
    if _DA_TOGLIERE.match(segno):
        return ""
    if segno not in _RIORDINANO and ord(segno) in _stampati():
        return segno
    nome = unicodedata.name(segno, "")
    return f"[U+{ord(segno):04X} {nome}]" if nome else f"[U+{ord(segno):04X}]"


@cache
def _stampati() -> frozenset[int]:
    """The code points that some font has whatever the weight."""
    in_ogni_peso = frozenset.intersection(*(frozenset(misure(file).mappa) for file in PESI.values()))
    return in_ogni_peso.union(*(misure(file).mappa for file in FILE if file not in PESI.values()))
