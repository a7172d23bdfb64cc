"""Dates and deadlines: "entro marzo", "entro il 5/10/2021", "31/12/2021", "entro il primo semestre"."""

from __future__ import annotations

from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.giorni import ANNO, FINE, RIEMPITIVI, leggi_data, leggi_porzione, puo_essere_data
from indicatori.motore.grammatica.lessico import (
    ANNI_DI_STUDIO,
    ARTICOLI,
    EVENTI,
    MESI,
    ORDINALI,
    PERIODI_DI_EVENTO,
    PORZIONI,
    PREPOSIZIONI,
    PREPOSIZIONI_DI,
)

_RIPRESE = RIEMPITIVI | {"entro"}
# "p.v.", "c.a.", "u.s."
_FORMULE = {("p", ".", "v"), ("c", ".", "a"), ("u", ".", "s")}
# "a.a.", "a.s."
_SIGLE_DI_ANNO = {("a", ".", "a", "."), ("a", ".", "s", ".")}
_CON = ARTICOLI | {"a", "al", "alla", "all'"}
_DEBOLI = PREPOSIZIONI | frozenset({"anno", "successivo", "precedente", "entro", "e", "ed", "o", "("})

_LEGAMI = frozenset({"e", "ed", ",", "-", "–", "/"})
_DURANTE = frozenset({"nel", "durante"})
_CORSO_DEL = frozenset({"corso", "del", "il", "mese", "di"})
_CHIUSURE = frozenset({",", ";", ")", "e", "ed", "\n"})

_PAROLE = (Tipo.PAROLA, Tipo.SIMBOLO, Tipo.CODICE)
_PRIMA_DEL_CONSUNTIVO = frozenset({"data", "del", "fine"})


# every word that may begin a date or a deadline after the first place
INIZI_DATA = (
    frozenset(MESI)
    | frozenset(ORDINALI)
    | FINE
    | ANNO
    | frozenset("entro non al alla scadenza prima il l' inizio inizi meta primi nel durante".split())
)


def leggi_scadenza(c: Cursore, i: int) -> Nucleo | None:
    """A deadline that starts at token `i`, or None."""
    if c.chiavi[i] in INIZI_DATA:
        return _introdotta(c, i) or _nuda(c, i) or _nel_periodo(c, i)
    if c.tipi[i] in _PAROLE:
        return None if i else _evento(c)
    return _nuda(c, i) if c.tipi[i] is not Tipo.NUMERO or puo_essere_data(c, i) else None


def seguito(c: Cursore, nucleo: Nucleo) -> Nucleo | None:
    """A second date hung on a deadline: "entro marzo e settembre"."""
    i = nucleo.dopo
    if c.chiavi[i] not in _LEGAMI:
        return None
    trovata = leggi_data(c, c.salta(i + 1, _RIPRESE))
    return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0]) if trovata else None


def _introdotta(c: Cursore, i: int) -> Nucleo | None:
    operatore, dopo = _introduzione(c, i)
    if not operatore:
        return None
    j = c.salta(dopo, RIEMPITIVI)
    j = _dopo_l_ora(c, j)
    # "il I semestre": the numeral looks like an article
    j = j - 1 if c.chiavi[j - 1] == "i" and (c.chiavi[j] in PORZIONI or c.chiavi[j] in ("°", "º")) else j
    trovata = leggi_data(c, j)
    if trovata:
        return Nucleo("deadline", i, _ogni_anno(c, trovata[1]), operatore, data=trovata[0])
    if c.chiavi[i] == "entro" and _avvenimento(c, j):
        fine = fine_frase(c, j)
        return Nucleo("deadline", i, fine, "<=", etichetta=c.fetta(i, fine))
    return None


def _dopo_l_ora(c: Cursore, i: int) -> int:
    """The place after "ore 12 del", "ore 12:00 di", `i` when no hour stands there."""
    if c.chiavi[i] != "ore" or c.tipi[i + 1] is not Tipo.NUMERO:
        return i
    minuti = c.chiavi[i + 2] == ":" and c.tipi[i + 3] is Tipo.NUMERO
    return c.salta(i + (4 if minuti else 2), RIEMPITIVI)


def _avvenimento(c: Cursore, i: int) -> bool:
    """ "l'approvazione", "la fine dei lavori", "l'a.s. 2024/2025": a day that only the event will tell."""
    if c.chiavi[i] in FINE:
        i = c.salta(i + 1, RIEMPITIVI)
        return c.chiavi[i] in EVENTI or c.chiavi[i] in PERIODI_DI_EVENTO
    if c.chiavi[i] == "anno":
        return c.chiavi[i + 1] in ANNI_DI_STUDIO
    return (c.chiavi[i] in EVENTI and c.chiavi[i] != "scadenza") or c.chiavi[i : i + 4] in _SIGLE_DI_ANNO


def _ogni_anno(c: Cursore, i: int) -> int:
    """The place after "di ogni anno", "dell'anno", "c.a.", which the column already says."""
    if c.chiavi[i] in ("di", "del") and c.chiavi[i + 1] in ("ogni", "ciascun") and c.chiavi[i + 2] == "anno":
        return i + 3
    if (c.chiavi[i], c.chiavi[i + 1], c.chiavi[i + 2]) in _FORMULE:
        return i + (4 if c.chiavi[i + 3] == "." else 3)
    if c.chiavi[i] == "dell'" and c.chiavi[i + 1] == "anno" and c.tipi[i + 2] is not Tipo.PAROLA:
        return i + 2
    return i


