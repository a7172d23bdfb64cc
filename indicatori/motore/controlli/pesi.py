"""Weights, incidences and terms of an objective-and-steps plan (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicatori.motore.controlli.rilievo import Rilievo, errore, luogo
from indicatori.motore.documento import PianoDati, SchedaDati
from indicatori.motore.numeri import formatta_numero

_CENTO = Decimal(100)


def controlla_pesi(piano: PianoDati) -> Iterator[Rilievo]:
    """Sums different from 100 and steps due outside the plan. Printed yearly columns are never checked: they round."""
    incidenze = [scheda.incidenza for scheda in piano.schede if scheda.incidenza is not None]
    totale = sum(incidenze, Decimal(0))
    if incidenze and totale != _CENTO:
        frase = f"Le incidenze degli obiettivi danno {formatta_numero(totale)}, non 100."
        yield errore("E-INCIDENZE-SOMMA", "Piano", frase)
    for scheda in piano.schede:
        yield from _pesi(scheda)
        yield from _termini(piano, scheda)


def _pesi(scheda: SchedaDati) -> Iterator[Rilievo]:
    pesi = [indicatore.peso for indicatore in scheda.indicatori if indicatore.peso is not None]
    totale = sum(pesi, Decimal(0))
    if pesi and totale != _CENTO:
        frase = f"I pesi degli step danno {formatta_numero(totale)}, non 100."
        yield errore("E-PESI-SOMMA", luogo(scheda), frase)


def _termini(piano: PianoDati, scheda: SchedaDati) -> Iterator[Rilievo]:
    for indicatore in scheda.indicatori:
        if indicatore.termine and indicatore.termine.year not in piano.triennio:
            frase = f"Il termine {indicatore.termine:%d/%m/%Y} non cade negli anni del piano."
            yield errore("E-TERMINE-FUORI-PIANO", luogo(scheda, indicatore), frase)
