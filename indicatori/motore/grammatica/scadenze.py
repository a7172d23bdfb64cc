"""Dates and deadlines: "entro marzo", "entro il 5/10/2021", "31/12/2021", "entro il primo semestre"."""

from __future__ import annotations

import re
from calendar import monthrange

from indicatori.motore.grammatica.cursore import Cursore, Nucleo
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    EVENTI,
    MESI,
    ORDINALI,
    PORZIONI,
    PREPOSIZIONI,
    PREPOSIZIONI_DI,
)
from indicatori.motore.numeri import leggi_numerale

_RIEMPITIVI = (
    ARTICOLI | PREPOSIZIONI_DI | frozenset({"giorno", "mese", "data", "e", "non", "oltre", ":", "al", "alla", "'"})
)
_RIPRESE = _RIEMPITIVI | {"entro"}
_CON = ARTICOLI | {"a", "al", "alla", "all'"}
_ANNO = frozenset({"anno", "esercizio", "annualita"})
_FINE = frozenset({"fine", "termine"})
_DEBOLI = PREPOSIZIONI | frozenset({"anno", "successivo", "precedente", "entro", "e", "ed", "o", "("})

_LEGAMI = frozenset({"e", "ed", ",", "-", "–", "/"})
_CHIUSURE = frozenset({",", ";", ")", "e", "ed", "\n"})

_PAROLE = (Tipo.PAROLA, Tipo.SIMBOLO, Tipo.CODICE)

# "31.12": otherwise a decimal number
_GIORNO_PUNTATO = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})")

# every word that may begin a date or a deadline after the first place
INIZI_DATA = (
    frozenset(MESI)
    | frozenset(ORDINALI)
    | _FINE
    | _ANNO
    | frozenset("entro non al alla scadenza prima il l' inizio inizi meta primi".split())
)

Lettura = tuple[str, int]


def leggi_data(c: Cursore, i: int) -> Lettura | None:
    """The date at token `i` ("MM-DD", or "YYYY-MM-DD" where the year is written) and the place after it."""
    if c.tipo(i) is Tipo.NUMERO and not _puo_essere_data(c, i):
        return None
    for lettore in (_data_numerica, _giorno_e_mese, _mese, _porzione, _primi_mesi, _fine_anno, _anno):
        trovata = lettore(c, i)
        if trovata:
            return trovata
    return None


def _puo_essere_data(c: Cursore, i: int) -> bool:
    """A look at a bare number: a year, "31.12", or a day before a month."""
    testo = c.in_posto(i).testo
    return len(testo) == 4 or "." in testo or c.chiave(i + 1) in MESI


def leggi_scadenza(c: Cursore, i: int) -> Nucleo | None:
    """A deadline that starts at token `i`, or None."""
    if c.tipo(i) in _PAROLE and c.chiave(i) not in INIZI_DATA:
        return None if i else _evento(c, i)
    return _introdotta(c, i) or _nuda(c, i) or _evento(c, i)


def seguito(c: Cursore, nucleo: Nucleo) -> Nucleo | None:
    """A second date hung on a deadline: "entro marzo e settembre"."""
    i = nucleo.dopo
    if c.chiave(i) not in _LEGAMI:
        return None
    trovata = leggi_data(c, c.salta(i + 1, _RIPRESE))
    return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0]) if trovata else None


def _introdotta(c: Cursore, i: int) -> Nucleo | None:
    operatore, dopo = _introduzione(c, i)
    if not operatore:
        return None
    j = c.salta(dopo, _RIEMPITIVI)
    trovata = leggi_data(c, j)
    if trovata:
        return Nucleo("deadline", i, _ogni_anno(c, trovata[1]), operatore, data=trovata[0])
    if c.chiave(j) in EVENTI and c.chiave(j) != "scadenza" and c.chiave(i) == "entro":
        fine = _fine_frase(c, j)
        return Nucleo("deadline", i, fine, "<=", etichetta=c.fetta(i, fine))
    return None


