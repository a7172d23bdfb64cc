"""A view on the tokens for the parser: look, match words, say what stands before."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicatori.motore.grammatica.gettoni import Gettone, Tipo

_NULLO = Gettone(Tipo.SIMBOLO, "", 0, "")


@dataclass(slots=True)
class Nucleo:
    """A measure or a date found in the text, before its label is known; tokens [primo, dopo) are its own.

    `lista` marks a comparator followed by a colon, which the next counts share. `segno` is the direction of a
    change, +1 or -1. `etichetta` is set only where the label is part of the nucleus (an event).
    """

    genere: str
    primo: int
    dopo: int
    operatore: str | None = None
    valore: Decimal | None = None
    valore_max: Decimal | None = None
    unita: str | None = None
    data: str | None = None
    base: Decimal | None = None
    etichetta: str | None = None
    lista: bool = False
    unita_dedotta: bool = False


@dataclass(slots=True)
class Quantita:
    """A number in `unita`; tokens up to `dopo`. `dedotta` when the unit was told only by the cents."""

    valore: Decimal
    unita: str | None
    dopo: int
    dedotta: bool = False


# the places outside the text that a rule may look at: empty tokens, before the start too (negative indices)
_MARGINE = 24
_SALTO = 12
_VUOTI = (_NULLO,) * _MARGINE
_SENZA_CHIAVE = ("",) * _MARGINE
_SENZA_TIPO = (Tipo.SIMBOLO,) * _MARGINE

Frasario = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def frasario(frasi: Mapping[tuple[str, ...], str]) -> Frasario:
    """Phrases of several words by their first word, the longest first, each with its meaning."""
    per_inizio: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for frase in sorted(frasi, key=len, reverse=True):
        per_inizio.setdefault(frase[0], []).append((frase, frasi[frase]))
    return {inizio: tuple(voci) for inizio, voci in per_inizio.items()}


class Cursore:
    """The tokens of one text and the year of its column.

    `posti`, `chiavi` and `tipi` give the token at a place, its key and its type; a little outside the text, before
    it too (negative places), they give those of an empty token. `quantita` are those read so far, by place.
    """

    __slots__ = ("anno", "chiavi", "gettoni", "posti", "quantita", "testo", "tipi", "totale")

    def __init__(self, testo: str, gettoni: tuple[Gettone, ...], anno: int) -> None:
        self.testo, self.gettoni, self.anno, self.totale = testo, gettoni, anno, len(gettoni)
        self.quantita: dict[tuple[int, bool], Quantita | None] = {}
        self.posti = gettoni + _VUOTI
        self.chiavi = (*[gettone.chiave for gettone in gettoni], *_SENZA_CHIAVE)
        self.tipi = (*[gettone.tipo for gettone in gettoni], *_SENZA_TIPO)

    def numero(self, i: int) -> Decimal | None:
        """The value of the NUMERO at `i`, else None."""
        gettone = self.posti[i]
        return gettone.valore if gettone.tipo is Tipo.NUMERO else None

    def salta(self, i: int, chiavi: Container[str]) -> int:
        """The first place from `i` whose token is none of `chiavi`, at most a dozen further: no phrase is longer."""
        fine = min(i + _SALTO, self.totale)
        while i < fine and self.chiavi[i] in chiavi:
            i += 1
        return i

    def frase(self, i: int, frasi: Frasario) -> tuple[tuple[str, ...], str] | None:
        """The longest of `frasi` that starts at `i`, with its meaning."""
        for frase, senso in frasi.get(self.chiavi[i], ()):
            if len(frase) == 1 or self.chiavi[i : i + len(frase)] == frase:
                return frase, senso
        return None

    def fetta(self, primo: int, dopo: int) -> str:
        """The raw text of tokens [primo, dopo)."""
        if primo >= dopo:
            return ""
        return self.testo[self.posti[primo].inizio : self.posti[dopo - 1].fine]

    def attaccato(self, i: int) -> bool:
        """True when no white space separates token `i` from the next."""
        return self.posti[i].fine == self.posti[i + 1].inizio

    def comincia(self, i: int) -> bool:
        """True when token `i` begins the text, a line or a clause."""
        precedente = self.posti[i - 1]
        if precedente.chiave in ("-", "–", "—"):
            return not self.attaccato(i - 1) and not self.attaccato(i - 2)
        return i == 0 or precedente.tipo is Tipo.CAPO or precedente.chiave in (";", ":", "(", ".", ",")
