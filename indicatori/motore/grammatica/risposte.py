"""Answers that are a whole target: "SI", "NO", "SI/NO", "Fatto", "(on/off)", "Approvazione del Piano: SI"."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import FATTO, RISPOSTE_OPPOSTE

_SI = frozenset({"si", "si'"})
_SPUNTE = frozenset({"x", "✓", "✔", "on"})
_CHIUSURE, _PUNTI = frozenset({")", "."}), frozenset({".", "!"})
# every word that may begin an answer after the first place
INIZI_RISPOSTA = _SI | {risposta for coppia in RISPOSTE_OPPOSTE for risposta in coppia}


def leggi_risposta(c: Cursore, i: int) -> Nucleo | None:
    """The yes or no that starts at token `i`, or None. Only a bare "NO" asks that something be not done."""
    if i:
        return _alla_fine(c, i)
    if c.totale == 1 and c.chiavi[0] in _SPUNTE or _una_risposta(c):
        return _risposta(0, c.totale)
    if _opposte(c, 0):
        return _risposta(0, 3)
    if c.chiavi[1:3] == ("/", "non") and c.chiavi[3] == c.chiavi[0]:
        # "fatto/non fatto"
        return _risposta(0, 4)
    return _si_o_no(c) if c.chiavi[0] in _SI or c.chiavi[0] == "no" else None


def _risposta(primo: int, dopo: int, valore: int = 1) -> Nucleo:
    return Nucleo("boolean", primo, dopo, "=", Decimal(valore))


def _opposte(c: Cursore, i: int) -> bool:
    return c.chiavi[i + 1] == "/" and (c.chiavi[i], c.chiavi[i + 2]) in RISPOSTE_OPPOSTE


def _una_risposta(c: Cursore) -> bool:
    """ "Fatto", "Realizzato." """
    return c.chiavi[0] in FATTO and c.salta(1, _PUNTI) == c.totale


def _alla_fine(c: Cursore, i: int) -> Nucleo | None:
    """ "Documento approvato (SI/NO)", "Approvazione del Piano: SI": the last word of the text."""
    if c.chiavi[i - 1] not in (":", "("):
        return None
    opposte = _opposte(c, i)
    if not opposte and c.chiavi[i] not in _SI:
        return None
    dopo = c.salta(i + (3 if opposte else 1), _CHIUSURE)
    return _risposta(i, dopo) if dopo == c.totale else None


def _si_o_no(c: Cursore) -> Nucleo | None:
    """ "SI", "Sì, con relazione", "si entro giugno"; not "Si prevede", "no profit"."""
    j = c.salta(1, _PUNTI)
    prossimo, scritto = c.posti[j], c.posti[0].testo
    pieno = scritto.isupper() or "ì" in scritto.lower()
    if j >= c.totale or prossimo.tipo is not Tipo.PAROLA or prossimo.maiuscolo or pieno or prossimo.chiave == "entro":
        return _risposta(0, 1, 0 if c.chiavi[0] == "no" else 1)
    return None
