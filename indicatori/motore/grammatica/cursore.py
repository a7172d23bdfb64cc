"""A view on the tokens for the parser: look, match words, say what stands before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicatori.motore.grammatica.gettoni import Gettone, Tipo

_NULLO = Gettone(Tipo.SIMBOLO, "", 0, "")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Cursore:
    """The tokens of one text and the year of its column."""

    testo: str
    gettoni: tuple[Gettone, ...]
    anno: int

    def __len__(self) -> int:
        return len(self.gettoni)

    def in_posto(self, i: int) -> Gettone:
        """The token at `i`; an empty one outside the text."""
        return self.gettoni[i] if 0 <= i < len(self.gettoni) else _NULLO

    def chiave(self, i: int) -> str:
        return self.in_posto(i).chiave

    def tipo(self, i: int) -> Tipo:
        return self.in_posto(i).tipo

    def numero(self, i: int) -> Decimal | None:
        """The value of the NUMERO at `i`, else None."""
        gettone = self.in_posto(i)
        return gettone.valore if gettone.tipo is Tipo.NUMERO else None

    def salta(self, i: int, chiavi: Iterable[str]) -> int:
        """The first place from `i` whose token is none of `chiavi`."""
        while i < len(self.gettoni) and self.chiave(i) in chiavi:
            i += 1
        return i

    def frase(self, i: int, frasi: Mapping[tuple[str, ...], str] | Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The longest of `frasi` that starts at `i`."""
        trovate = [frase for frase in frasi if all(self.chiave(i + k) == parola for k, parola in enumerate(frase))]
        return max(trovate, key=len, default=None)

    def fetta(self, primo: int, dopo: int) -> str:
        """The raw text of tokens [primo, dopo)."""
        if primo >= dopo:
            return ""
        return self.testo[self.in_posto(primo).inizio : self.in_posto(dopo - 1).fine]

    def attaccato(self, i: int) -> bool:
        """True when no white space separates token `i` from the next."""
        return self.in_posto(i).fine == self.in_posto(i + 1).inizio

    def comincia(self, i: int) -> bool:
        """True when token `i` begins the text, a line or a clause."""
        precedente = self.in_posto(i - 1)
        if precedente.chiave in ("-", "–", "—"):
            return not self.attaccato(i - 1) and not self.attaccato(i - 2)
        return i == 0 or precedente.tipo is Tipo.CAPO or precedente.chiave in (";", ":", "(", ".", ",")
