"""Two texts side by side, word by word: what left the first, what came into the second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PAROLE = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this the two texts are shown whole: nobody reads a page word by word, and matching costs the square.
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
    vecchie, nuove = _PAROLE.findall(prima), _PAROLE.findall(dopo)
    if not vecchie or not nuove or len(vecchie) + len(nuove) > PAROLE_MASSIME:
        return Affiancati(_uno(prima, cambia=True), _uno(dopo, cambia=True))
    a: list[Pezzo] = []
    b: list[Pezzo] = []
    for esito, da, fino, da_b, fino_b in SequenceMatcher(None, vecchie, nuove, autojunk=False).get_opcodes():
        cambia = esito != "equal"
        a += _uno("".join(vecchie[da:fino]), cambia=cambia)
        b += _uno("".join(nuove[da_b:fino_b]), cambia=cambia)
    return Affiancati(tuple(a), tuple(b))


def _uno(testo: str, *, cambia: bool) -> tuple[Pezzo, ...]:
    return (Pezzo(testo, cambia),) if testo else ()
