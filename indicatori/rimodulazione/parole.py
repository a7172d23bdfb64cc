"""Two texts side by side, word by word: what left the first, what came into the second. Long ones by lines first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PAROLE = re.compile(r"\s+|\w+|[^\w\s]")
_RIGHE = re.compile(r"[^\n]*\n+|[^\n]+")
# Matching costs the square: with more words the lines are matched first, with more lines the texts are shown whole.
PAROLE_MASSIME = 3000


@dataclass(frozen=True, slots=True)
class Pezzo:
    testo: str
    cambia: bool


@dataclass(frozen=True, slots=True)
class Affiancati:
    """The pieces of each text joined again give the text."""

    prima: tuple[Pezzo, ...]
    dopo: tuple[Pezzo, ...]


def affianca(prima: str, dopo: str) -> Affiancati:
    """A text that is wholly new, or wholly gone, is one changed piece."""
    if prima == dopo:
        return Affiancati(_uno(prima, cambia=False), _uno(dopo, cambia=False))
    for pezzi in (_PAROLE, _RIGHE):
        vecchi, nuovi = pezzi.findall(prima), pezzi.findall(dopo)
        if vecchi and nuovi and len(vecchi) + len(nuovi) <= PAROLE_MASSIME:
            return _affianca(vecchi, nuovi, per_righe=pezzi is _RIGHE)
    return Affiancati(_uno(prima, cambia=True), _uno(dopo, cambia=True))


def _affianca(vecchi: list[str], nuovi: list[str], *, per_righe: bool) -> Affiancati:
    """Lines that took the place of others are matched again, word by word, where they are few enough."""
    a: list[Pezzo] = []
    b: list[Pezzo] = []
    for esito, da, fino, da_b, fino_b in SequenceMatcher(None, vecchi, nuovi, autojunk=False).get_opcodes():
        prima, dopo, cambia = "".join(vecchi[da:fino]), "".join(nuovi[da_b:fino_b]), esito != "equal"
        if per_righe and esito == "replace" and len(_PAROLE.findall(prima + dopo)) <= PAROLE_MASSIME:
            parole = affianca(prima, dopo)
            a += parole.prima
            b += parole.dopo
        else:
            a += _uno(prima, cambia=cambia)
            b += _uno(dopo, cambia=cambia)
    return Affiancati(tuple(a), tuple(b))


def _uno(testo: str, *, cambia: bool) -> tuple[Pezzo, ...]:
    return (Pezzo(testo, cambia),) if testo else ()