def _ogni_anno(c: Cursore, i: int) -> int:
    """The place after "di ogni anno", which the column already says."""
    if c.chiave(i) in ("di", "del") and c.chiave(i + 1) in ("ogni", "ciascun") and c.chiave(i + 2) == "anno":
        return i + 3
    return i


def _introduzione(c: Cursore, i: int) -> tuple[str, int]:
    chiave = c.chiave(i)
    if chiave == "entro":
        return "<=", i + 1
    if chiave in ("non", "al") and c.chiave(i + 1) in ("oltre", "piu"):
        return "<=", i + (3 if c.chiave(i + 2) == "tardi" else 2)
    if chiave == "scadenza" or (chiave == "termine" and c.comincia(i)):
        return "<=", i + 1
    if chiave == "prima" and c.chiave(i + 1) in PREPOSIZIONI_DI:
        return "<", i + 2
    return "", i


def _nuda(c: Cursore, i: int) -> Nucleo | None:
    """A date without "entro": alone in its clause, or last; never after a preposition ("da gennaio", "di marzo")."""
    j = i + 1 if c.chiave(i) in ("il", "l'") else i
    trovata = None if _scala(c, j) else leggi_data(c, j)
    if c.chiave(j) in _ANNO:
        return None
    if trovata is None or _solo_anno(c, j, trovata[1]) or (c.chiave(j) in _FINE and not c.in_posto(j + 1).anno):
        return None
    if (
        (c.chiave(j) in ORDINALI or c.tipo(j) is Tipo.ORDINALE)
        and c.chiave(j + 1) in PORZIONI
        and c.tipo(trovata[1]) is Tipo.PAROLA
    ):
        return None
    if (
        (c.chiave(i - 1) == "(" and not _elenco(c, trovata[1]))
        or c.tipo(i - 1) is Tipo.NUMERO
        or c.tipo(j) is Tipo.NUMERO
        and "." in c.chiave(j)
    ):
        return None
    in_fondo = trovata[1] >= len(c) or c.tipo(trovata[1]) is Tipo.CAPO or c.chiave(trovata[1]) in ".;,)"
    if c.comincia(i) or c.chiave(i - 1) == "(" or (in_fondo and c.chiave(i - 1) not in _DEBOLI):
        return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0])
    return None


def _elenco(c: Cursore, i: int) -> bool:
    """ "(aprile, settembre e dicembre)": more dates follow the first."""
    return c.chiave(i) in _LEGAMI and leggi_data(c, i + 1) is not None


def _scala(c: Cursore, i: int) -> bool:
    """3/4 may be a share of a scale; 30/6 is a day."""
    gettone = c.in_posto(i)
    return gettone.tipo is Tipo.FRAZIONE and (gettone.valore or 0) <= (gettone.secondo or 0)


def consuntivo_al(c: Cursore, i: int) -> Nucleo | None:
    """ "al 30/11/2023" that closes or opens a text whose measure it dates."""
    if c.chiave(i) not in ("al", "alla"):
        return None
    trovata = leggi_data(c, c.salta(i + 1, {"data", "del", "fine"}))
    in_fondo = trovata and (trovata[1] >= len(c) or c.chiave(trovata[1]) in _CHIUSURE or c.comincia(trovata[1]))
    if trovata and (in_fondo or c.comincia(i)) and not _solo_anno(c, i + 1, trovata[1]):
        return Nucleo("deadline", i, trovata[1], "<=", data=trovata[0])
    return None


def _evento(c: Cursore, i: int) -> Nucleo | None:
    """ "Con il <documento>" at the start: the deadline is the day of that document."""
    if i or c.chiave(0) not in ("con", "contestualmente", "unitamente", "insieme"):
        return None
    j = c.salta(1, _CON)
    if j == 1 or c.chiave(j) not in EVENTI or any(g.tipo is Tipo.NUMERO for g in c.gettoni):
        return None
    fine = _fine_frase(c, j)
    return Nucleo("deadline", 0, fine, "<=", etichetta=c.fetta(0, fine))


