"""Measures: comparator, quantity, range, change, rhythm, share of a scale."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from indicatori.motore.grammatica.confronti import (
    INIZI_CONFRONTO,
    leggi_confronto,
    leggi_passato,
    leggi_relativo,
    nucleo_delta,
)
from indicatori.motore.grammatica.cursore import Cursore, Nucleo, Quantita, frasario
from indicatori.motore.grammatica.esclusioni import NUMERO_ABBREVIATO, e_misura, giorno_del_mese
from indicatori.motore.grammatica.frequenze import leggi_cadenza, leggi_ogni, leggi_periodo
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.intervalli import SEGNI, leggi_coppia, leggi_intervallo
from indicatori.motore.grammatica.lessico import (
    ANNUI,
    ARTICOLI,
    CADENZA,
    CADENZE,
    CIRCA,
    COMPARATORI,
    NOMI_DI_DURATA,
    NOMI_DI_QUANTITA,
    POSPOSTI,
    PREPOSIZIONI_DI,
    VALUTE,
)
from indicatori.motore.grammatica.quantita import leggi_quantita
from indicatori.motore.numeri import NUMERALI, leggi_numerale

_SALTABILI = (
    ARTICOLI | PREPOSIZIONI_DI | CIRCA | frozenset({"a", "ad", "al", "allo", "alla", "all'", "ai", "alle", "agli"})
)
_DOPO_COMPARATORE = _SALTABILI - {"un", "uno", "una", "un'"} | {":"}
_COMPARATORI, _POSPOSTI = frasario(COMPARATORI), frasario(POSPOSTI)
_DI = frozenset({"di"})
_DOPO_ABBREVIAZIONE = frozenset({".", "°", "º", ":"})
_UN = frozenset({"un", "una", "a", "ad", "al"})
# every word or sign that may begin a measure
INIZI_MISURA = (
    frozenset(_COMPARATORI)
    | CIRCA
    | INIZI_CONFRONTO
    | NUMERO_ABBREVIATO
    | CADENZA
    | VALUTE
    | NUMERALI
    | frozenset(SEGNI)
    | frozenset(CADENZE)
    | frozenset("tra fra compreso compresa compresi da dal dall' ± meta ogni ciascun con a gg".split())
)


def leggi_misura(c: Cursore, i: int) -> Nucleo | None:
    """The measure that starts at token `i`, or None."""
    confronto = leggi_confronto(c, i) if c.chiavi[i] in INIZI_CONFRONTO else None
    if confronto:
        return confronto
    operatore, j, lista = _comparatore(c, i)
    if c.tipi[j] is Tipo.COPPIA and operatore:
        return _verso_il_limite(c, i, j, operatore)
    if operatore is None or c.chiavi[i] == "entro":
        intervallo = leggi_intervallo(c, i)
        if intervallo:
            return intervallo
    k = _salta_numero_abbreviato(c, j)
    trovato = (
        _variazione(c, i, k, operatore)
        or _ritmo(c, i, k, operatore)
        or leggi_relativo(c, i, k, operatore)
        or leggi_passato(c, i, k, operatore)
        or _soglia(c, i, k, operatore)
    )
    return replace(trovato, lista=lista) if trovato and lista else trovato


def _verso_il_limite(c: Cursore, i: int, j: int, operatore: str) -> Nucleo | None:
    """ "entro 48-72 ore", "almeno 10-12 incontri": the end that the comparator looks at."""
    intervallo = leggi_coppia(c, j)
    if intervallo is None:
        return None
    valore = intervallo.valore_max if operatore in ("<=", "<") else intervallo.valore
    return Nucleo("threshold", i, intervallo.dopo, operatore, valore, unita=intervallo.unita)


def _comparatore(c: Cursore, i: int) -> tuple[str | None, int, bool]:
    """Operator, place after it and its articles, and whether a colon opens a list."""
    trovata = c.frase(i, _COMPARATORI)
    if trovata is None:
        return None, i + 1 if c.chiavi[i] in CIRCA else i, False
    frase, operatore = trovata
    j = i + len(frase)
    # "fino a un massimo di", but not "almeno una Almeno 10"
    k = c.salta(j, _UN) if frase[0] in ("fino", "sino", "entro") else j
    seconda = c.frase(k, _COMPARATORI) if frase[-1] not in (">", "<", "=") else None
    if seconda:
        # "pari almeno al", "non oltre il massimo di": the second comparator decides, but for "almeno pari a"
        operatore = operatore if seconda[1] == "=" else seconda[1]
        j = k + len(seconda[0])
    if c.chiavi[j] == "." and len(frase[0]) <= 3:
        j += 1
    lista = c.chiavi[c.salta(j, _DI)] == ":"
    j = c.salta(j, _DOPO_COMPARATORE)
    if c.chiavi[j] == "gg" and c.chiavi[j + 1] == ".":
        j += 2
    return operatore, j, lista


def _salta_numero_abbreviato(c: Cursore, i: int) -> int:
    """The place of the number in "n. 6", "n° 6", "nr. 6"."""
    if c.chiavi[i] in NUMERO_ABBREVIATO:
        j = c.salta(i + 1, _DOPO_ABBREVIAZIONE)
        if c.numero(j) is not None or (j > i + 1 and leggi_numerale(c.chiavi[j]) is not None):
            return j
    return i


def _variazione(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    """A signed number: "+2", "-30%", "almeno -10%"."""
    segno = SEGNI.get(c.chiavi[j])
    if segno is None or c.numero(j + 1) is None or (j > 0 and c.attaccato(j - 1) and c.tipi[j - 1] is not Tipo.SIMBOLO):
        return None
    quantita = leggi_quantita(c, j + 1)
    if quantita is None:
        return None
    if segno < 0 and j > i and c.tipi[j - 1] is Tipo.SIMBOLO and c.chiavi[i] not in ("a", "(") and operatore:
        # "<= -5" is a level below zero; "almeno -10%" is a change
        return Nucleo("threshold", i, quantita.dopo, operatore, -quantita.valore, unita=quantita.unita)
    somma = segno > 0 and not c.attaccato(j) and quantita.unita is None and c.tipi[j - 1] is Tipo.PAROLA
    if somma:
        # "1 PON + 2 POR"
        return None
    # a dash apart from its number is a bullet, unless nothing else is there
    sola = j == 0 and quantita.dopo == c.totale
    elenco = quantita.unita != "%" or c.posti[j - 1].testo[-1:] not in ("", ":", "(", "\n")
    if not c.attaccato(j) and segno < 0 and elenco and not sola:
        return None
    return nucleo_delta(i, quantita, operatore, segno)


def _ritmo(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    if operatore in (None, ">=", "="):
        cadenza = leggi_cadenza(c, j)
        if cadenza:
            return Nucleo("frequency", i, cadenza[1], ">=", cadenza[0], unita="volte/anno")
    quantita = leggi_quantita(c, j, con_una=True)
    if quantita is not None and quantita.unita == "giorni":
        return _giorni_nel_periodo(c, i, quantita, operatore)
    if quantita is None or quantita.unita or c.tipi[j] is Tipo.FRAZIONE or giorno_del_mese(c, i):
        return None
    if c.chiavi[i] == "entro":
        return None
    if c.chiavi[quantita.dopo] in ("volta", "volte"):
        periodo = leggi_periodo(c, quantita.dopo + 1) or _aggettivo_dopo(c, quantita.dopo + 1)
        if periodo is None and c.tipi[quantita.dopo + 1] is not Tipo.PAROLA:
            periodo = Decimal(1), quantita.dopo + 1
        if periodo:
            volte = quantita.valore * periodo[0]
            return Nucleo("frequency", i, periodo[1], operatore or ">=", volte, unita="volte/anno")
    periodo = leggi_periodo(c, quantita.dopo) or leggi_ogni(c, quantita.dopo)
    if periodo:
        volte = quantita.valore * periodo[0]
        return Nucleo("frequency", i, periodo[1], operatore or ">=", volte, unita="volte/anno")
    return _conteggio_periodico(c, i, quantita, operatore)


def _giorni_nel_periodo(c: Cursore, i: int, quantita: Quantita, operatore: str | None) -> Nucleo | None:
    """ "3 giorni a settimana" is a rhythm."""
    periodo = leggi_periodo(c, quantita.dopo)
    if periodo is None or c.chiavi[i] == "entro":
        return None
    return Nucleo("frequency", i, periodo[1], operatore or ">=", quantita.valore * periodo[0], unita="volte/anno")


def _aggettivo_dopo(c: Cursore, i: int) -> tuple[Decimal, int] | None:
    volte = CADENZE.get(c.chiavi[i])
    return (Decimal(volte), i + 1) if volte else None


def _aggettivo_breve(c: Cursore, i: int) -> tuple[Decimal, int] | None:
    """Only up to the month: "2 incontri mensili" are 24 a year, "4 report trimestrali" are four."""
    trovato = _aggettivo_dopo(c, i)
    return trovato if trovato and trovato[0] >= 12 else None


def _aggettivo_del_nome(c: Cursore, i: int, quanti: Decimal) -> tuple[Decimal, int] | None:
    """ "1 report semestrale" is one every six months, "2 rilevazioni annue" are two a year; a plan has its years."""
    if c.chiavi[i - 1] in NOMI_DI_DURATA:
        return None
    if c.chiavi[i] in ANNUI:
        return Decimal(1), i + 1
    return _aggettivo_dopo(c, i) if quanti == 1 else None


def _conteggio_periodico(c: Cursore, i: int, quantita: Quantita, operatore: str | None) -> Nucleo | None:
    """ "2 incontri al mese", "3 report mensili": a count of things in a period shorter than the year."""
    if c.tipi[quantita.dopo - 1] is not Tipo.NUMERO and operatore is None and not c.comincia(i):
        return None
    for k in range(quantita.dopo + 1, min(quantita.dopo + 5, c.totale)):
        if any(c.tipi[m] is not Tipo.PAROLA for m in range(quantita.dopo, k)):
            return None
        periodo = leggi_periodo(c, k) or leggi_ogni(c, k) or _aggettivo_breve(c, k)
        if periodo is None and k == quantita.dopo + 1:
            periodo = _aggettivo_del_nome(c, k, quantita.valore)
        if periodo and not NOMI_DI_QUANTITA & {c.chiavi[m] for m in range(quantita.dopo, k)}:
            nome, volte = c.fetta(quantita.dopo, k), quantita.valore * periodo[0]
            return Nucleo("frequency", i, periodo[1], operatore or ">=", volte, unita="volte/anno", etichetta=nome)
    return None


def _soglia(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    atteso = operatore is not None or (i == 0 and c.totale == 1) or j > i
    quantita = leggi_quantita(c, j, con_una=atteso)
    if quantita is None or not e_misura(c, i, j, quantita, operatore):
        return None
    if c.chiavi[i] == "entro" and quantita.unita is None:
        return None
    dopo, operatore = _posposto(c, quantita, operatore)
    dopo = c.salta(dopo, CIRCA)
    valore, unita, dedotta = quantita.valore, quantita.unita, quantita.dedotta
    return Nucleo("threshold", i, dopo, operatore, valore, unita=unita, unita_dedotta=dedotta)


def _posposto(c: Cursore, quantita: Quantita, operatore: str | None) -> tuple[int, str | None]:
    trovata = c.frase(quantita.dopo, _POSPOSTI) if operatore is None else None
    if trovata is None:
        return quantita.dopo, operatore
    return quantita.dopo + len(trovata[0]), trovata[1]