def _introduzione(c: Cursore, i: int) -> tuple[str, int]:
    chiave = c.chiavi[i]
    if chiave == "entro":
        return "<=", i + 1
    if chiave in ("non", "al") and c.chiavi[i + 1] in ("oltre", "piu"):
        return "<=", i + (3 if c.chiavi[i + 2] == "tardi" else 2)
    if chiave == "scadenza" or (chiave == "termine" and (c.comincia(i) or c.chiavi[i + 1] == "del")):
        return "<=", i + 1
    if chiave == "prima" and c.chiavi[i + 1] in PREPOSIZIONI_DI:
        return "<", i + 2
    return "", i


def _nuda(c: Cursore, i: int) -> Nucleo | None:
    """A date without "entro": alone in its clause, or last; never after a preposition ("da gennaio", "di marzo")."""
    j = i + 1 if c.chiavi[i] in ("il", "l'") else i
    trovata = None if _scala(c, j) else leggi_data(c, j)
    if trovata is None or c.chiavi[j] in ANNO or _nomina_altro(c, i, j, trovata[1]):
        return None
    in_fondo = trovata[1] >= c.totale or c.tipi[trovata[1]] is Tipo.CAPO or c.chiavi[trovata[1]] in ".;,)"
    if c.comincia(i) or c.chiavi[i - 1] == "(" or (in_fondo and c.chiavi[i - 1] not in _DEBOLI):
        return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0])
    return None


def _nomina_altro(c: Cursore, i: int, j: int, dopo: int) -> bool:
    """A year alone, "fine" of something, "1° trimestre" of an activity, a note between parentheses, a decimal."""
    if _solo_anno(c, j, dopo) or (c.chiavi[j] in FINE and not c.posti[j + 1].anno):
        return True
    ordinale = c.chiavi[j] in ORDINALI or c.tipi[j] is Tipo.ORDINALE
    if ordinale and c.chiavi[j + 1] in PORZIONI and c.tipi[dopo] is Tipo.PAROLA:
        return True
    if c.chiavi[i - 1] == "(" and not _elenco(c, dopo) and not _della_misura(c, i, dopo):
        return True
    decimale = c.tipi[j] is Tipo.NUMERO and "." in c.chiavi[j] and c.chiavi[dopo] != ":"
    return c.tipi[i - 1] is Tipo.NUMERO or decimale


def _elenco(c: Cursore, i: int) -> bool:
    """ "(aprile, settembre e dicembre)": more dates follow the first."""
    return c.chiavi[i] in _LEGAMI and leggi_data(c, i + 1) is not None


def _nel_periodo(c: Cursore, i: int) -> Nucleo | None:
    """ "nel primo semestre", "nel mese di ottobre" at the end of a clause: by the last day of it."""
    if c.chiavi[i] not in _DURANTE:
        return None
    j = c.salta(i + 1, _CORSO_DEL)
    trovata = leggi_data(c, j) if c.chiavi[i + 1] == "mese" else leggi_porzione(c, j)
    if trovata is None or not (trovata[1] >= c.totale or c.chiavi[trovata[1]] in _CHIUSURE):
        return None
    return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0])


def _della_misura(c: Cursore, i: int, dopo: int) -> bool:
    """ "50% (giugno)": the date alone between parentheses after its measure."""
    return c.chiavi[dopo] == ")" and c.chiavi[i - 2] == "%"


def _scala(c: Cursore, i: int) -> bool:
    """3/4 may be a share of a scale; 30/6 is a day."""
    gettone = c.posti[i]
    anno = c.totale == 1 and gettone.testo[-4:].isdigit()
    return gettone.tipo is Tipo.FRAZIONE and not anno and (gettone.valore or 0) <= (gettone.secondo or 0)


def consuntivo_al(c: Cursore, i: int) -> Nucleo | None:
    """ "al 30/11/2023" that closes or opens a text whose measure it dates."""
    if c.chiavi[i] not in ("al", "alla"):
        return None
    trovata = leggi_data(c, c.salta(i + 1, _PRIMA_DEL_CONSUNTIVO))
    in_fondo = trovata and (trovata[1] >= c.totale or c.chiavi[trovata[1]] in _CHIUSURE or c.comincia(trovata[1]))
    if trovata and (in_fondo or c.comincia(i)) and not _solo_anno(c, i + 1, trovata[1]):
        return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0])
    return None


def _evento(c: Cursore) -> Nucleo | None:
    """ "Con il <documento>" at the start: the deadline is the day of that document."""
    if c.chiavi[0] not in ("con", "contestualmente", "unitamente", "insieme"):
        return None
    j = c.salta(1, _CON)
    if j == 1 or c.chiavi[j] not in EVENTI or any(g.tipo is Tipo.NUMERO for g in c.gettoni):
        return None
    fine = fine_frase(c, j)
    return Nucleo("deadline", 0, fine, "<=", etichetta=c.fetta(0, fine))


def fine_frase(c: Cursore, i: int) -> int:
    """The place where the clause that goes on at token `i` ends."""
    while i < c.totale and c.tipi[i] is not Tipo.CAPO and c.chiavi[i] not in (";", ",", "("):
        i += 1
        if c.posti[i].maiuscolo and c.chiavi[i - 1] not in PREPOSIZIONI and c.chiavi[i] in ("almeno", "con"):
            break
    return i


def _solo_anno(c: Cursore, i: int, dopo: int) -> bool:
    return dopo == i + 1 and (c.posti[i].anno is not None or c.chiavi[i] in ("anno", "esercizio", "annualita"))
