"""The reading of a target: text in, conditions and doubts out (DESIGN.md 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from indicatori.motore.condizioni import Avviso, Condizione, Genere, Interpretazione
from indicatori.motore.grammatica.avvisi import avvisi_di
from indicatori.motore.grammatica.condizionatore import condizioni_di, qualitativa, rimandata
from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.etichette import disponi
from indicatori.motore.grammatica.gettoni import Tipo, in_gettoni
from indicatori.motore.grammatica.nuclei import BASE, assegna_basi, trova_nuclei
from indicatori.motore.grammatica.segmenti import Segmento
from indicatori.motore.memoria import ricordata

# longer than any target: not worth the time of a hostile cell
_LUNGHEZZA_MASSIMA = 10_000
_LUNGHEZZA_SOSPETTA = 2000


@ricordata
def interpreta(testo: str, anno: int, termine: date | None = None) -> Interpretazione:
    """What a target asks, as conditions in the order of the text. Never raises; what is not a measure becomes a label.

    `anno` is the year of the column: it tells years from counts and ends February. `termine` (document 003) becomes
    the first deadline, and a date of the text that repeats it is dropped.
    """
    if len(testo) > _LUNGHEZZA_MASSIMA:
        return _troppo_lungo(testo)
    c = Cursore(testo, in_gettoni(testo), anno)
    nuclei = trova_nuclei(c)
    condizioni = _condizioni(c, nuclei)
    if termine:
        prima = Condizione(Genere.SCADENZA, operatore="<=", data=termine.isoformat())
        condizioni = [prima, *(condizione for condizione in condizioni if not _ripete(condizione, termine))]
    avvisi = avvisi_di(c, nuclei, condizioni, termine)
    if len(testo) > _LUNGHEZZA_SOSPETTA:
        avvisi.append(Avviso("T-TESTO-LUNGO", "Il testo è molto lungo: controlla la lettura.", 0, len(testo)))
    return Interpretazione(tuple(condizioni), tuple(avvisi))


def _troppo_lungo(testo: str) -> Interpretazione:
    frase = "Il testo è troppo lungo per essere un valore atteso: non è stato interpretato."
    avviso = Avviso("T-TESTO-LUNGO", frase, 0, len(testo))
    return Interpretazione((qualitativa(testo.strip(), rinviata=False),), (avviso,))


def _condizioni(c: Cursore, tutti: list[Nucleo]) -> list[Condizione]:
    if rimandata(c, 0, c.totale):
        return [qualitativa(c.testo.strip(), rinviata=True)]
    nuclei = assegna_basi(tutti)
    if not nuclei:
        return _senza_misure(c, tutti)
    return condizioni_di(c, disponi(c, tutti, nuclei))


def _senza_misure(c: Cursore, tutti: list[Nucleo]) -> list[Condizione]:
    """One milestone for the whole text; several only where a year closes each ("Atlante 2030 Bilancio 2031")."""
    parti = [Segmento(0, c.totale)] if any(n.genere == BASE for n in tutti) else _chiuse_da_anno(c)
    testi = [" ".join(c.fetta(parte.primo, parte.dopo).split()) for parte in parti]
    return [qualitativa(testo, rinviata=False) for testo in testi if any(lettera.isalnum() for lettera in testo)]


def _chiuse_da_anno(c: Cursore) -> list[Segmento]:
    tagli = [i for i in range(1, c.totale) if _anno_finale(c, i - 1) and c.posti[i].maiuscolo]
    confini = [0, *tagli, c.totale]
    return [Segmento(primo, dopo) for primo, dopo in pairwise(confini)]


def _anno_finale(c: Cursore, i: int) -> bool:
    return c.tipi[i] is Tipo.NUMERO and len(c.chiavi[i]) == 4 and c.chiavi[i].isdigit()


def _ripete(condizione: Condizione, termine: date) -> bool:
    """True for a bare deadline of the text that says the same day as the Termine."""
    if condizione.genere is not Genere.SCADENZA or condizione.data is None:
        return False
    senza_nome = replace(condizione, etichetta=None) == condizione
    return senza_nome and condizione.data in (termine.isoformat(), termine.isoformat()[5:])
