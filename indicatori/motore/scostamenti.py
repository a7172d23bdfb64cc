"""Deviation of the actual from the planned value (LG DFP 2/2017: consuntivo - programmato; the sign is not merit)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.numeri import arrotonda
from indicatori.motore.valori import Valore, data_di, numero_di

_DECIMALI = 6


def variazione(c: Condizione, numero: Fraction, base: Decimal) -> Fraction | None:
    """Change of a delta's level against its base, in the unit of the delta; None when a relative one divides by 0."""
    differenza = numero - Fraction(base)
    if c.unita != "%":
        return differenza
    return differenza / Fraction(base) * 100 if base else None


def scostamento(c: Condizione, v: Valore, *, anno: int | None = None, base: Decimal | None = None) -> Decimal | None:
    """Consuntivo - programmato in the unit of the condition, in days for a deadline (positive is late).

    None when either side is missing. `anno` completes a date without year, `base` a delta without its own; in a
    range the nearer end counts, and 0 inside. Periodic results are rounded half up to six decimals.
    """
    if c.genere is Genere.SCADENZA:
        return _giorni(c, v, anno)
    numero = numero_di(c, v)
    if numero is None or c.valore is None:
        return None
    differenza = _differenza(c, numero, c.base if c.base is not None else base)
    return None if differenza is None else _compatto(differenza)


def _giorni(c: Condizione, v: Valore, anno: int | None) -> Decimal | None:
    if v.data is None or c.data is None or (anno is None and len(c.data) == 5):
        return None
    termine = data_di(c, anno or 0)
    return None if termine is None else Decimal((v.data - termine).days)


def _differenza(c: Condizione, numero: Fraction, base: Decimal | None) -> Fraction | None:
    soglia = Fraction(c.valore or 0)
    if c.genere is Genere.DELTA:
        reale = variazione(c, numero, base) if base is not None else None
        return None if reale is None else reale - soglia
    if c.genere is Genere.INTERVALLO and c.valore_max is not None:
        return min(numero - soglia, Fraction(0)) + max(numero - Fraction(c.valore_max), Fraction(0))
    return numero - soglia


def _compatto(valore: Fraction) -> Decimal:
    numero = arrotonda(valore, _DECIMALI)
    return numero.quantize(Decimal(1)) if numero == numero.to_integral_value() else numero.normalize()
