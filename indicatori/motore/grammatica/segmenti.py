"""The words between two nuclei, cut where a new item begins: a line break, a semicolon, a capital out of place."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.grammatica.cursore import Cursore
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    CONGIUNZIONI,
    CONTENITORI,
    DEFINITE,
    FINALI_DI_AZIONE,
    PREPOSIZIONI,
)

_BORDO = frozenset(",;:.-–—/*·+" + "«»\"'")
_BORDO_INIZIALE, _BORDO_FINALE = _BORDO | {")"}, _BORDO | {"("}
_PARENTESI = {"(": 1, ")": -1}
# "20 unità" counts, and does not say what
_MUTE = ARTICOLI | {"unita"}
_VIRGOLETTE = frozenset('"“”«»')
_LEGAMI = PREPOSIZIONI | ARTICOLI | CONGIUNZIONI | {"ogni", "ciascun", "ciascuno", "ciascuna", "singolo", "singola"}


@dataclass(slots=True)
class Segmento:
    """Tokens [primo, dopo) of one item; `chiuso` when a hard break ends it."""

    primo: int
    dopo: int
    chiuso: bool = False


def dividi(c: Cursore, primo: int, dopo: int, saltati: frozenset[int]) -> list[Segmento]:
    """The non-empty items of the tokens [primo, dopo), without those of `saltati`, edges cleaned of punctuation."""
    if primo >= dopo:
        return []
    grezzi: list[Segmento] = []
    inizio, aperte, virgolette = primo, 0, 0
    for i in range(primo, dopo):
        if i in saltati or _rottura(c, i):
            grezzi.append(Segmento(inizio, i, chiuso=True))
            inizio, aperte, virgolette = i + 1, 0, 0
            continue
        if i > inizio and not (aperte > 0 or virgolette % 2) and _ricomincia(c, i):
            grezzi.append(Segmento(inizio, i))
            inizio, aperte, virgolette = i, 0, 0
        chiave = c.chiavi[i]
        aperte += _PARENTESI.get(chiave, 0)
        virgolette += chiave in _VIRGOLETTE
    grezzi.append(Segmento(inizio, dopo))
    puliti = [pulito for grezzo in grezzi if (pulito := _pulisci(c, grezzo))]
    return _con_chiusure(grezzi, puliti)


def _con_chiusure(grezzi: list[Segmento], puliti: list[Segmento]) -> list[Segmento]:
    """A break at the very end of the gap closes the last item even when nothing follows it."""
    if puliti and len(grezzi) > 1 and puliti[-1].primo < grezzi[-1].primo and grezzi[-2].chiuso:
        ultimo = puliti[-1]
        return [*puliti[:-1], Segmento(ultimo.primo, ultimo.dopo, chiuso=True)]
    return puliti


def _rottura(c: Cursore, i: int) -> bool:
    gettone = c.posti[i]
    if gettone.tipo is Tipo.PAROLA:
        return False
    if gettone.tipo is Tipo.CAPO or gettone.chiave == ";":
        return True
    if gettone.chiave in ("-", "–", "—", "|") and not c.attaccato(i) and not c.attaccato(i - 1):
        return True
    # a full stop after a word in full; abbreviations are short
    return gettone.chiave == "." and c.posti[i + 1].maiuscolo and len(c.chiavi[i - 1]) > 5 and not c.attaccato(i)


def _ricomincia(c: Cursore, i: int) -> bool:
    """A capital in the middle that is neither a name after a preposition nor part of a name."""
    gettone, prima = c.posti[i], c.posti[i - 1]
    if (
        gettone.chiave == gettone.testo
        or not gettone.maiuscolo
        or gettone.testo.isupper()
        or gettone.sigla
        or prima.chiave in _LEGAMI
    ):
        return False
    if prima.chiave in CONTENITORI:
        return False
    if prima.tipo is Tipo.NUMERO and c.chiavi[i - 2] in _LEGAMI:
        # "in ciascuno dei 5 Comuni"
        return False
    if prima.tipo is not Tipo.PAROLA:
        return prima.tipo in (Tipo.NUMERO, Tipo.FRAZIONE) or prima.chiave == ")"
    return not prima.testo[:1].isupper() or _azione(gettone.chiave)


def _azione(parola: str) -> bool:
    return len(parola) > 7 and parola.endswith(FINALI_DI_AZIONE)


def comincia_con_azione(c: Cursore, segmento: Segmento) -> bool:
    """True when the item opens with the name of an action (attivazione, monitoraggio)."""
    return _azione(c.chiavi[segmento.primo])


def _pulisci(c: Cursore, s: Segmento) -> Segmento | None:
    primo, dopo = s.primo, s.dopo
    while primo < dopo and c.chiavi[primo] in _BORDO_INIZIALE:
        primo += 1
    while dopo > primo and _bordo_finale(c, dopo - 1):
        dopo -= 1
    if all(c.chiavi[i] in _MUTE for i in range(primo, dopo)):
        return None
    return Segmento(primo, dopo, s.chiuso)


def _bordo_finale(c: Cursore, i: int) -> bool:
    if c.chiavi[i] == ".":
        return c.tipi[i - 1] is not Tipo.PAROLA or len(c.chiavi[i - 1]) > 5
    return c.chiavi[i] in _BORDO_FINALE


def sospeso(c: Cursore, s: Segmento) -> bool:
    """True when the item ends on a preposition: it waits for the quantity that follows."""
    return c.chiavi[s.dopo - 1] in PREPOSIZIONI


def sospeso_definito(c: Cursore, s: Segmento) -> bool:
    """True for "Attuazione delle": the quantity is part of a known thing, so the words before it are its label."""
    return s.dopo - s.primo > 1 and c.chiavi[s.dopo - 1] in DEFINITE


def congiunto(c: Cursore, s: Segmento) -> bool:
    """True when the item ends on "e" or a comma, so the next quantity goes on with it."""
    return c.chiavi[s.dopo - 1] in ("e", "ed") or c.chiavi[s.dopo] == ","


def minuscolo(c: Cursore, s: Segmento) -> bool:
    """True when the item goes on with the sentence before it."""
    gettone = c.posti[s.primo]
    return not gettone.maiuscolo or gettone.sigla
