"""Measures against something else: a whole ("7 comuni su 10"), the past ("il doppio", "5 in più"), nothing at all."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.grammatica.cursore import Cursore, Nucleo, Quantita
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    DIMOSTRATIVI,
    LIVELLI,
    MANTENIMENTI,
    MULTIPLI_DEL_PASSATO,
    NESSUNO,
    PASSATO,
    PREPOSIZIONI,
    PREPOSIZIONI_DI,
    PREVISTI,
)
from indicatori.motore.grammatica.quantita import leggi_quantita, leggi_unita
from indicatori.motore.numeri import formatta_numero, leggi_numerale

# how many words may name the thing counted before "su 10" or "in più"
_PAROLE_DEL_NOME = 3
_CENTO = Decimal(100)
_LEGAMI = PREPOSIZIONI_DI | ARTICOLI
_PRIMA_DI_UN_ANNO = _LEGAMI | {"nel", "nell'", "anno", "al"}
_PRIMA_DEL_PASSATO = ARTICOLI | {"pari", "a", "al", "all'", "valore"}
INIZI_CONFRONTO = NESSUNO | MANTENIMENTI | frozenset(MULTIPLI_DEL_PASSATO)
_DOPO_UN_MULTIPLO = _LEGAMI | {"", "rispetto", ".", ",", ";"}
_PERIODI_PASSATI = frozenset("anno esercizio triennio periodo mandato".split())
# "≥ 2023" is the level of that year; ten years ago it may be a count
_ANNI_RECENTI = 5
FINE_DI_CLAUSOLA = frozenset({"", ";", ",", ".", ")", "\n"})
_SU = frozenset({"su", "dei", "degli", "delle"})
_DOPO_UN_TOTALE = PREPOSIZIONI - frozenset({"su", "a", "per"}) | frozenset({"", "entro", "e", "ed"}) | PREVISTI


def leggi_confronto(c: Cursore, i: int) -> Nucleo | None:
    """What compares without a number of its own: "nessun reclamo", "raddoppio", "mantenimento del valore 2021"."""
    return _nessuno(c, i) or _multiplo(c, i, i, None) or _mantenimento(c, i)


def leggi_passato(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    """ "superiore al valore 2022", "non inferiore all'anno precedente": a change from the past, of nothing at least."""
    if operatore is None or c.chiavi[i] == "entro" or c.chiavi[i - 1] in ("volta", "volte"):
        return None
    k = c.salta(j, _PRIMA_DEL_PASSATO)
    dopo = anno_passato(c, k) or _livello_passato(c, k - 1 if c.chiavi[k - 1] == "valore" else k)
    return Nucleo("delta", i, dopo, operatore, Decimal(0)) if dopo else None


def dopo_il_passato(c: Cursore, i: int) -> int:
    """The place after "rispetto all'anno precedente" with "rispetto" at `i`, 0 when no past level follows it."""
    k = c.salta(i + 1, _PRIMA_DEL_PASSATO)
    return anno_passato(c, k) or _livello_passato(c, k - 1 if c.chiavi[k - 1] == "valore" else k)


def anno_passato(c: Cursore, i: int) -> int:
    """The place after "anno precedente", or after the bare number of a recent year that ends its clause; else 0."""
    if c.chiavi[i] in _PERIODI_PASSATI and c.chiavi[i + 1] in PASSATO:
        return i + 2
    anno = c.posti[i].anno
    recente = anno is not None and c.anno - _ANNI_RECENTI <= anno < c.anno
    return i + 1 if recente and c.chiavi[i + 1] in FINE_DI_CLAUSOLA else 0


def leggi_relativo(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    """ "almeno il doppio", "7 comuni su 10", "5 utenti in più": the comparator, if any, stands in [i, j)."""
    multiplo = _multiplo(c, i, j, operatore) if j > i else None
    if multiplo:
        return multiplo
    quantita = leggi_quantita(c, j)
    if quantita is None or c.tipi[j] is Tipo.FRAZIONE:
        return None
    return _su_un_totale(c, i, quantita, operatore) or _in_piu(c, i, quantita, operatore)


def nucleo_delta(i: int, quantita: Quantita, operatore: str | None, segno: int) -> Nucleo:
    """A change of `quantita` in the direction of `segno`: "at least" a fall of 10 is `<= -10`."""
    crescente = operatore or ">="
    capovolto = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "="}
    finale = crescente if segno > 0 else capovolto[crescente]
    return Nucleo("delta", i, quantita.dopo, finale, quantita.valore * segno, unita=quantita.unita)


def _nome(c: Cursore, i: int, parole: frozenset[str]) -> int | None:
    """The place of the first of `parole` after the one to three words that name a thing, None when there is none."""
    for k in range(i, min(i + _PAROLE_DEL_NOME + 1, c.totale)):
        if c.chiavi[k] in parole:
            return k
        if c.tipi[k] is not Tipo.PAROLA:
            return None
    return None


def _su_un_totale(c: Cursore, i: int, quantita: Quantita, operatore: str | None) -> Nucleo | None:
    """Only when nothing is counted after the second number: "2 incontri su 3 temi" is about the themes."""
    if quantita.unita:
        return None
    k = _nome(c, quantita.dopo, _SU)
    if k is None:
        return None
    totale = c.numero(k + 1) or leggi_numerale(c.chiavi[k + 1])
    if totale is None or totale < 2 or totale % 1 or quantita.valore > totale:
        return None
    contati = c.tipi[k + 2] is Tipo.PAROLA and c.chiavi[k + 2] not in _DOPO_UN_TOTALE
    if (contati and c.chiavi[k] == "su") or c.chiavi[k + 2] == "%" or leggi_unita(c, k + 2)[0]:
        return None
    dopo = k + 3 if c.chiavi[k + 2] in PREVISTI else k + 2
    nome, unita = c.fetta(quantita.dopo, k) or None, "/" + formatta_numero(totale).replace(".", "")
    return Nucleo("threshold", i, dopo, operatore, quantita.valore, unita=unita, etichetta=nome)


def _in_piu(c: Cursore, i: int, quantita: Quantita, operatore: str | None) -> Nucleo | None:
    """ "5 in più", "10% in meno", "3 posti letto in più"."""
    k = _nome(c, quantita.dopo, frozenset({"in"}))
    segno = 0 if k is None else {"piu": 1, "meno": -1}.get(c.chiavi[k + 1], 0)
    if k is None or not segno:
        return None
    delta = nucleo_delta(i, quantita, operatore, segno)
    return Nucleo(
        "delta",
        i,
        k + 2,
        delta.operatore,
        delta.valore,
        unita=quantita.unita,
        etichetta=c.fetta(quantita.dopo, k) or None,
    )


def _nessuno(c: Cursore, i: int) -> Nucleo | None:
    """ "Nessun reclamo", "zero reclami", "Reclami: nessuno": none at all, which is a threshold of 0."""
    if c.chiavi[i] not in NESSUNO or not c.comincia(i):
        return None
    if c.tipi[i + 1] is not Tipo.PAROLA and c.chiavi[i - 1] != ":":
        return None
    unita, dopo = leggi_unita(c, i + 1)
    return Nucleo("threshold", i, dopo, "=", Decimal(0), unita=unita)


def _multiplo(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    """ "il doppio degli iscritti", "raddoppio", "dimezzamento": a change in hundredths of the past."""
    percento = MULTIPLI_DEL_PASSATO.get(c.chiavi[j])
    if percento is None or not (operatore or c.comincia(j) or (c.chiavi[j - 1] in ARTICOLI and c.comincia(j - 1))):
        return None
    if c.chiavi[j + 1] not in _DOPO_UN_MULTIPLO:
        return None
    segno = 1 if percento > 0 else -1
    return nucleo_delta(i, Quantita(Decimal(abs(percento)), "%", j + 1), operatore, segno)


def _mantenimento(c: Cursore, i: int) -> Nucleo | None:
    """ "Mantenimento del valore 2021": no change, whichever the direction of the indicator."""
    if c.chiavi[i] not in MANTENIMENTI:
        return None
    dopo = _livello_passato(c, c.salta(i + 1, _LEGAMI))
    return Nucleo("delta", i, dopo, None, Decimal(0)) if dopo else None


def _livello_passato(c: Cursore, i: int) -> int:
    """The place after "valore 2021", "dato dell'anno precedente"; 0 when none stands at `i`."""
    if c.chiavi[i] not in LIVELLI and c.chiavi[i] not in DIMOSTRATIVI:
        return 0
    k = c.salta(i + 1, _PRIMA_DI_UN_ANNO)
    passato = c.chiavi[k] in PASSATO or c.posti[k].anno in range(c.anno - 15, c.anno + 1)
    return k + 1 if passato else 0
