"""Italian numbers: reading, printing, rounding, numerals in words (DESIGN.md 3)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_LUNGHEZZA_MASSIMA = 40
_MIGLIAIA = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.'’ ][0-9]{3})+(?:,[0-9]+)?")
_SEMPLICE = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_SPAZI_FISSI = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ")
_MENI = dict.fromkeys(map(ord, "\u2212\u2013\u2010\u2011"), "-")

_UNITA = ("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_DA_DIECI = (
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
)
_DECINE = ("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def leggi_numero(testo: str) -> Decimal:
    """The number written the Italian way ("10.000,00", "7,5"; also "7.5").

    A dot followed by groups of three digits separates thousands. Raises ValueError with a sentence in Italian.
    """
    pulito = testo.translate(_SPAZI_FISSI).translate(_MENI).strip()
    if len(pulito) <= _LUNGHEZZA_MASSIMA:
        if _MIGLIAIA.fullmatch(pulito):
            return Decimal(re.sub(r"[.'’ ]", "", pulito).replace(",", "."))
        if _SEMPLICE.fullmatch(pulito):
            return Decimal(pulito.replace(",", "."))
    raise ValueError(f"«{testo.strip()[:40]}» non è un numero: scrivilo per esempio 1.500 oppure 7,5.")


def arrotonda(frazione: Fraction | Decimal | int, decimali: int) -> Decimal:
    """Rounded half up (away from zero at the half), as the plans print."""
    sopra, sotto = frazione.as_integer_ratio()
    intero = _in_interi(sopra, sotto, decimali)
    cifre = tuple(int(cifra) for cifra in str(intero))
    return Decimal((1 if sopra < 0 and intero else 0, cifre, -decimali))


def _in_interi(sopra: int, sotto: int, decimali: int) -> int:
    """The size of sopra/sotto in units of the last of `decimali` digits, rounded half up."""
    scala: int = 10**decimali
    return (2 * abs(sopra) * scala + sotto) // (2 * sotto)


def formatta_numero(valore: Decimal | Fraction | int, decimali: int | None = None) -> str:
    """Italian form: "10.000", "7,5". Without `decimali`, as many as the value has (a periodic fraction: two)."""
    sopra, sotto = valore.as_integer_ratio()
    if decimali is None:
        return _senza_zeri(_scritto(sopra, sotto, _decimali_di(sotto)))
    return _scritto(sopra, sotto, decimali)


def _scritto(sopra: int, sotto: int, decimali: int) -> str:
    intero = _in_interi(sopra, sotto, decimali)
    interi, resto = divmod(intero, 10**decimali)
    raggruppati = f"{interi:,}".replace(",", ".") if interi > 999 else str(interi)
    segno = "-" if sopra < 0 and intero else ""
    return f"{segno}{raggruppati},{resto:0{decimali}d}" if decimali else segno + raggruppati


def formatta_percentuale(frazione: Fraction | Decimal, decimali: int = 2) -> str:
    """A share of one as a percentage with fixed decimals: 5/6 is "83,33 %"."""
    sopra, sotto = frazione.as_integer_ratio()
    return _scritto(sopra * 100, sotto, decimali) + " %"


def percentuale_breve(frazione: Fraction) -> str:
    """As `formatta_percentuale`, without needless zeros: "100 %", "87,5 %"."""
    return _senza_zeri(_scritto(frazione.numerator * 100, frazione.denominator, 2)) + " %"


def _senza_zeri(testo: str) -> str:
    return testo.rstrip("0").rstrip(",") if "," in testo else testo


def _decimali_di(sotto: int) -> int:
    """The digits after the comma of a fraction in lowest terms over `sotto`; two for a periodic one."""
    if sotto == 1:
        return 0
    for decimali in range(1, 13):
        if 10**decimali % sotto == 0:
            return decimali
    return 2


def leggi_numerale(parola: str) -> int | None:
    """The value of a numeral in words from uno/una to mille, None when the word is not one."""
    return _NUMERALI.get(parola.lower().replace("é", "e").replace("è", "e"))


def _decine_in_lettere(numero: int) -> str:
    if numero < 10:
        return _UNITA[numero]
    if numero < 20:
        return _DA_DIECI[numero - 10]
    decina, unita = _DECINE[numero // 10], _UNITA[numero % 10]
    return (decina[:-1] if unita in ("uno", "otto") else decina) + unita


def _in_lettere(numero: int) -> str:
    centinaia, resto = divmod(numero, 100)
    if not centinaia:
        return _decine_in_lettere(numero)
    return ("" if centinaia == 1 else _UNITA[centinaia]) + "cento" + _decine_in_lettere(resto)


_NUMERALI: dict[str, int] = {_in_lettere(n): n for n in range(1, 1000)} | {"un": 1, "una": 1, "zero": 0, "mille": 1000}
NUMERALI = frozenset(_NUMERALI)