def _fine_frase(c: Cursore, i: int) -> int:
    while i < len(c) and c.tipo(i) is not Tipo.CAPO and c.chiave(i) not in (";", ",", "("):
        i += 1
        if c.in_posto(i).maiuscolo and c.chiave(i - 1) not in PREPOSIZIONI and c.chiave(i) in ("almeno", "con"):
            break
    return i


def _data_numerica(c: Cursore, i: int) -> Lettura | None:
    gettone = c.in_posto(i)
    if gettone.giorno:
        giorno, mese, anno = gettone.giorno
        return (f"{anno:04}-{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, anno) else None
    puntata = _GIORNO_PUNTATO.fullmatch(gettone.testo)
    if puntata and c.chiave(i - 1) in ("il", "entro", "al"):
        giorno, mese = int(puntata[1]), int(puntata[2])
        return (f"{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, c.anno) else None
    if gettone.tipo is Tipo.FRAZIONE and gettone.valore and gettone.secondo:
        if gettone.valore % 1 or gettone.secondo % 1:
            return None
        giorno, mese = int(gettone.valore), int(gettone.secondo)
        if (giorno, mese) == (24, 7) and c.chiave(i - 1) not in ("entro", "il", "al"):
            # round the clock
            return None
        return (f"{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, c.anno) else None
    return None


def _giorno_e_mese(c: Cursore, i: int) -> Lettura | None:
    numero = c.numero(i)
    primo = c.tipo(i) is Tipo.ORDINALE and c.in_posto(i).testo[0] == "1"
    mese = MESI.get(c.chiave(i + 1))
    if mese is None or (not primo and (numero is None or numero % 1)):
        return None
    anno, dopo = _anno_scritto(c, i + 2)
    giorno = 1 if primo else int(numero or 0)
    return (_scrivi(anno, mese, giorno), dopo) if _esiste(giorno, mese, anno or c.anno) else None


def _mese(c: Cursore, i: int) -> Lettura | None:
    parte = c.chiave(i) if c.chiave(i) in ("inizio", "inizi", "meta", "fine") else ""
    j = c.salta(i + 1, _RIEMPITIVI) if parte else i
    mese = MESI.get(c.chiave(j))
    if mese is None and "-" in c.chiave(j) and c.chiave(i - 1) == "entro":
        # "entro settembre-ottobre"
        primo, _, ultimo_mese = c.chiave(j).partition("-")
        mese = MESI.get(ultimo_mese) if primo in MESI else None
    if mese is None or c.in_posto(j).tipo is not Tipo.PAROLA or (len(c.chiave(j)) <= 4 and not _abbreviato(c, j)):
        return None
    anno, dopo = _anno_scritto(c, j + 1)
    ultimo = monthrange(anno or c.anno, mese)[1]
    giorno = {"meta": 15, "inizio": 1, "inizi": 1}.get(parte, ultimo)
    return _scrivi(anno, mese, giorno), dopo


def _abbreviato(c: Cursore, i: int) -> bool:
    """Short month names ("set", "mar") count only with a full stop or a year after them."""
    return c.chiave(i + 1) == "." or _anno_scritto(c, i + 1)[0] is not None


def _porzione(c: Cursore, i: int) -> Lettura | None:
    """Ordinal and part of the year: "primo semestre", "III trimestre 2024", "1° quadrimestre"."""
    i = c.salta(i + 1, _RIEMPITIVI) if c.chiave(i) in _FINE else i
    mesi = PORZIONI.get(c.chiave(i + 1))
    if mesi is None:
        return None
    cifra = c.in_posto(i).testo[:1] if c.tipo(i) is Tipo.ORDINALE else ""
    ordine = int(cifra) if cifra.isdigit() else ORDINALI.get(c.chiave(i), 0)
    mese = 12 if ordine == -1 else ordine * mesi
    if not 1 <= mese <= 12:
        return None
    anno, dopo = _anno_scritto(c, i + (3 if c.chiave(i + 2) == "." and len(c.chiave(i + 1)) < 8 else 2))
    return _scrivi(anno, mese, monthrange(anno or c.anno, mese)[1]), dopo


def _primi_mesi(c: Cursore, i: int) -> Lettura | None:
    """ "primi tre mesi dell'anno", "prima metà del 2024", "metà anno"."""
    if c.chiave(i) == "primi" and c.chiave(i + 2) == "mesi":
        numerale = leggi_numerale(c.chiave(i + 1)) if c.tipo(i + 1) is Tipo.PAROLA else None
        mese, dopo = int(c.numero(i + 1) or numerale or 0), i + 3
    elif c.chiave(i) == "meta" or (c.chiave(i) in ("prima", "seconda") and c.chiave(i + 1) == "meta"):
        mese, dopo = (12, i + 2) if c.chiave(i) == "seconda" else (6, i + 1 + (c.chiave(i) == "prima"))
    else:
        return None
    anno, fine = _anno_scritto(c, c.salta(dopo, {"di", "dell'", "del", "l'"}))
    if anno is None and c.chiave(c.salta(dopo, {"dell'", "l'"})) == "anno":
        fine = c.salta(dopo, {"dell'", "l'", "anno"})
        anno, fine = _anno_scritto(c, fine)
    elif anno is None:
        return None
    return (_scrivi(anno, mese, monthrange(anno or c.anno, mese)[1]), fine) if 1 <= mese <= 12 else None


def _fine_anno(c: Cursore, i: int) -> Lettura | None:
    j = c.salta(i + 1, _RIEMPITIVI) if c.chiave(i) in _FINE else i
    if j > i and c.in_posto(j).anno:
        return _anno(c, j)
    if c.chiave(j) not in ("anno", "esercizio", "annualita"):
        return None
    anno, dopo = _anno_scritto(c, j + 1)
    if c.chiave(dopo) in ("successivo", "precedente", "seguente", "scolastico", "accademico"):
        return None
    if c.chiave(dopo) == "in" and c.chiave(dopo + 1) == "corso":
        dopo += 2
    return _scrivi(anno, 12, 31), dopo


def _anno(c: Cursore, i: int) -> Lettura | None:
    anno, dopo = _anno_scritto(c, i)
    return (_scrivi(anno, 12, 31), dopo) if anno and dopo == i + 1 else None


def _anno_scritto(c: Cursore, i: int) -> tuple[int | None, int]:
    j = i + 1 if c.chiave(i) == "." and c.chiave(i - 1) in MESI else i
    j = j + 1 if c.chiave(j) in ("del", "dell'", "anno") else j
    j = j + 1 if c.chiave(j) == "anno" else j
    gettone = c.in_posto(j)
    if gettone.tipo is Tipo.NUMERO and len(gettone.testo) == 4 and gettone.testo.isdigit():
        anno = int(gettone.testo)
        if abs(anno - c.anno) <= 15:
            return anno, j + 1
    return None, i


def _solo_anno(c: Cursore, i: int, dopo: int) -> bool:
    return dopo == i + 1 and (c.tipo(i) is Tipo.NUMERO or c.chiave(i) in ("anno", "esercizio", "annualita"))


def _scrivi(anno: int | None, mese: int, giorno: int) -> str:
    return f"{anno:04}-{mese:02}-{giorno:02}" if anno else f"{mese:02}-{giorno:02}"


def _esiste(giorno: int, mese: int, anno: int) -> bool:
    return 1 <= mese <= 12 and 1 <= anno <= 9999 and 1 <= giorno <= monthrange(anno, mese)[1]
