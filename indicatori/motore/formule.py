"""The arithmetic of one number against one target (domain.md 2), without words.

Every function takes exact numbers in the same unit and returns a share of one before cap and rules.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

from indicatori.motore.condizioni import Condizione, Genere, Verso

UNO, ZERO = Fraction(1), Fraction(0)
# a strict target is never met at equality, however near
QUASI_UNO = Fraction(99, 100)

_CONFRONTI: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def operatore_effettivo(c: Condizione, verso: Verso | None) -> str:
    """The comparator of the text, or the one its direction implies; a share above 100 % cannot be asked: `>=`."""
    if c.operatore is None:
        return "<=" if verso is Verso.DECRESCENTE else ">="
    if c.operatore == ">" and c.genere is Genere.SOGLIA and c.unita == "%" and c.valore is not None and c.valore >= 100:
        return ">="
    return c.operatore


def soddisfa(valore: Fraction, operatore: str, soglia: Fraction) -> bool:
    """True when `valore operatore soglia` holds."""
    return _CONFRONTI[operatore](valore, soglia)


def grado_soglia(valore: Fraction, operatore: str, soglia: Fraction) -> Fraction:
    """Share reached of a threshold; above 1 when exceeded. A target of 0 or less is met or not, never a division.

    Beyond a maximum the share grows by what was spared of it, 2 - valore/soglia: a ratio would have no value at 0.
    """
    if soddisfa(valore, operatore, soglia):
        if operatore in ("<=", "<") and soglia > 0:
            return 2 - valore / soglia
        return max(UNO, _rapporto(valore, operatore, soglia))
    if soglia <= 0:
        return ZERO
    rapporto = _rapporto(valore, operatore, soglia)
    return min(rapporto, QUASI_UNO) if operatore in "<>" else rapporto


def _rapporto(valore: Fraction, operatore: str, soglia: Fraction) -> Fraction:
    if operatore == "=":
        return max(ZERO, 1 - abs(valore - soglia) / soglia) if soglia > 0 else ZERO
    sopra, sotto = (valore, soglia) if operatore in (">=", ">") else (soglia, valore)
    return max(ZERO, sopra / sotto) if sotto > 0 else ZERO


def grado_da_base(valore: Fraction, operatore: str, soglia: Fraction, base: Fraction) -> Fraction | None:
    """Share of the way from `base` to `soglia`; None where the target asks for no way in its own direction."""
    cresce = operatore in (">=", ">")
    if operatore == "=" or soglia == base or cresce is not (soglia > base):
        return None
    rapporto = max(ZERO, (valore - base) / (soglia - base))
    if soddisfa(valore, operatore, soglia):
        return rapporto
    return min(rapporto, QUASI_UNO) if operatore in "<>" else rapporto


def grado_intervallo(valore: Fraction, da: Fraction, a: Fraction) -> Fraction:
    """1 inside [da, a]; outside, the ratio to the nearest end."""
    if da <= valore <= a:
        return UNO
    return grado_soglia(valore, ">=", da) if valore < da else grado_soglia(valore, "<=", a)


def grado_variazione(variazione: Fraction, operatore: str, attesa: Fraction) -> Fraction:
    """Share reached of an expected change (both signed); in the wrong direction it is 0."""
    if soddisfa(variazione, operatore, attesa):
        return max(UNO, variazione / attesa) if _verso_naturale(operatore, attesa) else UNO
    if _verso_naturale(operatore, attesa):
        rapporto = max(ZERO, variazione / attesa)
        return min(rapporto, QUASI_UNO) if operatore in "<>" else rapporto
    return grado_soglia(variazione, operatore, attesa) if attesa > 0 else ZERO


def _verso_naturale(operatore: str, attesa: Fraction) -> bool:
    return (operatore in (">=", ">", "=") and attesa > 0) or (operatore in ("<=", "<", "=") and attesa < 0)


def grado_ritardo(giorni: int, tolleranza: int | None) -> Fraction:
    """A deadline missed by `giorni` days: 0, or the linear decay over `tolleranza` days."""
    if giorni <= 0:
        return UNO
    return max(ZERO, 1 - Fraction(giorni, tolleranza)) if tolleranza else ZERO
