"""The title of a plan and its years, from the lines that stand outside the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.testi import ripulisci

_TRIENNIO = re.compile(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b")
_LUNGHEZZA = 400


def e_titolo_di_piano(riga: Riga) -> bool:
    """A line that begins with "Piano" and says its years, as a cover or the head of each page does."""
    if len(riga.celle) != 1:
        return False
    testo = ripulisci(riga.testi[0])
    return bool(re.match(r"piano\b", testo, re.I)) and len(testo) <= _LUNGHEZZA and triennio_in(testo) is not None


def triennio_in(testo: str) -> int | None:
    """The first year of a three-year period written "2023/2025" or "2023-2025"."""
    for trovato in _TRIENNIO.finditer(testo):
        if int(trovato[2]) - int(trovato[1]) == 2:
            return int(trovato[1])
    return None


def titolo_di(righe: Iterable[Riga]) -> tuple[str, int | None]:
    """The fullest title and its first year; a title in capitals is written as a sentence."""
    testi = [ripulisci(riga.testi[0]) for riga in righe]
    titolo = max(testi, key=len, default="")
    return (titolo.capitalize() if titolo.isupper() else titolo), triennio_in(titolo)
