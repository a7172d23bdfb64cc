"""Each target by itself: what the grammar found doubtful in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from indicatori.motore.condizioni import Avviso, Genere, Interpretazione
from indicatori.motore.controlli.rilievo import Rilievo, accorcia, avvertenza, informazione, luogo
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.grammatica import interpreta

_CODICI = {
    "T-QUOTA-OLTRE-100": "W-QUOTA-OLTRE-100",
    "T-DELTA-SENZA-BASELINE": "W-DELTA-SENZA-BASELINE",
    "T-SEGNAPOSTO": "W-SEGNAPOSTO",
    "T-UNITA-MANCANTE": "W-UNITA-MANCANTE",
    "T-BIMENSILE": "W-TERMINE-AMBIGUO",
    "T-PIU-MISURE": "W-PIU-MISURE",
    "T-QUALITATIVO": "W-QUALITATIVO",
    "T-DATA-FUORI-ANNO": "W-DATA-FUORI-ANNO",
    "T-DATA-INESISTENTE": "W-DATA-INESISTENTE",
    "T-SCADENZA-EVENTO": "W-SCADENZA-EVENTO",
    "T-TESTO-LUNGO": "W-TESTO-LUNGO",
    "T-NUMERO-NON-LETTO": "I-NUMERO-NON-LETTO",
}
_SPAZI = re.compile(r"[0-9] %|[<>≤≥=] [0-9]|[0-9] €")


def controlla_previsioni(piano: PianoDati) -> Iterator[Rilievo]:
    """Findings that concern one indicator's own targets."""
    for scheda in piano.schede:
        for indicatore in scheda.indicatori:
            yield from _indicatore(piano, scheda, indicatore)


def leggi(indicatore: IndicatoreDati, anno: int) -> Interpretazione:
    """The reading of one year's target, with the step's own term."""
    return _letta(indicatore.previsioni.get(anno, ""), anno, indicatore.termine)


@lru_cache(maxsize=4096)
def _letta(testo: str, anno: int, termine: date | None) -> Interpretazione:
    """Every check reads the same targets: each is interpreted once."""
    return interpreta(testo, anno, termine)


def _indicatore(piano: PianoDati, scheda: SchedaDati, indicatore: IndicatoreDati) -> Iterator[Rilievo]:
    testi = {anno: testo for anno, testo in sorted(indicatore.previsioni.items()) if testo.strip()}
    if not testi:
        yield avvertenza(
            "W-SENZA-TARGET", luogo(scheda, indicatore), "L'indicatore non ha valori attesi in nessun anno."
        )
    for anno, testo in testi.items():
        for avviso in leggi(indicatore, anno).avvisi:
            yield from _da_avviso(scheda, indicatore, anno, testo, avviso)
        if _SPAZI.search(testo):
            frase = f"«{accorcia(testo)}» ha spazi tra il numero e il suo segno."
            yield informazione("I-SPAZI", luogo(scheda, indicatore, anno), frase)
    yield from _senza_comparatore(scheda, indicatore, list(testi))
    yield from _nell_indicatore(piano, scheda, indicatore)


def _da_avviso(
    scheda: SchedaDati, indicatore: IndicatoreDati, anno: int, testo: str, avviso: Avviso
) -> Iterator[Rilievo]:
    codice = _CODICI.get(avviso.codice)
    if codice is None or (codice == "W-DELTA-SENZA-BASELINE" and _baseline_nota(indicatore)):
        return
    # a step's KPI is normally a deliverable, dated by its term
    if indicatore.termine and codice in ("W-QUALITATIVO", "I-NUMERO-NON-LETTO"):
        return
    dove, frase = luogo(scheda, indicatore, anno), f"{avviso.messaggio} Testo: «{accorcia(testo)}»."
    yield informazione(codice, dove, frase) if codice[0] == "I" else avvertenza(codice, dove, frase)


def _baseline_nota(indicatore: IndicatoreDati) -> bool:
    return any(carattere.isdigit() for carattere in indicatore.baseline)


def _senza_comparatore(scheda: SchedaDati, indicatore: IndicatoreDati, anni: list[int]) -> Iterator[Rilievo]:
    if indicatore.verso:
        return
    nudi = [anno for anno in anni if any(a.codice == "T-SENZA-COMPARATORE" for a in leggi(indicatore, anno).avvisi)]
    if nudi:
        elenco = ", ".join(map(str, nudi))
        frase = f"Il valore atteso ({elenco}) non dice se è un minimo o un massimo: conferma il verso dell'indicatore."
        yield informazione("I-SENZA-COMPARATORE", luogo(scheda, indicatore), frase)


def _nell_indicatore(piano: PianoDati, scheda: SchedaDati, indicatore: IndicatoreDati) -> Iterator[Rilievo]:
    """A comparator, a number of things or a date in the description, which the target then does not say."""
    for condizione in interpreta(indicatore.descrizione, piano.triennio[0]).condizioni:
        soglia = condizione.genere is Genere.SOGLIA and condizione.operatore is not None
        scadenza = condizione.genere is Genere.SCADENZA and condizione.data is not None
        if soglia or scadenza:
            frase = f"La descrizione contiene già un valore atteso: «{accorcia(indicatore.descrizione, 90)}»."
            yield avvertenza("W-SOGLIA-NELL-INDICATORE", luogo(scheda, indicatore), frase)
            return
