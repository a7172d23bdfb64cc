"""How often a year: "trimestrale", "2 volte l'anno", "ogni tre mesi", "con cadenza mensile"."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.grammatica.cursore import Cursore
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    CADENZA,
    CADENZE,
    NOMI_DI_DURATA,
    PERIODI,
    PERIODI_PLURALI,
    PREPOSIZIONI,
)
from indicatori.motore.numeri import leggi_numerale

_INTRODUZIONI_PERIODO = frozenset({"l'", "all'", "al", "alla", "a", "per", "/", "ogni", "ciascun", "ciascuna", "nell'"})
# deeper in a sentence an adjective names a thing, it does not ask for a rhythm
_PAROLE_MASSIME = 5

Volte = tuple[Decimal, int]


def leggi_cadenza(c: Cursore, i: int) -> Volte | None:
    """Times a year of the rhythm at token `i`, and the place after it."""
    return _aggettivo(c, i) or leggi_ogni(c, i)


def leggi_periodo(c: Cursore, i: int) -> Volte | None:
    """The period after a count: "l'anno", "al mese", "/anno", "a settimana"; times a year and the place after."""
    if c.chiavi[i] not in _INTRODUZIONI_PERIODO:
        return None
    volte = PERIODI.get(c.chiavi[i + 1])
    return (Decimal(volte), i + 2) if volte else None


def _aggettivo(c: Cursore, i: int) -> Volte | None:
    j = i
    if c.chiavi[i] in ("con", "a") and c.chiavi[i + 1] in CADENZA:
        j = i + 2
    elif c.chiavi[i] in CADENZA:
        j = i + 1
    j = j + 1 if j > i and c.chiavi[j] in ("almeno", "minima") else j
    volte = CADENZE.get(c.chiavi[j])
    if volte is None or (j == i and not _dice_il_ritmo(c, i)):
        return None
    return Decimal(volte), j + 1


def _dice_il_ritmo(c: Cursore, i: int) -> bool:
    """The adjective stands near the start of the text, beside a noun that recurs, outside parentheses."""
    if c.chiavi[i - 1] in NOMI_DI_DURATA or any(c.tipi[k] is Tipo.NUMERO for k in range(max(0, i - 3), i)):
        return False
    if c.chiavi[i - 1] in PREPOSIZIONI or c.tipi[i - 1] in (Tipo.CODICE, Tipo.ORDINALE):
        return False
    for k in range(i - 1, i - 1 - _PAROLE_MASSIME, -1):
        if k < 0 or c.tipi[k] is Tipo.CAPO:
            return True
        if c.chiavi[k] in (";", "("):
            return False
    return False


def leggi_ogni(c: Cursore, i: int) -> Volte | None:
    """ "ogni mese", "ogni due settimane"; times a year and the place after."""
    if c.chiavi[i] not in ("ogni", "ciascun") or c.chiavi[i - 1] == "media":
        # "80 utenti in media ogni mese"
        return None
    if c.chiavi[i + 1] in ("anno", "mese", "settimana", "trimestre", "semestre", "quadrimestre", "bimestre"):
        return Decimal(PERIODI[c.chiavi[i + 1]]), i + 2
    numerale = leggi_numerale(c.chiavi[i + 1]) if c.tipi[i + 1] is Tipo.PAROLA else None
    quanti = c.numero(i + 1) if numerale is None else Decimal(numerale)
    volte = PERIODI_PLURALI.get(c.chiavi[i + 2])
    if not quanti or not volte or quanti % 1 or quanti > volte:
        return None
    intere = (volte * 2 + int(quanti)) // (2 * int(quanti))
    return Decimal(intere), i + 3
