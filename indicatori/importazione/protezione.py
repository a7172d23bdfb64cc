"""Characters that a cell cannot hold, or that a reader of cells leaves out, written so that they come back.

A text is stored as it is, blanks at its ends and control characters included. A cell is trimmed when it is read, and
XML has no way to write most control characters. Export writes those as "_x0009_" (its code in hexadecimal), the
notation of xlsx, in every format; import reads it back. Of a text that already says "_x0009_" the first sign becomes
"_x005F_".
"""

from __future__ import annotations

import re
import sys

# Controls, and the code points that Unicode keeps for no character: not every library writes those.
_ULTIMI = "".join(chr((piano << 16) + fine) for piano in range(17) for fine in (0xFFFE, 0xFFFF))
_DA_PROTEGGERE = re.compile(rf"_(?=x[0-9A-F]{{4}})|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef{_ULTIMI}]")
_PROTETTO = re.compile(r"_x([0-9A-F]{4,6})_")


def proteggi(testo: str, anche: str = "") -> str:
    """The text as a cell can hold it: it needs no trimming, and no sign of `anche` stands in it."""
    corpo = testo.strip()
    inizio = testo.find(corpo) if corpo else len(testo)
    protetto = _DA_PROTEGGERE.sub(_nota, corpo)
    for segno in anche:
        protetto = protetto.replace(segno, _scrivi(segno))
    coda = testo[inizio + len(corpo) :]
    return "".join(map(_scrivi, testo[:inizio])) + protetto + "".join(map(_scrivi, coda))


def libera(testo: str) -> str:
    """The inverse of `proteggi`. Codes of no character that a text may hold (NUL, half a pair) stay as they are."""
    return _PROTETTO.sub(_leggi, testo) if "_x" in testo else testo


def _nota(trovato: re.Match[str]) -> str:
    return _scrivi(trovato[0])


def _scrivi(carattere: str) -> str:
    return f"_x{ord(carattere):04X}_"


def _leggi(trovato: re.Match[str]) -> str:
    numero = int(trovato[1], 16)
    return trovato[0] if numero == 0 or 0xD800 <= numero <= 0xDFFF or numero > sys.maxunicode else chr(numero)
