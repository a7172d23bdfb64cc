"""The scan: from left to right, every measure, date and yes/no of the text; what lies between are labels."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from indicatori.motore.grammatica.cursore import Cursore, Nucleo, frasario
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import BASI, LIVELLI
from indicatori.motore.grammatica.misure import INIZI_MISURA, leggi_misura
from indicatori.motore.grammatica.quantita import leggi_quantita
from indicatori.motore.grammatica.risposte import INIZI_RISPOSTA, leggi_risposta
from indicatori.motore.grammatica.scadenze import INIZI_DATA, consuntivo_al, leggi_scadenza, seguito
from indicatori.motore.grammatica.senza_numeri import leggi_senza_numeri

BASE = "base"
_BASI = frasario(dict.fromkeys(BASI, BASE))
_RISPETTO = frozenset("a al ai alle agli all' alla valore di baseline : ( pari".split())
_PARI = frozenset({"pari", "a"})
_PRIMA_DELLA_BASE = _PARI | {":", "=", "al", "di"}
_PRIMA_DELL_ANNO = _PRIMA_DELLA_BASE | {"del", "anno", "nel", "dell'"}
_PRIMA_DI_UN_ANNO = frozenset({"anno", "nel", "valore", "dato", "al"})
_PARENTESI = frozenset({")"})
_INIZI_BASE = frozenset(_BASI) | LIVELLI | {"(", "rispetto"}
_CHIAVI_INIZIALI = _INIZI_BASE | INIZI_RISPOSTA | {"al", "alla"} | INIZI_MISURA | INIZI_DATA
_PAROLE = frozenset({Tipo.PAROLA, Tipo.CODICE, Tipo.SIMBOLO, Tipo.CAPO, Tipo.CITAZIONE})


def trova_nuclei(c: Cursore) -> list[Nucleo]:
    """The nuclei in order, not overlapping. A baseline is a nucleus of genere BASE."""
    trovati: list[Nucleo] = []
    con_misura = False
    i, totale, chiavi, tipi = 0, c.totale, c.chiavi, c.tipi
    while i < totale:
        # most words begin nothing: one look tells
        inerte = i and chiavi[i] not in _CHIAVI_INIZIALI and tipi[i] in _PAROLE
        nucleo = None if inerte else _nucleo(c, i, con_misura)
        if nucleo is None:
            i += 1
        while nucleo is not None:
            trovati.append(nucleo)
            con_misura = con_misura or nucleo.valore is not None
            i = nucleo.dopo
            nucleo = seguito(c, nucleo) if nucleo.genere == "deadline" and nucleo.data else None
    return trovati or _ultimo_sguardo(c)


def _ultimo_sguardo(c: Cursore) -> list[Nucleo]:
    nucleo = leggi_senza_numeri(c)
    return [nucleo] if nucleo else []


def _nucleo(c: Cursore, i: int, con_misura: bool) -> Nucleo | None:
    chiave = c.chiavi[i]
    nucleo = _base(c, i) if chiave in _INIZI_BASE else None
    if nucleo is None and (not i or chiave in INIZI_RISPOSTA):
        nucleo = leggi_risposta(c, i)
    nucleo = nucleo or leggi_scadenza(c, i) or leggi_misura(c, i)
    if nucleo is None and (not i or con_misura):
        nucleo = consuntivo_al(c, i)
    return nucleo


def _base(c: Cursore, i: int) -> Nucleo | None:
    """ "(baseline 2021: 40)", "valore di partenza 12", "rispetto a 40", "(2021: 40)"."""
    return _base_nominata(c, i) or _base_rispetto(c, i) or _base_tra_parentesi(c, i)


def _base_nominata(c: Cursore, i: int) -> Nucleo | None:
    inizio = i + 1 if c.chiavi[i] == "(" else i
    trovata = c.frase(inizio, _BASI)
    if trovata is None:
        return _base_di_un_anno(c, i)
    j = c.salta(inizio + len(trovata[0]), _PRIMA_DELL_ANNO)
    if _anno(c, j) and (c.chiavi[j + 1] in (":", "=", "pari", "di") or c.numero(j + 1) is not None):
        j = c.salta(j + 1, _PRIMA_DELLA_BASE)
    return _con_parentesi(c, i, j)


def _base_di_un_anno(c: Cursore, i: int) -> Nucleo | None:
    """ "Valore 2021: 45" in the column of a later year."""
    anno = c.posti[i + 1].anno
    if not c.comincia(i) or c.chiavi[i] not in LIVELLI or anno is None or anno >= c.anno:
        return None
    return _con_parentesi(c, i, i + 3) if c.chiavi[i + 2] in (":", "=") else None


def _base_rispetto(c: Cursore, i: int) -> Nucleo | None:
    if c.chiavi[i] != "rispetto":
        return None
    j = c.salta(i + 1, _RISPETTO)
    if _anno(c, j):
        return _con_parentesi(c, i, c.salta(j + 2, _PARI)) if c.chiavi[j + 1] in ("(", ":") else None
    return None if j == i + 1 else _con_parentesi(c, i, j)


def _base_tra_parentesi(c: Cursore, i: int) -> Nucleo | None:
    if c.chiavi[i] != "(":
        return None
    partenza = leggi_quantita(c, i + 1)
    if partenza and c.chiavi[partenza.dopo] in ("nel", "del") and c.posti[partenza.dopo + 1].anno in _prima_del(c):
        dopo = c.salta(partenza.dopo + 2, _PARENTESI)
        return Nucleo(BASE, i, dopo, valore=partenza.valore, unita=partenza.unita)
    j = c.salta(i + 1, _PRIMA_DI_UN_ANNO)
    if not _anno(c, j) or c.chiavi[j + 1] not in (":", "="):
        return None
    return _con_parentesi(c, i, j + 2)


def _prima_del(c: Cursore) -> range:
    return range(c.anno - 15, c.anno)


def _con_parentesi(c: Cursore, i: int, j: int) -> Nucleo | None:
    quantita = leggi_quantita(c, j)
    if quantita is None:
        return None
    dopo = quantita.dopo + 1 if c.chiavi[quantita.dopo] == ")" else quantita.dopo
    return Nucleo(BASE, i, dopo, valore=quantita.valore, unita=quantita.unita)


def _anno(c: Cursore, i: int) -> bool:
    gettone = c.posti[i]
    return gettone.tipo is Tipo.NUMERO and len(gettone.testo) == 4 and gettone.testo[:2] in ("19", "20")


def assegna_basi(nuclei: list[Nucleo]) -> list[Nucleo]:
    """The baselines given to the measure before them (or, at the start, to the one after), in order."""
    finali: list[Nucleo] = []
    in_attesa: Decimal | None = None
    ultima = -1
    for nucleo in nuclei:
        if nucleo.genere != BASE:
            finali.append(replace(nucleo, base=in_attesa) if in_attesa is not None else nucleo)
            in_attesa = None
            ultima = len(finali) - 1 if nucleo.genere in ("threshold", "delta", "range") else ultima
        elif ultima >= 0:
            finali[ultima] = replace(finali[ultima], base=nucleo.valore)
        else:
            in_attesa = nucleo.valore
    return finali
