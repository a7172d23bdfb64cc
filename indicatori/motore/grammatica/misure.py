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
from indicatori.motore.grammatica.frequenze import leggi_cadenza, leggi_ogni, leggi_periodo
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    CADENZA,
    CADENZE,
    CALI,
    CIRCA,
    COMPARATORI,
    CRESCITE,
    ETA,
    MESI,
    NOMI_DI_CODICE,
    NOMI_DI_QUANTITA,
    PASSAGGI,
    POSPOSTI,
    PREPOSIZIONI_DI,
    VALUTE,
)
from indicatori.motore.grammatica.quantita import leggi_quantita, leggi_unita
from indicatori.motore.numeri import NUMERALI, leggi_numerale

_SALTABILI = (
    ARTICOLI | PREPOSIZIONI_DI | CIRCA | frozenset({"a", "ad", "al", "allo", "alla", "all'", "ai", "alle", "agli"})
)
_DOPO_COMPARATORE = _SALTABILI - {"un", "uno", "una", "un'"} | {":"}
_COMPARATORI, _POSPOSTI = frasario(COMPARATORI), frasario(POSPOSTI)
_NUMERO_ABBREVIATO = frozenset({"n", "nr", "num", "n°", "nº", "numero"})
_DI_UN_ANNO = frozenset({"del", "nel"})
_NUMERO_PUNTATO = _NUMERO_ABBREVIATO | {".", "°"}
_SEGNI = {"+": 1, "-": -1, "−": -1, "–": -1}
_UN = frozenset({"un", "una", "a", "ad", "al"})
_FINESTRA_ANNI = 15
_ARTICOLI_E_LIMITI = frozenset({"il", "l'", "lo", "la", "i", "gli", "le", "un", "minimo", "massimo", "di"})
_PRIMO_ESTREMO = _ARTICOLI_E_LIMITI | {"tra", "fra"}
_MOVIMENTI = CRESCITE | CALI | PASSAGGI
_SECONDO_ESTREMO = _ARTICOLI_E_LIMITI | frozenset({"e", "ed", "a", "ad", "al", "all'", "ai", "agli", "alle"})

# every word or sign that may begin a measure
INIZI_MISURA = (
    frozenset(_COMPARATORI)
    | CIRCA
    | INIZI_CONFRONTO
    | _NUMERO_ABBREVIATO
    | CADENZA
    | VALUTE
    | NUMERALI
    | frozenset(_SEGNI)
    | frozenset(CADENZE)
    | frozenset("tra fra compreso compresa compresi da dal dall' ± meta ogni ciascun con a gg".split())
)


def leggi_misura(c: Cursore, i: int) -> Nucleo | None:
    """The measure that starts at token `i`, or None."""
    confronto = leggi_confronto(c, i) if c.chiave(i) in INIZI_CONFRONTO else None
    if confronto:
        return confronto
    operatore, j, lista = _comparatore(c, i)
    if operatore is None or c.chiave(i) == "entro":
        intervallo = _intervallo(c, i)
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


def _comparatore(c: Cursore, i: int) -> tuple[str | None, int, bool]:
    """Operator, place after it and its articles, and whether a colon opens a list."""
    trovata = c.frase(i, _COMPARATORI)
    if trovata is None:
        return None, i + 1 if c.chiave(i) in CIRCA else i, False
    frase, operatore = trovata
    j = i + len(frase)
    # "fino a un massimo di", but not "almeno una Almeno 10"
    k = c.salta(j, _UN) if frase[0] in ("fino", "sino", "entro") else j
    seconda = c.frase(k, _COMPARATORI) if frase[-1] not in (">", "<", "=") else None
    if seconda:
        # "pari almeno al", "non oltre il massimo di": the second comparator decides, but for "almeno pari a"
        operatore = operatore if seconda[1] == "=" else seconda[1]
        j = k + len(seconda[0])
    if c.chiave(j) == "." and len(frase[0]) <= 3:
        j += 1
    lista = c.chiave(c.salta(j, {"di"})) == ":"
    j = c.salta(j, _DOPO_COMPARATORE)
    if c.chiave(j) == "gg" and c.chiave(j + 1) == ".":
        j += 2
    return operatore, j, lista


def _salta_numero_abbreviato(c: Cursore, i: int) -> int:
    """The place of the number in "n. 6", "n° 6", "nr. 6"."""
    if c.chiave(i) in _NUMERO_ABBREVIATO:
        j = c.salta(i + 1, {".", "°", "º", ":"})
        if c.numero(j) is not None or (j > i + 1 and leggi_numerale(c.chiave(j)) is not None):
            return j
    return i


