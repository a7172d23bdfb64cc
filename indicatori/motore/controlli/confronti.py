"""Targets against their baseline, their other years and the steps beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.controlli.previsioni import leggi
from indicatori.motore.controlli.rilievo import Rilievo, accorcia, avvertenza, luogo
from indicatori.motore.descrizione import descrivi_quantita
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.grammatica import interpreta
from indicatori.motore.verso import indovina_verso

_CONFRONTABILI = (Genere.SOGLIA, Genere.FREQUENZA, Genere.DELTA)


def controlla_confronti(piano: PianoDati) -> Iterator[Rilievo]:
    """Findings that need two targets, or a target and a baseline."""
    for scheda in piano.schede:
        for indicatore in scheda.indicatori:
            anni = [anno for anno, testo in sorted(indicatore.previsioni.items()) if testo.strip()]
            yield from _contro_baseline(scheda, indicatore, anni)
            for prima, dopo in pairwise(anni):
                yield from _meno_ambizioso(scheda, indicatore, prima, dopo)
            yield from _comparatori_misti(scheda, indicatore, anni)
        yield from _kpi_ripetuti(scheda)


def baseline_di(indicatore: IndicatoreDati) -> Condizione | None:
    """The baseline as a number with its unit; None for "Non disponibile" and the like."""
    lette = interpreta(indicatore.baseline, 1900).condizioni
    numeri = [c for c in lette if c.genere is Genere.SOGLIA and c.valore is not None]
    return numeri[0] if len(numeri) == 1 else None


def _verso(indicatore: IndicatoreDati, anno: int) -> Verso:
    if indicatore.verso in tuple(Verso):
        return Verso(indicatore.verso)
    return indovina_verso(indicatore.descrizione, indicatore.previsioni[anno], indicatore.algoritmo, anno)


def _peggiore(nuovo: Decimal, vecchio: Decimal, verso: Verso) -> bool:
    return nuovo > vecchio if verso is Verso.DECRESCENTE else nuovo < vecchio


def _contro_baseline(scheda: SchedaDati, indicatore: IndicatoreDati, anni: list[int]) -> Iterator[Rilievo]:
    base = baseline_di(indicatore)
    if base is None or base.valore is None or not anni:
        return
    anno = anni[0]
    soglie = [c for c in leggi(indicatore, anno).condizioni if c.genere is Genere.SOGLIA]
    if len(soglie) != 1 or soglie[0].valore is None or soglie[0].unita != base.unita:
        return
    if _peggiore(soglie[0].valore, base.valore, _verso(indicatore, anno)):
        atteso, partenza = (descrivi_quantita(c.valore, c.unita) for c in (soglie[0], base))
        frase = f"Il valore atteso {atteso} è peggiore del valore di partenza {partenza}."
        yield avvertenza("W-PEGGIO-DI-BASELINE", luogo(scheda, indicatore, anno), frase)


def _meno_ambizioso(scheda: SchedaDati, indicatore: IndicatoreDati, prima: int, dopo: int) -> Iterator[Rilievo]:
    for vecchia, nuova in _corrispondenti(indicatore, prima, dopo):
        direzione = _direzione(vecchia, indicatore, prima)
        if _peggiore(nuova.valore or Decimal(0), vecchia.valore or Decimal(0), direzione):
            atteso, precedente = (descrivi_quantita(c.valore, c.unita) for c in (nuova, vecchia))
            frase = f"Nel {dopo} si chiede {atteso}, meno del {prima} ({precedente})."
            yield avvertenza("W-MENO-AMBIZIOSO", luogo(scheda, indicatore, dopo), frase)


def _direzione(condizione: Condizione, indicatore: IndicatoreDati, anno: int) -> Verso:
    if condizione.operatore in ("<", "<="):
        return Verso.DECRESCENTE
    return Verso.CRESCENTE if condizione.operatore in (">", ">=") else _verso(indicatore, anno)


def _corrispondenti(indicatore: IndicatoreDati, prima: int, dopo: int) -> list[tuple[Condizione, Condizione]]:
    """The measures of two years, paired by place when they have the same kinds and units."""
    vecchie, nuove = (
        [c for c in leggi(indicatore, anno).condizioni if c.genere in _CONFRONTABILI] for anno in (prima, dopo)
    )
    if [(c.genere, c.unita) for c in vecchie] != [(c.genere, c.unita) for c in nuove]:
        return []
    return list(zip(vecchie, nuove, strict=True))


def _comparatori_misti(scheda: SchedaDati, indicatore: IndicatoreDati, anni: list[int]) -> Iterator[Rilievo]:
    per_anno = {
        tuple(c.operatore for c in leggi(indicatore, anno).condizioni if c.genere is Genere.SOGLIA) for anno in anni
    }
    if len(per_anno) > 1 and any(operatore in (">", "<") for operatori in per_anno for operatore in operatori):
        celle = ", ".join(f"«{accorcia(indicatore.previsioni[anno], 30)}»" for anno in anni)
        frase = f"I valori attesi mescolano «più di» e «almeno»: {celle}."
        yield avvertenza("W-COMPARATORI-MISTI", luogo(scheda, indicatore), frase)


def _kpi_ripetuti(scheda: SchedaDati) -> Iterator[Rilievo]:
    passi = [indicatore for indicatore in scheda.indicatori if indicatore.termine]
    for prima, dopo in pairwise(passi):
        testo = _kpi(dopo)
        if testo and testo == _kpi(prima):
            frase = f"Lo step ha lo stesso KPI di quello prima ({prima.codice}): «{accorcia(testo)}»."
            yield avvertenza("W-KPI-RIPETUTO", luogo(scheda, dopo), frase)


def _kpi(indicatore: IndicatoreDati) -> str:
    return " ".join(" ".join(indicatore.previsioni.values()).split())
