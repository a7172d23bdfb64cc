"""Days: "5/10/2021", "31 dicembre", "marzo 2024", "primo semestre", "fine anno"."""

from __future__ import annotations

import re
from calendar import monthrange

from indicatori.motore.grammatica.cursore import Cursore
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import ARTICOLI, MESI, ORDINALI, PORZIONI, PREPOSIZIONI_DI, TEMPI
from indicatori.motore.numeri import leggi_numerale

RIEMPITIVI = (
    ARTICOLI | PREPOSIZIONI_DI | frozenset({"giorno", "mese", "data", "e", "non", "oltre", ":", "al", "alla", "'"})
)
_DELL = frozenset({"dell'", "l'"})
_DELL_ANNO, _DI_UN_ANNO = _DELL | {"anno"}, _DELL | {"di", "del"}
ANNO = frozenset({"anno", "esercizio", "annualita"})
FINE = frozenset({"fine", "termine"})
_FINESTRA_ANNI = 15

# "31.12": otherwise a decimal number
_GIORNO_PUNTATO = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})")

Lettura = tuple[str, int]


def leggi_data(c: Cursore, i: int) -> Lettura | None:
    """The date at token `i` ("MM-DD", or "YYYY-MM-DD" where the year is written) and the place after it."""
    if c.tipi[i] is Tipo.NUMERO and not puo_essere_data(c, i):
        return None
    for lettore in (_decade, _data_numerica, _giorno_e_mese, _mese, leggi_porzione, _primi_mesi, _fine_anno, _anno):
        trovata = lettore(c, i)
        if trovata:
            return trovata
    return None


def puo_essere_data(c: Cursore, i: int) -> bool:
    """A look at a bare number: a year, "31.12", or a day before a month."""
    testo = c.posti[i].testo
    return len(testo) == 4 or "." in testo or c.chiavi[i + 1] in MESI or c.chiavi[i + 2] in MESI