def _variazione(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    """A signed number: "+2", "-30%", "almeno -10%"."""
    segno = _SEGNI.get(c.chiave(j))
    if segno is None or c.numero(j + 1) is None or (j > 0 and c.attaccato(j - 1) and c.tipo(j - 1) is not Tipo.SIMBOLO):
        return None
    quantita = leggi_quantita(c, j + 1)
    if quantita is None:
        return None
    if segno < 0 and j > i and c.tipo(j - 1) is Tipo.SIMBOLO and c.chiave(i) not in ("a", "(") and operatore:
        # "<= -5" is a level below zero; "almeno -10%" is a change
        return Nucleo("threshold", i, quantita.dopo, operatore, -quantita.valore, unita=quantita.unita)
    somma = segno > 0 and not c.attaccato(j) and quantita.unita is None and c.tipo(j - 1) is Tipo.PAROLA
    if somma:
        # "1 PON + 2 POR"
        return None
    # a dash apart from its number is a bullet, unless nothing else is there
    sola = j == 0 and quantita.dopo == len(c)
    elenco = quantita.unita != "%" or c.in_posto(j - 1).testo[-1:].isalnum()
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
    if quantita is None or quantita.unita or c.tipo(j) is Tipo.FRAZIONE or _giorno_del_mese(c, i):
        return None
    if c.chiave(i) == "entro":
        return None
    if c.chiave(quantita.dopo) in ("volta", "volte"):
        periodo = leggi_periodo(c, quantita.dopo + 1) or _aggettivo_dopo(c, quantita.dopo + 1)
        if periodo is None and c.tipo(quantita.dopo + 1) is not Tipo.PAROLA:
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
    if periodo is None or c.chiave(i) == "entro":
        return None
    return Nucleo("frequency", i, periodo[1], operatore or ">=", quantita.valore * periodo[0], unita="volte/anno")


def _aggettivo_dopo(c: Cursore, i: int) -> tuple[Decimal, int] | None:
    volte = CADENZE.get(c.chiave(i))
    return (Decimal(volte), i + 1) if volte else None


def _aggettivo_breve(c: Cursore, i: int) -> tuple[Decimal, int] | None:
    """Only up to the month: "2 incontri mensili" are 24 a year, "4 report trimestrali" are four."""
    trovato = _aggettivo_dopo(c, i)
    return trovato if trovato and trovato[0] >= 12 else None


def _conteggio_periodico(c: Cursore, i: int, quantita: Quantita, operatore: str | None) -> Nucleo | None:
    """ "2 incontri al mese", "3 report mensili": a count of things in a period shorter than the year."""
    if c.tipo(quantita.dopo - 1) is not Tipo.NUMERO and operatore is None and not c.comincia(i):
        return None
    for k in range(quantita.dopo + 1, min(quantita.dopo + 5, len(c))):
        if any(c.tipo(m) is not Tipo.PAROLA for m in range(quantita.dopo, k)):
            return None
        periodo = leggi_periodo(c, k) or leggi_ogni(c, k) or _aggettivo_breve(c, k)
        if periodo and not NOMI_DI_QUANTITA & {c.chiave(m) for m in range(quantita.dopo, k)}:
            nome, volte = c.fetta(quantita.dopo, k), quantita.valore * periodo[0]
            return Nucleo("frequency", i, periodo[1], operatore or ">=", volte, unita="volte/anno", etichetta=nome)
    return None


def _soglia(c: Cursore, i: int, j: int, operatore: str | None) -> Nucleo | None:
    atteso = operatore is not None or (i == 0 and len(c) == 1) or j > i
    quantita = leggi_quantita(c, j, con_una=atteso)
    if quantita is None or not _e_misura(c, i, j, quantita, operatore):
        return None
    if c.chiave(i) == "entro" and quantita.unita is None:
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


def _e_misura(c: Cursore, i: int, j: int, quantita: Quantita, operatore: str | None) -> bool:
    """False for years, codes, ages and other numbers that name a thing."""
    if quantita.unita == "%" or quantita.unita == "EUR":
        return not (quantita.dedotta and _nome_prima(c, i))
    if quantita.unita == "anni" and operatore not in (">=", "<="):
        return False
    if operatore is None and quantita.unita and c.chiave(i - 1) == "da":
        # "corsi da 10 ore"
        return False
    if _orario(c, i) or _con_zero_davanti(c.in_posto(j).testo):
        # "dalle 9 alle 13", "007"
        return False
    if c.tipo(j) is Tipo.PAROLA and operatore is None and not _numerale_libero(c, i, quantita):
        return False
    if operatore is not None:
        di_un_anno = c.chiave(j - 1) in ("al", "del", "nel") and _anno_di_colonna(c, j)
        return not di_un_anno and not (operatore in "<>" and quantita.unita == "anni")
    return not (_nome_prima(c, i) or _anno_di_colonna(c, j) or _giorno_del_mese(c, i))


def _con_zero_davanti(testo: str) -> bool:
    return len(testo) > 1 and testo[0] == "0" and testo.isdigit()


def _orario(c: Cursore, i: int) -> bool:
    return c.chiave(i - 1) == "dalle" or (c.chiave(i - 1) == "alle" and c.chiave(i - 3) == "dalle")


def _giorno_del_mese(c: Cursore, i: int) -> bool:
    """ "entro il 10 del mese successivo", "24 ore su 24": a number that is not a target."""
    k = i - 1
    while c.chiave(k) in ARTICOLI:
        k -= 1
    return c.chiave(k) in ("entro", "giorno") or c.chiave(i - 1) in ("su", "ogni") or c.chiave(i + 1) in MESI


def _nome_prima(c: Cursore, i: int) -> bool:
    k = i - 1
    while c.chiave(k) in _NUMERO_PUNTATO and k > 0:
        k -= 1
    if c.tipo(i) is Tipo.FRAZIONE and c.chiave(k - 1) in NOMI_DI_CODICE:
        # "Legge regionale 2/15"
        return True
    return c.chiave(k) in NOMI_DI_CODICE or c.tipo(k) is Tipo.CODICE


def _numerale_libero(c: Cursore, i: int, quantita: Quantita) -> bool:
    """A numeral in words counts at the start of a clause or after a plain preposition, not after an article."""
    if quantita.unita and quantita.unita.startswith("/") and c.chiave(i - 1) in ARTICOLI:
        return c.comincia(i - 1)
    return c.comincia(i) or c.chiave(i - 1) in ("di", "con", "in", "su", "per", "ad", "a", "e", "o", "ed")


def _anno_di_colonna(c: Cursore, j: int) -> bool:
    gettone = c.in_posto(j)
    if not gettone.testo.isdigit() or len(gettone.testo) != 4 or len(c) == 1:
        return gettone.tipo is Tipo.FRAZIONE and any(len(p) == 4 and p.isdigit() for p in gettone.testo.split("/"))
    return abs(int(gettone.testo) - c.anno) <= _FINESTRA_ANNI


def _intervallo(c: Cursore, i: int) -> Nucleo | None:
    """ "tra 10 e 20", "dal 60% al 75%", "10-20 incontri"; after a word of change, "from - to" is a rise or a fall."""
    if c.tipo(i) is Tipo.COPPIA:
        return _coppia(c, i)
    chiave = c.chiave(i)
    if chiave == "±":
        return _piu_o_meno(c, i)
    if chiave not in ("tra", "fra", "compreso", "compresa", "compresi", "da", "dal", "dall'"):
        return None
    j = c.salta(i + 1, _PRIMO_ESTREMO)
    primo = _estremo(c, j)
    if primo is None:
        return None
    dopo = primo.dopo + 2 if c.chiave(primo.dopo) in _DI_UN_ANNO and c.in_posto(primo.dopo + 1).anno else primo.dopo
    k = c.salta(dopo, _SECONDO_ESTREMO)
    secondo = _estremo(c, k) if k > dopo else None
    if secondo is None or _non_e_intervallo(c, i, primo, secondo):
        return None
    if chiave.startswith("da") and (_verso_prima(c, i) or primo.valore > secondo.valore):
        return _passaggio(c, i, primo, secondo)
    return _tra(i, primo, secondo)


def _estremo(c: Cursore, i: int) -> Quantita | None:
    """An end of an interval; it may have a sign: "tra -5% e +5%"."""
    segno = _SEGNI.get(c.chiave(i))
    if segno is None:
        return leggi_quantita(c, i)
    quantita = leggi_quantita(c, i + 1)
    return replace(quantita, valore=quantita.valore * segno) if quantita else None


def _piu_o_meno(c: Cursore, i: int) -> Nucleo | None:
    """ "±5%" """
    quantita = leggi_quantita(c, i + 1) if c.chiave(i) == "±" and c.numero(i - 1) is None else None
    if quantita is None:
        return None
    return Nucleo("range", i, quantita.dopo, None, -quantita.valore, quantita.valore, unita=quantita.unita)


def _non_e_intervallo(c: Cursore, i: int, primo: Quantita, secondo: Quantita) -> bool:
    unita = secondo.unita or primo.unita
    if unita is None and all(1990 <= q.valore <= 2100 for q in (primo, secondo)):
        return True
    return unita == "anni" or c.chiave(i - 1) in ETA


def _coppia(c: Cursore, i: int) -> Nucleo | None:
    gettone = c.in_posto(i)
    if gettone.valore is None or gettone.secondo is None or gettone.valore >= gettone.secondo:
        return None
    unita = leggi_unita(c, i + 1)
    primo = Quantita(gettone.valore, "%" if "%" in gettone.testo else None, i + 1)
    secondo = Quantita(gettone.secondo, unita[0], unita[1])
    if _non_e_intervallo(c, i, primo, secondo) or _nome_prima(c, i):
        return None
    return _tra(i, primo, secondo)


def _tra(i: int, primo: Quantita, secondo: Quantita) -> Nucleo:
    unita = secondo.unita or primo.unita
    da, a = sorted([primo.valore, secondo.valore])
    return Nucleo("range", i, secondo.dopo, None, da, a, unita=unita)


def _verso_prima(c: Cursore, i: int) -> bool:
    vicine = {c.chiave(k) for k in range(max(0, i - 8), i)}
    return bool(vicine & _MOVIMENTI)


def _passaggio(c: Cursore, i: int, primo: Quantita, secondo: Quantita) -> Nucleo:
    operatore = ">=" if secondo.valore >= primo.valore else "<="
    unita = secondo.unita or primo.unita
    return Nucleo("threshold", i, secondo.dopo, operatore, secondo.valore, unita=unita, base=primo.valore)
