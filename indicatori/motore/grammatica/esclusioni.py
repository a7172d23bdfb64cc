"""Numbers that are not targets: years, codes, ages, hours, days of the month."""

from __future__ import annotations

from indicatori.motore.grammatica.cursore import Cursore, Quantita
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import ARTICOLI, MESI, NOMI_DI_CODICE

NUMERO_ABBREVIATO = frozenset({"n", "nr", "num", "n°", "nº", "numero"})
_NUMERO_PUNTATO = NUMERO_ABBREVIATO | {".", "°"}
_FINESTRA_ANNI = 15
_CIASCUNO = frozenset("ciascuno ciascuna ognuno ognuna tutti tutte".split())
_DEFINITI = frozenset("i gli le dei degli delle".split())
_BASI_DI_TASSO = frozenset({100, 1000, 10_000, 100_000})


def e_misura(c: Cursore, i: int, j: int, quantita: Quantita, operatore: str | None) -> bool:
    """False for years, codes, ages and other numbers that name a thing."""
    if quantita.unita == "%" or quantita.unita == "EUR":
        return not (quantita.dedotta and nome_prima(c, i))
    if quantita.unita == "anni" and operatore not in (">=", "<="):
        return False
    if operatore is None and quantita.unita and c.chiavi[i - 1] == "da":
        # "corsi da 10 ore"
        return False
    if _orario(c, i) or _con_zero_davanti(c.posti[j].testo):
        # "dalle 9 alle 13", "007"
        return False
    if c.tipi[j] is Tipo.PAROLA and operatore is None and not _numerale_libero(c, i, quantita):
        return False
    if operatore is not None:
        di_un_anno = c.chiavi[j - 1] in ("al", "del", "nel") and _anno_di_colonna(c, j)
        return not di_un_anno and not (operatore in "<>" and quantita.unita == "anni")
    if _di_ciascuno(c, i) or _per_mille(c, i, quantita):
        return False
    return not (nome_prima(c, i) or _anno_di_colonna(c, j) or giorno_del_mese(c, i))


def _di_ciascuno(c: Cursore, i: int) -> bool:
    """ "in ciascuno dei 5 Comuni", "in tutti i 5 distretti": how many they are is known, not asked."""
    return c.chiavi[i - 1] in _DEFINITI and c.chiavi[i - 2] in _CIASCUNO


def _per_mille(c: Cursore, i: int, quantita: Quantita) -> bool:
    """ "120 per 1.000 residenti", "accessi / 1.000 abitanti": the base of a rate."""
    dopo_il_primo = c.chiavi[i - 1] in ("per", "/") and i > 1
    return dopo_il_primo and quantita.valore in _BASI_DI_TASSO and c.tipi[quantita.dopo] is Tipo.PAROLA


def _con_zero_davanti(testo: str) -> bool:
    return len(testo) > 1 and testo[0] == "0" and testo.isdigit()


def _orario(c: Cursore, i: int) -> bool:
    return c.chiavi[i - 1] == "dalle" or (c.chiavi[i - 1] == "alle" and c.chiavi[i - 3] == "dalle")


def giorno_del_mese(c: Cursore, i: int) -> bool:
    """ "entro il 10 del mese successivo", "24 ore su 24": a number that is not a target."""
    k = i - 1
    while c.chiavi[k] in ARTICOLI:
        k -= 1
    return c.chiavi[k] in ("entro", "giorno") or c.chiavi[i - 1] in ("su", "ogni") or c.chiavi[i + 1] in MESI


def nome_prima(c: Cursore, i: int) -> bool:
    k = i - 1
    while c.chiavi[k] in _NUMERO_PUNTATO and k > 0:
        k -= 1
    if c.tipi[i] is Tipo.FRAZIONE and c.chiavi[k - 1] in NOMI_DI_CODICE:
        # "Legge regionale 2/15"
        return True
    return c.chiavi[k] in NOMI_DI_CODICE or c.tipi[k] is Tipo.CODICE


def _numerale_libero(c: Cursore, i: int, quantita: Quantita) -> bool:
    """A numeral in words counts at the start of a clause or after a plain preposition, not after an article."""
    if quantita.unita and quantita.unita.startswith("/") and c.chiavi[i - 1] in ARTICOLI:
        return c.comincia(i - 1)
    return c.comincia(i) or c.chiavi[i - 1] in ("di", "con", "in", "su", "per", "ad", "a", "e", "o", "ed")


def _anno_di_colonna(c: Cursore, j: int) -> bool:
    gettone = c.posti[j]
    if not gettone.testo.isdigit() or len(gettone.testo) != 4 or c.totale == 1:
        return gettone.tipo is Tipo.FRAZIONE and any(
            len(p) == 4 and p[:2] in ("19", "20") for p in gettone.testo.split("/")
        )
    return abs(int(gettone.testo) - c.anno) <= _FINESTRA_ANNI
