"""Whose are the words around a nucleus: its label before it, its label after it, or a condition of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.lessico import PREPOSIZIONI
from indicatori.motore.grammatica.nuclei import BASE
from indicatori.motore.grammatica.segmenti import (
    Segmento,
    comincia_con_azione,
    congiunto,
    dividi,
    minuscolo,
    sospeso,
    sospeso_definito,
)

_NIENTE: frozenset[int] = frozenset()
_NUMERICI = ("threshold", "range", "delta", "frequency")


@dataclass(slots=True)
class Posto:
    """A nucleus with the items given to it; `coordinato` when it goes on with the one before ("2 ... e 3 ...")."""

    nucleo: Nucleo
    prima: Segmento | None = None
    dopo: Segmento | None = None
    coordinato: bool = False

    @property
    def numerico(self) -> bool:
        """True for a nucleus that may be followed by the thing it counts."""
        return self.nucleo.genere in _NUMERICI and not (self.nucleo.unita or "").startswith("/")


@dataclass(slots=True)
class Disposizione:
    """Every nucleus with its items, and the items left to themselves."""

    posti: list[Posto]
    liberi: list[Segmento] = field(default_factory=list)


def disponi(c: Cursore, tutti: list[Nucleo], nuclei: list[Nucleo]) -> Disposizione:
    """Give every word of the text to one of `nuclei` (not empty) or to itself. `tutti` includes the baselines too."""
    saltati = _NIENTE
    if len(tutti) > len(nuclei):
        saltati = frozenset(i for n in tutti if n.genere == BASE for i in range(n.primo, n.dopo))
    d = Disposizione([Posto(nucleo) for nucleo in nuclei])
    _prima_di_tutto(c, d, dividi(c, 0, d.posti[0].nucleo.primo, saltati))
    in_coda = dividi(c, d.posti[-1].nucleo.dopo, c.totale, saltati)
    for a, b in pairwise(d.posti):
        _tra_due(c, d, a, b, dividi(c, a.nucleo.dopo, b.nucleo.primo, saltati), code=bool(in_coda))
    _dopo_tutto(c, d, in_coda)
    for posto in d.posti:
        _stacca(c, d, posto)
    return d


def _prima_di_tutto(c: Cursore, d: Disposizione, segmenti: list[Segmento]) -> None:
    if segmenti:
        d.posti[0].prima = segmenti[-1]
        d.liberi += segmenti[:-1]


def _dopo_tutto(c: Cursore, d: Disposizione, segmenti: list[Segmento]) -> None:
    ultimo = d.posti[-1]
    if segmenti and _accetta_dopo(c, ultimo, segmenti[0]):
        ultimo.dopo = segmenti[0]
        segmenti = segmenti[1:]
    d.liberi += segmenti


def _accetta_dopo(c: Cursore, posto: Posto, s: Segmento) -> bool:
    ha_nome = posto.prima is not None and not sospeso(c, posto.prima)
    if (posto.nucleo.unita or "").startswith("/"):
        return minuscolo(c, s) and (not ha_nome or c.chiavi[s.primo] in PREPOSIZIONI)
    if posto.numerico or posto.nucleo.genere == "boolean":
        return minuscolo(c, s) or not ha_nome
    senza_nome = posto.nucleo.genere == "deadline" and not posto.nucleo.etichetta and not ha_nome
    return senza_nome and (minuscolo(c, s) or _due_punti(c, posto))


def _due_punti(c: Cursore, posto: Posto) -> bool:
    """ "entro giugno: bozza" """
    return c.chiavi[posto.nucleo.dopo] == ":"


def _tra_due(c: Cursore, d: Disposizione, a: Posto, b: Posto, segmenti: list[Segmento], *, code: bool) -> None:
    b.coordinato = c.chiavi[b.nucleo.primo - 1] in ("e", "ed", ",")
    if not segmenti:
        return
    if len(segmenti) > 1:
        if _accetta_dopo(c, a, segmenti[0]) and (a.numerico or segmenti[0].chiuso or _due_punti(c, a)):
            a.dopo, segmenti = segmenti[0], segmenti[1:]
        b.prima = segmenti[-1]
        d.liberi += segmenti[:-1]
        return
    unico = segmenti[0]
    virgola = _virgola(c, a, b, unico, code=code)
    if virgola:
        a.dopo, b.prima = Segmento(unico.primo, virgola), Segmento(virgola + 1, unico.dopo, unico.chiuso)
        return
    if a.nucleo.genere == "deadline" and a.prima is None and _segue_la_data(c, a, b, unico, code=code):
        a.dopo = unico
        return
    if _tocca_ad_a(c, a, b, unico, code=code):
        a.dopo = unico
        b.coordinato = b.coordinato or congiunto(c, unico)
    else:
        b.prima = unico


def _virgola(c: Cursore, a: Posto, b: Posto, s: Segmento, *, code: bool) -> int:
    """The comma that parts two names: "100 questionari somministrati, gradimento medio >= 4"; 0 when there is none."""
    if not a.numerico or a.prima is not None or not minuscolo(c, s) or not _senza_seguito(c, b, code=code):
        return 0
    if b.nucleo.genere not in _NUMERICI or b.nucleo.operatore is None:
        return 0
    virgole = [i for i in range(s.primo + 1, s.dopo - 1) if c.chiavi[i] == ","]
    return virgole[-1] if len(virgole) == 1 and c.chiavi[virgole[0] + 1] not in PREPOSIZIONI else 0


def _segue_la_data(c: Cursore, a: Posto, b: Posto, s: Segmento, *, code: bool) -> bool:
    """ "entro marzo: bozza; ...", or dates each followed by what is due: "entro marzo bozza, entro maggio testo"."""
    elenco = b.nucleo.genere == "deadline" and code and minuscolo(c, s)
    return s.chiuso or _due_punti(c, a) or elenco


def _tocca_ad_a(c: Cursore, a: Posto, b: Posto, s: Segmento, *, code: bool) -> bool:
    """Does the only item between two nuclei name the first (True) or announce the second?"""
    if not a.numerico:
        return a.nucleo.genere == "boolean" and minuscolo(c, s)
    con_nome = a.prima is not None and not sospeso(c, a.prima)
    if minuscolo(c, s):
        return not (con_nome and _senza_seguito(c, b, code=code) and not s.chiuso)
    if con_nome or sospeso(c, s):
        return False
    if b.nucleo.genere == "deadline":
        return a.nucleo.unita is None
    return a.nucleo.unita is None and not _senza_seguito(c, b, code=code)


def _senza_seguito(c: Cursore, b: Posto, *, code: bool) -> bool:
    """True when no word follows `b`, so that its label can only stand before it."""
    if not b.numerico:
        return True
    prossimo = c.posti[b.nucleo.dopo]
    return not code or not prossimo.testo[:1].isalpha()


def _stacca(c: Cursore, d: Disposizione, posto: Posto) -> None:
    """Words before a measure that has its own name, and begins anew, are a condition of their own."""
    s = posto.prima
    if s is None or posto.nucleo.genere == "boolean":
        return
    nuovo = c.posti[posto.nucleo.primo].maiuscolo or s.chiuso
    con_nome_proprio = posto.dopo is not None and nuovo and not sospeso(c, s)
    altra_riga = s.chiuso and comincia_con_azione(c, s) and posto.nucleo.operatore is None
    if posto.numerico and (con_nome_proprio or altra_riga):
        posto.prima = None
        d.liberi.append(s)


def definito(c: Cursore, posto: Posto) -> bool:
    """See `sospeso_definito`; only for a bare count."""
    return (
        posto.prima is not None
        and posto.nucleo.unita is None
        and posto.nucleo.operatore is None
        and posto.nucleo.genere == "threshold"
        and sospeso_definito(c, posto.prima)
    )
