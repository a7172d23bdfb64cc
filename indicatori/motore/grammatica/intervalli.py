"""Intervals: "tra 10 e 20", "80-90%", "±5%"; after a word of change, from a level to another."""

from __future__ import annotations

from dataclasses import replace

from indicatori.motore.grammatica.cursore import Cursore, Nucleo, Quantita
from indicatori.motore.grammatica.esclusioni import nome_prima
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import CALI, CRESCITE, ETA, PASSAGGI, TEMPI
from indicatori.motore.grammatica.quantita import leggi_quantita, leggi_unita

_DI_UN_ANNO = frozenset({"del", "nel"})
SEGNI = {"+": 1, "-": -1, "−": -1, "–": -1}
_ARTICOLI_E_LIMITI = frozenset({"il", "l'", "lo", "la", "i", "gli", "le", "un", "minimo", "massimo", "di"})
_PRIMO_ESTREMO = _ARTICOLI_E_LIMITI | {"tra", "fra"}
_MOVIMENTI = CRESCITE | CALI | PASSAGGI
_SECONDO_ESTREMO = _ARTICOLI_E_LIMITI | frozenset({"e", "ed", "a", "ad", "al", "all'", "ai", "agli", "alle"})


def leggi_intervallo(c: Cursore, i: int) -> Nucleo | None:
    """ "tra 10 e 20", "dal 60% al 75%", "10-20 incontri"; after a word of change, "from - to" is a rise or a fall."""
    if c.tipi[i] is Tipo.COPPIA or (c.tipi[i] is Tipo.FRAZIONE and c.chiavi[i + 1] in TEMPI):
        return leggi_coppia(c, i)
    chiave = c.chiavi[i]
    if chiave == "±":
        return _piu_o_meno(c, i)
    if chiave not in ("tra", "fra", "compreso", "compresa", "compresi", "da", "dal", "dall'"):
        return None
    j = c.salta(i + 1, _PRIMO_ESTREMO)
    primo = _estremo(c, j)
    if primo is None:
        return None
    dopo = primo.dopo + 2 if c.chiavi[primo.dopo] in _DI_UN_ANNO and c.posti[primo.dopo + 1].anno else primo.dopo
    k = c.salta(dopo, _SECONDO_ESTREMO)
    secondo = _estremo(c, k) if k > dopo else None
    if secondo is None or _non_e_intervallo(c, i, primo, secondo):
        return None
    if chiave.startswith("da") and (_verso_prima(c, i) or primo.valore > secondo.valore):
        return _passaggio(c, i, primo, secondo)
    return _tra(i, primo, secondo)


def _estremo(c: Cursore, i: int) -> Quantita | None:
    """An end of an interval; it may have a sign: "tra -5% e +5%"."""
    segno = SEGNI.get(c.chiavi[i])
    if segno is None:
        return leggi_quantita(c, i)
    quantita = leggi_quantita(c, i + 1)
    return replace(quantita, valore=quantita.valore * segno) if quantita else None


def _piu_o_meno(c: Cursore, i: int) -> Nucleo | None:
    """ "±5%" """
    quantita = leggi_quantita(c, i + 1) if c.chiavi[i] == "±" and c.numero(i - 1) is None else None
    if quantita is None:
        return None
    return Nucleo("range", i, quantita.dopo, None, -quantita.valore, quantita.valore, unita=quantita.unita)


def _non_e_intervallo(c: Cursore, i: int, primo: Quantita, secondo: Quantita) -> bool:
    unita = secondo.unita or primo.unita
    if unita is None and all(1990 <= q.valore <= 2100 for q in (primo, secondo)):
        return True
    return unita == "anni" or c.chiavi[i - 1] in ETA


def leggi_coppia(c: Cursore, i: int) -> Nucleo | None:
    gettone = c.posti[i]
    if gettone.valore is None or gettone.secondo is None or gettone.valore >= gettone.secondo:
        return None
    unita = leggi_unita(c, i + 1)
    primo = Quantita(gettone.valore, "%" if "%" in gettone.testo else None, i + 1)
    secondo = Quantita(gettone.secondo, unita[0], unita[1])
    if _non_e_intervallo(c, i, primo, secondo) or nome_prima(c, i):
        return None
    return _tra(i, primo, secondo)


def _tra(i: int, primo: Quantita, secondo: Quantita) -> Nucleo:
    unita = secondo.unita or primo.unita
    da, a = sorted([primo.valore, secondo.valore])
    return Nucleo("range", i, secondo.dopo, None, da, a, unita=unita)


def _verso_prima(c: Cursore, i: int) -> bool:
    vicine = {c.chiavi[k] for k in range(max(0, i - 8), i)}
    return bool(vicine & _MOVIMENTI)


def _passaggio(c: Cursore, i: int, primo: Quantita, secondo: Quantita) -> Nucleo:
    operatore = ">=" if secondo.valore >= primo.valore else "<="
    unita = secondo.unita or primo.unita
    return Nucleo("threshold", i, secondo.dopo, operatore, secondo.valore, unita=unita, base=primo.valore)
