"""What a text without a number and a date may still ask: a term of law, a change from the past, none at all."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.grammatica.confronti import FINE_DI_CLAUSOLA, anno_passato, dopo_il_passato
from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    CALI,
    CRESCITE,
    INVARIATI,
    LIVELLI,
    MANTENIMENTI,
    MIGLIORAMENTI,
    PREPOSIZIONI,
    PREPOSIZIONI_DI,
    QUALIFICHE_DI_TERMINE,
    STABILI,
    TEMPISTICHE,
    TERMINI,
)
from indicatori.motore.grammatica.scadenze import fine_frase

_INIZI = frozenset("entro nei nelle nel rispetto".split())
_VARIAZIONI = (CRESCITE | CALI) - MIGLIORAMENTI
# a longer sentence is not about one thing that changes
_PAROLE_MASSIME = 30
_NELL_ANNO = frozenset({"nel", "nell'", "del", "dell'"})
_RISPETTO_DI = PREPOSIZIONI_DI | {"rispetto"}


def leggi_senza_numeri(c: Cursore) -> Nucleo | None:
    """The only nucleus of a text in which nothing else could be measured, or None."""
    for i, chiave in enumerate(c.chiavi[: c.totale]):
        nucleo = None
        if chiave in _INIZI:
            nucleo = _termine(c, i)
        elif chiave in _VARIAZIONI and c.comincia(i):
            nucleo = _variazione(c, i, ">" if chiave in CRESCITE else "<")
        elif chiave in INVARIATI or chiave in STABILI:
            nucleo = _invariato(c, i)
        elif chiave in MANTENIMENTI and c.comincia(i):
            nucleo = _mantenimento(c, i)
        if nucleo:
            return nucleo
    return None


def _termine(c: Cursore, i: int) -> Nucleo | None:
    """ "entro i termini di legge", "nei termini": a deadline whose date the text does not say."""
    j = c.salta(i + 1, _RISPETTO_DI | ARTICOLI)
    if c.chiavi[j] not in TERMINI or (c.chiavi[j] in TEMPISTICHE and c.chiavi[i] not in ("entro", "nei")):
        # "rispetto dei tempi previsti" is a quality, not a day
        return None
    qualificato = _qualificato(c, j + 1)
    if c.chiavi[i] == "entro":
        nudo = c.chiavi[j] == "termini" or i == 0
    else:
        nudo = c.chiavi[i] == "nei" and c.chiavi[j] == "termini"
    if not qualificato and not (nudo and c.chiavi[j + 1] in FINE_DI_CLAUSOLA):
        return None
    fine = fine_frase(c, j + 1)
    return Nucleo("deadline", i, fine, "<=", etichetta=c.fetta(i, fine))


def _qualificato(c: Cursore, i: int) -> bool:
    """ "di legge", "previsti", "dalla normativa", "fissate dal regolamento"."""
    return c.chiavi[c.salta(i, PREPOSIZIONI)] in QUALIFICHE_DI_TERMINE


def _variazione(c: Cursore, i: int, operatore: str) -> Nucleo | None:
    """ "incremento degli iscritti rispetto all'anno precedente": more than nothing, less than nothing."""
    for k in range(i + 1, min(i + _PAROLE_MASSIME, c.totale)):
        if c.chiavi[k] in (";", "."):
            return None
        dopo = dopo_il_passato(c, k) if c.chiavi[k] == "rispetto" else 0
        if dopo:
            nome = c.fetta(c.salta(i + 1, PREPOSIZIONI_DI | ARTICOLI), k) or None
            return Nucleo("delta", i, dopo, operatore, Decimal(0), etichetta=nome)
    return None


def _mantenimento(c: Cursore, i: int) -> Nucleo | None:
    """ "mantenimento del numero di ore erogate nel 2023"; a service that began then is kept without being measured."""
    primo = c.salta(i + 1, PREPOSIZIONI_DI | ARTICOLI)
    if c.chiavi[primo] not in LIVELLI:
        return None
    for k in range(primo + 1, min(primo + _PAROLE_MASSIME, c.totale)):
        dopo = anno_passato(c, k + 1) if c.chiavi[k] in _NELL_ANNO else 0
        if dopo:
            return Nucleo("delta", i, dopo, None, Decimal(0), etichetta=c.fetta(primo, k))
    return None


def _invariato(c: Cursore, i: int) -> Nucleo | None:
    """ "invariato", "costante rispetto al 2023"; a service may be constant without being measured."""
    dopo = dopo_il_passato(c, i + 1) if c.chiavi[i + 1] == "rispetto" else 0
    if not dopo and (c.chiavi[i] not in INVARIATI or i + 1 < c.totale):
        return None
    return Nucleo("delta", i, dopo or i + 1, None, Decimal(0))