def _data_numerica(c: Cursore, i: int) -> Lettura | None:
    gettone = c.posti[i]
    if gettone.giorno:
        giorno, mese, anno = gettone.giorno
        return (f"{anno:04}-{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, anno) else None
    puntata = _GIORNO_PUNTATO.fullmatch(gettone.testo)
    introdotta = c.chiavi[i - 1] in ("il", "entro", "al")
    if puntata and (introdotta or (c.comincia(i) and c.chiavi[i + 1] == ":")):
        giorno, mese = int(puntata[1]), int(puntata[2])
        return (f"{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, c.anno) else None
    if gettone.tipo is Tipo.COPPIA and (not introdotta or c.chiavi[i + 1] in TEMPI or "%" in gettone.testo):
        return None
    if gettone.tipo in (Tipo.FRAZIONE, Tipo.COPPIA) and gettone.valore and gettone.secondo:
        if gettone.testo[-4:].isdigit() and gettone.valore <= 12:
            return _mese_e_anno(c, i)
        if gettone.valore % 1 or gettone.secondo % 1:
            return None
        giorno, mese = int(gettone.valore), int(gettone.secondo)
        if (giorno, mese) == (24, 7) and c.chiavi[i - 1] not in ("entro", "il", "al"):
            # round the clock
            return None
        return (f"{mese:02}-{giorno:02}", i + 1) if _esiste(giorno, mese, c.anno) else None
    return None


def _mese_e_anno(c: Cursore, i: int) -> Lettura | None:
    """ "entro 12/2024", or nothing else in the text: elsewhere it is the number of an act."""
    gettone = c.posti[i]
    mese, anno = int(gettone.valore or 0), int(gettone.secondo or 0)
    if not mese or abs(anno - c.anno) > _FINESTRA_ANNI or (c.chiavi[i - 1] != "entro" and c.totale > 1):
        return None
    return _scrivi(anno, mese, monthrange(anno, mese)[1]), i + 1


def _giorno_e_mese(c: Cursore, i: int) -> Lettura | None:
    numero = c.numero(i)
    primo = c.tipi[i] is Tipo.ORDINALE and c.posti[i].testo[0] == "1"
    dopo_di = i + 2 if c.chiavi[i + 1] in ("di", "d'") else i + 1
    mese = MESI.get(c.chiavi[dopo_di])
    if mese is None or (not primo and (numero is None or numero % 1)):
        return None
    anno, dopo = _anno_scritto(c, dopo_di + 1)
    giorno = 1 if primo else int(numero or 0)
    return (_scrivi(anno, mese, giorno), dopo) if _esiste(giorno, mese, anno or c.anno) else None


def _mese(c: Cursore, i: int) -> Lettura | None:
    parte = c.chiavi[i] if c.chiavi[i] in ("inizio", "inizi", "meta", "fine") else ""
    j = c.salta(i + 1, RIEMPITIVI) if parte else i
    mese = MESI.get(c.chiavi[j])
    if mese is None and "-" in c.chiavi[j] and c.chiavi[i - 1] == "entro":
        # "entro settembre-ottobre"
        primo, _, ultimo_mese = c.chiavi[j].partition("-")
        mese = MESI.get(ultimo_mese) if primo in MESI else None
    if mese is None or c.posti[j].tipo is not Tipo.PAROLA or (len(c.chiavi[j]) <= 4 and not _abbreviato(c, j)):
        return None
    anno, dopo = _anno_scritto(c, j + 1)
    ultimo = monthrange(anno or c.anno, mese)[1]
    giorno = {"meta": 15, "inizio": 1, "inizi": 1}.get(parte, ultimo)
    return _scrivi(anno, mese, giorno), dopo


def _decade(c: Cursore, i: int) -> Lettura | None:
    """ "prima decade di luglio": by its last day."""
    if c.chiavi[i + 1] != "decade" or c.chiavi[i + 2] not in ("di", "d'"):
        return None
    ordine, mese = ORDINALI.get(c.chiavi[i], 0), MESI.get(c.chiavi[i + 3])
    if mese is None or not ordine or ordine > 3:
        return None
    anno, dopo = _anno_scritto(c, i + 4)
    ultimo = monthrange(anno or c.anno, mese)[1]
    return _scrivi(anno, mese, 10 * ordine if ordine in (1, 2) else ultimo), dopo


def _abbreviato(c: Cursore, i: int) -> bool:
    """Short month names ("set", "mar") count only with a full stop or a year after them."""
    return c.chiavi[i + 1] == "." or _anno_scritto(c, i + 1)[0] is not None


def leggi_porzione(c: Cursore, i: int) -> Lettura | None:
    """Ordinal and part of the year: "primo semestre", "III trimestre 2024", "1° quadrimestre"."""
    i = c.salta(i + 1, RIEMPITIVI) if c.chiavi[i] in FINE else i
    if c.chiavi[i + 1] in ("°", "º") and c.chiavi[i] in ORDINALI and c.chiavi[i + 2] in PORZIONI:
        # "I° trimestre"
        return _fineleggi_porzione(c, ORDINALI[c.chiavi[i]], i + 2)
    if c.chiavi[i + 1] not in PORZIONI:
        return None
    cifra = c.posti[i].testo[:1] if c.tipi[i] is Tipo.ORDINALE else ""
    ordine = int(cifra) if cifra.isdigit() else ORDINALI.get(c.chiavi[i], 0)
    return _fineleggi_porzione(c, ordine, i + 1)


def _fineleggi_porzione(c: Cursore, ordine: int, i: int) -> Lettura | None:
    """The last day of the `ordine`-th part of the year named at `i` (-1 is the last part)."""
    mese = 12 if ordine == -1 else ordine * PORZIONI[c.chiavi[i]]
    if not 1 <= mese <= 12:
        return None
    anno, dopo = _anno_scritto(c, i + (2 if c.chiavi[i + 1] == "." and len(c.chiavi[i]) < 8 else 1))
    return _scrivi(anno, mese, monthrange(anno or c.anno, mese)[1]), dopo


def _primi_mesi(c: Cursore, i: int) -> Lettura | None:
    """ "primi tre mesi dell'anno", "prima metà del 2024", "metà anno"."""
    if c.chiavi[i] == "primi" and c.chiavi[i + 2] == "mesi":
        numerale = leggi_numerale(c.chiavi[i + 1]) if c.tipi[i + 1] is Tipo.PAROLA else None
        mese, dopo = int(c.numero(i + 1) or numerale or 0), i + 3
    elif c.chiavi[i] == "meta" or (c.chiavi[i] in ("prima", "seconda") and c.chiavi[i + 1] == "meta"):
        mese, dopo = (12, i + 2) if c.chiavi[i] == "seconda" else (6, i + 1 + (c.chiavi[i] == "prima"))
    else:
        return None
    mese_nominato = MESI.get(c.chiavi[dopo + 1]) if c.chiavi[dopo] in ("di", "d'") else None
    if mese_nominato and dopo > i + 1:
        # "seconda metà di novembre"
        anno, fine = _anno_scritto(c, dopo + 2)
        ultimo = monthrange(anno or c.anno, mese_nominato)[1]
        return _scrivi(anno, mese_nominato, 15 if mese == 6 else ultimo), fine
    anno, fine = _anno_scritto(c, c.salta(dopo, _DI_UN_ANNO))
    if anno is None and c.chiavi[c.salta(dopo, _DELL)] == "anno":
        fine = c.salta(dopo, _DELL_ANNO)
        anno, fine = _anno_scritto(c, fine)
    elif anno is None:
        return None
    return (_scrivi(anno, mese, monthrange(anno or c.anno, mese)[1]), fine) if 1 <= mese <= 12 else None


def _fine_anno(c: Cursore, i: int) -> Lettura | None:
    j = c.salta(i + 1, RIEMPITIVI) if c.chiavi[i] in FINE else i
    if j > i and c.posti[j].anno:
        return _anno(c, j)
    if c.chiavi[j] not in ("anno", "esercizio", "annualita"):
        return None
    anno, dopo = _anno_scritto(c, j + 1)
    if c.chiavi[dopo] in ("successivo", "precedente", "seguente", "scolastico", "accademico"):
        return None
    if c.chiavi[dopo] == "in" and c.chiavi[dopo + 1] == "corso":
        dopo += 2
    return _scrivi(anno, 12, 31), dopo


def _anno(c: Cursore, i: int) -> Lettura | None:
    anno, dopo = _anno_scritto(c, i)
    return (_scrivi(anno, 12, 31), dopo) if anno and dopo == i + 1 else None


def _anno_scritto(c: Cursore, i: int) -> tuple[int | None, int]:
    j = i + 1 if c.chiavi[i] == "." and c.chiavi[i - 1] in MESI else i
    j = j + 1 if c.chiavi[j] in ("del", "dell'", "anno") else j
    j = j + 1 if c.chiavi[j] == "anno" else j
    gettone = c.posti[j]
    if gettone.tipo is Tipo.NUMERO and len(gettone.testo) == 4 and gettone.testo.isdigit():
        anno = int(gettone.testo)
        if abs(anno - c.anno) <= _FINESTRA_ANNI:
            return anno, j + 1
    return None, i


def _scrivi(anno: int | None, mese: int, giorno: int) -> str:
    return f"{anno:04}-{mese:02}-{giorno:02}" if anno else f"{mese:02}-{giorno:02}"


def _esiste(giorno: int, mese: int, anno: int) -> bool:
    return 1 <= mese <= 12 and 1 <= anno <= 9999 and 1 <= giorno <= monthrange(anno, mese)[1]
