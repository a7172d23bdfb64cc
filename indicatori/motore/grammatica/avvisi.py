"""What is doubtful in a target's text. Codes are stable; sentences are for the person who confirms the reading.

| code | when |
|---|---|
| T-VUOTO | no text |
| T-SENZA-COMPARATORE | a threshold without "almeno", "massimo"...: the direction of the indicator decides |
| T-BIMENSILE | "bimensile" is twice a month; often "bimestrale" was meant |
| T-QUOTA-OLTRE-100 | a share above 100 %, or strictly more than 100 % |
| T-DELTA-SENZA-BASELINE | a change without the value it starts from |
| T-SEGNAPOSTO | the target is still to be defined |
| T-QUALITATIVO | no number and no date: done or not done |
| T-DATA-FUORI-ANNO | a date in another year than the column's |
| T-DATA-INESISTENTE | a date that is not in the calendar |
| T-SCADENZA-EVENTO | a deadline tied to an event or to a term of law, without a date |
| T-UNITA-MANCANTE | an amount with cents and no currency: read as euro |
| T-PIU-MISURE | several measures in one cell |
| T-RAPPORTO | a part of a whole ("2/3 dei comuni"): read as so many out of so many |
| T-PERIODO | a period ("dal 1/1 al 30/6"): not a deadline |
| T-TESTO-LUNGO | more than 2000 characters: read, but hardly a target; more than 10,000: not read |
| T-NUMERO-NON-LETTO | a number that became part of a label |
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from indicatori.motore.condizioni import Avviso, Condizione, Genere
from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.gettoni import Gettone, Tipo
from indicatori.motore.grammatica.giorni import leggi_data
from indicatori.motore.grammatica.lessico import MESI, PREPOSIZIONI_DI
from indicatori.motore.numeri import formatta_numero, leggi_numero, percentuale_breve
from indicatori.motore.valori import segnaposto

_BIMENSILI = frozenset({"bimensile", "bimensili", "bimensilmente"})
_INIZI_PERIODO = frozenset({"dal", "dall'", "da"})
_NUMERICI = frozenset({Tipo.NUMERO, Tipo.FRAZIONE, Tipo.COPPIA, Tipo.DATA})
_INIZIO, _PRIMO = attrgetter("inizio"), attrgetter("primo")
_MISURE = (Genere.SOGLIA, Genere.INTERVALLO, Genere.DELTA, Genere.FREQUENZA)


def avvisi_di(c: Cursore, nuclei: list[Nucleo], condizioni: list[Condizione], termine: date | None) -> list[Avviso]:
    """The doubts about a reading, in the order of the text."""
    if not c.gettoni:
        return [] if termine else [Avviso("T-VUOTO", "La previsione è vuota.")]
    trovati = [
        *_su_nuclei(c, nuclei, condizioni),
        *_su_condizioni(c, condizioni),
        *_su_gettoni(c, nuclei),
    ]
    return sorted(trovati, key=_INIZIO) if len(trovati) > 1 else trovati


def _avviso(c: Cursore, nucleo: Nucleo, codice: str, messaggio: str) -> Avviso:
    inizio, fine = c.posti[nucleo.primo].inizio, c.posti[nucleo.dopo - 1].fine
    return Avviso(codice, messaggio, inizio, fine)


def _su_nuclei(c: Cursore, nuclei: list[Nucleo], condizioni: list[Condizione]) -> Iterator[Avviso]:
    # a shared comparator or a word of change may have given one since
    senza_comparatore = {k.valore for k in condizioni if k.genere is Genere.SOGLIA and k.operatore is None}
    for nucleo in nuclei:
        if nucleo.genere == "threshold":
            yield from _su_soglia(c, nucleo, senza_comparatore)
        elif nucleo.genere == "deadline":
            yield from _su_scadenza(c, nucleo)
        if nucleo.unita and nucleo.unita[0] == "/" and c.chiavi[nucleo.dopo] in PREPOSIZIONI_DI:
            frase = f"«{_testo(c, nucleo)}» è letto come {_rapporto(nucleo)}: conferma."
            yield _avviso(c, nucleo, "T-RAPPORTO", frase)


def _su_soglia(c: Cursore, nucleo: Nucleo, senza_comparatore: set[Decimal | None]) -> Iterator[Avviso]:
    if nucleo.operatore is None and nucleo.valore in senza_comparatore:
        frase = f"«{_testo(c, nucleo)}» non dice se è un minimo o un massimo: decide il verso dell'indicatore."
        yield _avviso(c, nucleo, "T-SENZA-COMPARATORE", frase)
    if nucleo.unita_dedotta:
        frase = f"«{_testo(c, nucleo)}» non ha unità: è stato letto come importo in euro."
        yield _avviso(c, nucleo, "T-UNITA-MANCANTE", frase)
    if _oltre_cento(nucleo):
        frase = f"«{_testo(c, nucleo)}»: una quota non può superare il 100 %."
        yield _avviso(c, nucleo, "T-QUOTA-OLTRE-100", frase)


def _testo(c: Cursore, nucleo: Nucleo) -> str:
    return c.fetta(nucleo.primo, nucleo.dopo)


def _oltre_cento(nucleo: Nucleo) -> bool:
    if nucleo.unita != "%" or nucleo.valore is None:
        return False
    return nucleo.valore > 100 or (nucleo.valore == 100 and nucleo.operatore == ">")


def _rapporto(nucleo: Nucleo) -> str:
    """ "2 su 3 (66,67 %)"."""
    sotto = (nucleo.unita or "/1")[1:]
    sopra = nucleo.valore or Decimal(0)
    return f"{formatta_numero(sopra)} su {sotto} ({percentuale_breve(Fraction(sopra) / Fraction(leggi_numero(sotto)))})"


def _su_scadenza(c: Cursore, nucleo: Nucleo) -> Iterator[Avviso]:
    if nucleo.data is None:
        frase = f"«{_testo(c, nucleo)}» è una scadenza senza data: scrivi entro quale giorno."
        yield _avviso(c, nucleo, "T-SCADENZA-EVENTO", frase)
    elif len(nucleo.data) > 5 and int(nucleo.data[:4]) != c.anno:
        frase = f"«{_testo(c, nucleo)}» non cade nel {c.anno}, l'anno della colonna."
        yield _avviso(c, nucleo, "T-DATA-FUORI-ANNO", frase)


def _su_condizioni(c: Cursore, condizioni: list[Condizione]) -> Iterator[Avviso]:
    fine = len(c.testo)
    for condizione in condizioni:
        if segnaposto(condizione):
            yield Avviso("T-SEGNAPOSTO", "La previsione è ancora da definire: non si potrà calcolare.", 0, fine)
        elif condizione.genere is Genere.QUALITATIVO:
            frase = f"«{condizione.etichetta}» non ha numero né data: sarà solo realizzato o non realizzato."
            yield Avviso("T-QUALITATIVO", frase, 0, fine)
        if condizione.genere is Genere.DELTA and condizione.base is None:
            yield Avviso("T-DELTA-SENZA-BASELINE", "La variazione non dice da quale valore si parte.", 0, fine)
    if sum(condizione.genere in _MISURE for condizione in condizioni) > 1:
        yield Avviso("T-PIU-MISURE", "La cella contiene più misure: saranno composte secondo il profilo.", 0, fine)


def _su_gettoni(c: Cursore, nuclei: list[Nucleo]) -> Iterator[Avviso]:
    for i, gettone in enumerate(c.gettoni):
        if gettone.tipo is Tipo.PAROLA:
            if gettone.chiave in _BIMENSILI:
                frase = "«Bimensile» vuol dire due volte al mese: forse si intendeva bimestrale?"
                yield Avviso("T-BIMENSILE", frase, gettone.inizio, gettone.fine)
            elif gettone.chiave in _INIZI_PERIODO and (fine := _fine_periodo(c, i)):
                frase = f"«{c.fetta(i, fine)}» è un periodo: non è stato letto come scadenza."
                yield Avviso("T-PERIODO", frase, gettone.inizio, c.posti[fine - 1].fine)
        elif gettone.tipo in _NUMERICI:
            yield from _su_numero(c, nuclei, i)


def _su_numero(c: Cursore, nuclei: list[Nucleo], i: int) -> Iterator[Avviso]:
    gettone = c.posti[i]
    if _data_impossibile(c, i):
        frase = f"«{gettone.testo}» non è un giorno del calendario."
        yield Avviso("T-DATA-INESISTENTE", frase, gettone.inizio, gettone.fine)
    elif _numero_perduto(c, gettone) and not _coperto(nuclei, i):
        frase = f"«{gettone.testo}» non è stato letto come valore atteso: fa parte della descrizione."
        yield Avviso("T-NUMERO-NON-LETTO", frase, gettone.inizio, gettone.fine)


def _coperto(nuclei: list[Nucleo], i: int) -> bool:
    """True when token `i` is part of a nucleus."""
    k = bisect_right(nuclei, i, key=_PRIMO)
    return k > 0 and i < nuclei[k - 1].dopo


def _fine_periodo(c: Cursore, i: int) -> int:
    """The place after "dal <date> al <date>" with "dal" at `i`, 0 when no such period stands there."""
    prima = leggi_data(c, i + 1)
    if not prima or c.chiavi[prima[1]] not in ("al", "all'", "a"):
        return 0
    seconda = leggi_data(c, prima[1] + 1)
    return seconda[1] if seconda else 0


def _data_impossibile(c: Cursore, i: int) -> bool:
    """30/02/2024, or "30 febbraio"."""
    con_mese = c.tipi[i] is Tipo.NUMERO and len(c.chiavi[i + 1]) > 3 and c.chiavi[i + 1] in MESI
    return (c.tipi[i] is Tipo.DATA or con_mese) and leggi_data(c, i) is None


def _numero_perduto(c: Cursore, gettone: Gettone) -> bool:
    if gettone.tipo is Tipo.NUMERO:
        return not (len(gettone.testo) == 4 and gettone.testo.isdigit() and abs(int(gettone.testo) - c.anno) <= 15)
    return gettone.tipo in (Tipo.FRAZIONE, Tipo.COPPIA)
