"""Text to tokens. Every character belongs to a token or is white space, so no text is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicatori.motore.numeri import leggi_numero


class Tipo(StrEnum):
    """What a token is."""

    PAROLA = "parola"
    NUMERO = "numero"
    FRAZIONE = "frazione"
    COPPIA = "coppia"
    DATA = "data"
    CODICE = "codice"
    ORDINALE = "ordinale"
    SIMBOLO = "simbolo"
    CAPO = "capo"
    CITAZIONE = "citazione"


@dataclass(slots=True)
class Gettone:
    """A token with its span. `valore` and `secondo` are the numbers of NUMERO, FRAZIONE (n/m) and COPPIA (n-m);
    `chiave` is the text in lower case without accents; `giorno` is (day, month, year) of a DATA.
    """

    tipo: Tipo
    testo: str
    inizio: int
    chiave: str
    valore: Decimal | None = None
    secondo: Decimal | None = None
    giorno: tuple[int, int, int] | None = None

    @property
    def fine(self) -> int:
        return self.inizio + len(self.testo)

    @property
    def anno(self) -> int | None:
        """The year that a bare number of four digits may be."""
        return int(self.testo) if self.tipo is Tipo.NUMERO and len(self.testo) == 4 and self.testo.isdigit() else None

    @property
    def sigla(self) -> bool:
        """True for an acronym of two to five letters: "PAI", "RdC"."""
        return 1 < len(self.testo) <= 5 and sum(map(str.isupper, self.testo)) > 1

    @property
    def maiuscolo(self) -> bool:
        """True for a word with a capital initial."""
        return self.tipo is Tipo.PAROLA and self.testo[:1].isupper()


# at most 15 digits a part: longer runs are codes
_CIFRE = "[0-9]{1,15}"
_MIGLIAIA = "[.'’\u00a0\u202f]"
_NUMERO = (
    rf"(?:[1-9][0-9]{{0,2}}(?:{_MIGLIAIA}[0-9]{{3}}){{1,4}}(?![0-9])(?:,{_CIFRE})?"
    rf"|{_CIFRE}[,.]{_CIFRE}(?!\.?[0-9])|{_CIFRE})"
)
_LETTERE = r"[^\W\d_]"
# the two commonest first, with the space before: a word that no digit follows (it would be a code), a plain sign
_SCANNER = re.compile(
    rf"""
    [^\S\n]?(?:
      (?P<parola>{_LETTERE}++(?!-?[0-9])(?:-{_LETTERE}+)*['’`]?)
    | (?P<simbolo>[^\w\s«<>=•·▪●◦‣])
    | (?P<capo>\n\s*|[•·▪●◦‣])
    | (?P<citazione>«[^«»\n]{{1,200}}»)
    | (?P<iso>(?<![\w/.-])[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![\w/]))
    | (?P<data>(?<![\w/])[0-9]{{1,2}}(?P<sep>[/.-])[0-9]{{1,2}}(?P=sep)(?:[0-9]{{4}}|[0-9]{{2}})(?![\w/]|[.,-][0-9]))
    | (?P<tempo>[0-9]+(?=(?:gg|h|ore|min|k|mila|mln|euro)\b))
    | (?P<codice>[0-9]{{16,}}|[0-9]*{_LETTERE}+(?:-?[0-9]+{_LETTERE}*)+(?:[.-][0-9]+)*
        |(?!{_NUMERO}(?![0-9.]))[0-9]+(?:\.[0-9]+){{2,}}|[0-9]+{_LETTERE}+[\w-]*)
    | (?P<ordinale>[0-9]+[°º^ª])
    | (?P<frazione>{_NUMERO}\s?/\s?{_NUMERO}(?![\w/]))
    | (?P<coppia>{_NUMERO}%?\s?[-–]\s?{_NUMERO}(?![\w/-]|\s?:))
    | (?P<numero>{_NUMERO})
    | (?P<segno>>=|<=|=>|=<|\S)
    )
    """,
    re.VERBOSE,
)


# no mark that combines with the letter before it has a lower code
_PRIMO_SEGNO = "\u0300"


def in_gettoni(testo: str) -> tuple[Gettone, ...]:
    """The tokens of a text, in order."""
    gettoni = []
    for trovato in _SCANNER.finditer(testo):
        nome = trovato.lastgroup or ""
        pezzo, inizio = trovato[nome], trovato.start(nome)
        tipo = _TIPI.get(nome)
        if tipo is None:
            gettoni.append(_COSTRUTTORI[nome](pezzo, inizio))
        else:
            gettoni.append(Gettone(tipo, pezzo, inizio, senza_accenti(pezzo)))
    return tuple(gettoni)


def senza_accenti(parola: str) -> str:
    """Lower case, plain letters, straight apostrophe."""
    if parola.isascii():
        return parola.lower().replace("`", "'")
    piana = unicodedata.normalize("NFD", parola.lower().replace("’", "'").replace("`", "'"))
    return "".join([lettera for lettera in piana if lettera < _PRIMO_SEGNO or not unicodedata.combining(lettera)])


def _numero(testo: str, inizio: int) -> Gettone:
    return Gettone(Tipo.NUMERO, testo, inizio, testo, Decimal(testo) if testo.isdigit() else leggi_numero(testo))


def _due_numeri(tipo: Tipo, testo: str, inizio: int) -> Gettone:
    primo, secondo = re.findall(_NUMERO, testo)
    return Gettone(tipo, testo, inizio, testo, leggi_numero(primo), leggi_numero(secondo))


def _frazione(testo: str, inizio: int) -> Gettone:
    return _due_numeri(Tipo.FRAZIONE, testo, inizio)


def _coppia(testo: str, inizio: int) -> Gettone:
    return _due_numeri(Tipo.COPPIA, testo, inizio)


def _data(testo: str, inizio: int) -> Gettone:
    giorno, mese, anno = (int(parte) for parte in re.split(r"[/.-]", testo))
    return Gettone(Tipo.DATA, testo, inizio, testo, giorno=(giorno, mese, anno + (2000 if anno < 100 else 0)))


def _iso(testo: str, inizio: int) -> Gettone:
    anno, mese, giorno = (int(parte) for parte in testo.split("-"))
    return Gettone(Tipo.DATA, testo, inizio, testo, giorno=(giorno, mese, anno))


_TIPI = {
    tipo.value: tipo for tipo in (Tipo.PAROLA, Tipo.CODICE, Tipo.ORDINALE, Tipo.SIMBOLO, Tipo.CAPO, Tipo.CITAZIONE)
} | {"segno": Tipo.SIMBOLO}
_COSTRUTTORI: dict[str, Callable[[str, int], Gettone]] = {
    "numero": _numero,
    "tempo": _numero,
    "frazione": _frazione,
    "coppia": _coppia,
    "data": _data,
    "sep": _data,
    "iso": _iso,
}
