"""Whether a target was lowered when the plan was changed: the same year's target, before and after."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.condizioni import SEGNAPOSTO, Condizione, Genere, Verso
from indicatori.motore.documento import IndicatoreDati
from indicatori.motore.grammatica import interpreta
from indicatori.motore.valori import data_di
from indicatori.motore.verso import indovina_verso

_MISURE = (Genere.SOGLIA, Genere.FREQUENZA, Genere.DELTA)


def ribassato(prima: IndicatoreDati, dopo: IndicatoreDati, anno: int) -> bool | None:
    """True when the new target of the year asks for less, False when it does not, None when the engine cannot tell.

    A later deadline, a weaker measure and a target left to be defined ask for less. Conditions are paired by
    place: another number or other kinds of conditions cannot be told.
    """
    vecchie, nuove = (_lette(voce, anno) for voce in (prima, dopo))
    if not vecchie:
        return None
    if not nuove or any(c.sotto == SEGNAPOSTO for c in nuove):
        return not any(c.sotto == SEGNAPOSTO for c in vecchie)
    if [(c.genere, c.unita) for c in vecchie] != [(c.genere, c.unita) for c in nuove]:
        return None
    testo = prima.previsioni.get(anno, "")
    verso = Verso(prima.verso) if prima.verso else indovina_verso(prima.descrizione, testo, prima.algoritmo)
    esiti = [_meno(v, n, verso, anno) for v, n in zip(vecchie, nuove, strict=True)]
    if True in esiti:
        return True
    return None if None in esiti else False


def _lette(voce: IndicatoreDati, anno: int) -> tuple[Condizione, ...]:
    return interpreta(voce.previsioni.get(anno, ""), anno, voce.termine).condizioni


def _meno(prima: Condizione, dopo: Condizione, verso: Verso, anno: int) -> bool | None:
    if prima == dopo:
        return False
    if prima.genere is Genere.SCADENZA:
        vecchio, nuovo = (data_di(c, anno) for c in (prima, dopo))
        return None if vecchio is None or nuovo is None else nuovo > vecchio
    if prima.genere in _MISURE and prima.valore is not None and dopo.valore is not None:
        return _peggiore(dopo.valore, prima.valore, _direzione(prima, verso))
    return None


def _peggiore(nuovo: Decimal, vecchio: Decimal, verso: Verso) -> bool:
    return nuovo > vecchio if verso is Verso.DECRESCENTE else nuovo < vecchio


def _direzione(condizione: Condizione, verso: Verso) -> Verso:
    if condizione.operatore in ("<", "<="):
        return Verso.DECRESCENTE
    return Verso.CRESCENTE if condizione.operatore in (">", ">=") else verso
