"""A number with its unit: "10.000,00€", "7,5 %", "3 gg", "3,5/4", "due", "1,5 milioni di euro"."""

from __future__ import annotations

from decimal import Decimal

from indicatori.motore.grammatica.cursore import Cursore, Quantita
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    GIORNI_CONTATI,
    MESI,
    MULTIPLI,
    PARTI,
    PREPOSIZIONI_DI,
    TEMPI,
    VALUTE,
)
from indicatori.motore.numeri import NUMERALI, formatta_numero, leggi_numerale
from indicatori.motore.valori import PUNTI_PERCENTUALI

_NUMERICI = (Tipo.NUMERO, Tipo.FRAZIONE)
_CHIAVI_INIZIALI = VALUTE | NUMERALI | {"un'", "gg", "meta"}
_ANNUI = frozenset({"annuo", "annua", "annui"})
_VERSO_LA_SCALA = frozenset({"su", "in", "una", "scala", "di", "da", "("})
_DURATE = frozenset(TEMPI.values())


def leggi_quantita(c: Cursore, i: int, *, con_una: bool = False) -> Quantita | None:
    """The quantity at token `i`, or None. "una" counts as 1 only where `con_una` says a quantity is expected.

    Several rules look at the same place: each place is read once a text.
    """
    gettone = c.posti[i]
    if gettone.tipo not in _NUMERICI and gettone.chiave not in _CHIAVI_INIZIALI:
        return None
    posto = (i, con_una)
    if posto in c.quantita:
        return c.quantita[posto]
    letta = c.quantita[posto] = _leggi(c, i, con_una)
    return letta


def _leggi(c: Cursore, i: int, con_una: bool) -> Quantita | None:
    tipo = c.tipi[i]
    if tipo is Tipo.NUMERO:
        return _con_unita(c, i)
    if tipo is Tipo.FRAZIONE:
        return _frazione(c, i)
    if c.chiavi[i] in VALUTE and c.chiavi[i + 1] == "." and c.numero(i + 2) is not None:
        # "€. 1.500"
        valore, dopo = _moltiplicato(c, i + 2)
        return Quantita(valore, "EUR", dopo)
    if c.chiavi[i] in VALUTE and c.numero(i + 1) is not None:
        valore, dopo = _moltiplicato(c, i + 1)
        return Quantita(valore, "EUR", dopo)
    if c.chiavi[i] == "gg" and c.numero(i + 1) is not None:
        return _con_unita(c, i + 1)
    parte = _parte_in_parole(c, i)
    if parte:
        return parte
    numerale = _numerale(c, i, con_una)
    if numerale is None:
        return None
    unita, dopo = leggi_unita(c, i + 1)
    return Quantita(Decimal(numerale), unita, dopo)


def leggi_unita(c: Cursore, i: int) -> tuple[str | None, int]:
    """The unit at token `i` (None when there is none) and the place after it and after "/anno", "annui"."""
    unita, dopo = _unita(c, i)
    if unita is None:
        return None, i
    if c.chiavi[dopo] in ("/", "all'", "l'") and c.chiavi[dopo + 1] == "anno":
        return unita, dopo + 2
    return unita, dopo + 1 if c.chiavi[dopo] in _ANNUI else dopo


def _unita(c: Cursore, i: int) -> tuple[str | None, int]:
    chiave = c.chiavi[i]
    if chiave == "%" or chiave == "percento":
        return "%", i + 1
    if chiave == "per" and c.chiavi[i + 1] == "cento":
        return "%", i + 2
    punti = _punti_percentuali(c, i)
    if punti:
        return PUNTI_PERCENTUALI, punti
    if chiave in VALUTE:
        return "EUR", i + 1
    if chiave in TEMPI and not (chiave == "g" and not c.attaccato(i - 1)):
        dopo = i + 2 if c.chiavi[i + 1] == "." and len(chiave) <= 4 else i + 1
        return TEMPI[chiave], dopo + 1 if c.chiavi[dopo] in GIORNI_CONTATI else dopo
    return None, i


def _punti_percentuali(c: Cursore, i: int) -> int:
    if c.chiavi[i] in ("punti", "punto") and c.chiavi[i + 1] in ("percentuali", "percentuale", "%"):
        return i + 2
    if c.chiavi[i] == "p" and c.chiavi[i + 1] == "." and c.chiavi[i + 2] == "p":
        return i + (4 if c.chiavi[i + 3] == "." else 3)
    return i + 1 if c.chiavi[i] == "pp" else 0


def _con_unita(c: Cursore, i: int) -> Quantita | None:
    valore, dopo = _moltiplicato(c, i)
    if c.chiavi[dopo] == "%":
        unita, fine = leggi_unita(c, dopo)
        # "il 50% + 1 dei Comuni"
        return Quantita(valore, unita, fine + 2 if c.chiavi[fine : fine + 2] == ("+", "1") else fine)
    if c.chiavi[dopo] == "(" and c.chiavi[dopo + 2] == ")" and leggi_numerale(c.chiavi[dopo + 1]) == valore:
        # "30 (trenta) giorni"
        dopo += 3
    parentesi = 1 if c.chiavi[dopo] == "(" else 0
    if c.chiavi[dopo + parentesi] == "su" and c.numero(dopo + parentesi + 1) is not None:
        return _su(c, valore, dopo + parentesi)
    if valore == 1 and c.chiavi[dopo] == ":" and c.numero(dopo + 1) is not None and c.attaccato(dopo - 1):
        # "1:5.000"
        return Quantita(valore, _su_quanti(c.numero(dopo + 1)), dopo + 2)
    scala = _scala_nominata(c, valore, dopo)
    if scala:
        return scala
    unita, fine = leggi_unita(c, dopo)
    if unita is None and "gg" in (c.chiavi[i - 1], c.chiavi[i - 2] if c.chiavi[i - 1] == "." else ""):
        unita = "giorni"
    if unita is None and _in_centesimi(c.posti[i].testo, valore):
        return Quantita(valore, "EUR", fine, dedotta=True)
    if unita in _DURATE and c.chiavi[fine] == "su" and c.numero(fine + 1) is not None:
        return None
    return Quantita(valore, unita, fine)


def _moltiplicato(c: Cursore, i: int) -> tuple[Decimal, int]:
    valore, dopo = c.numero(i) or Decimal(0), i + 1
    multiplo = MULTIPLI.get(c.chiavi[dopo])
    if multiplo is None:
        return valore, dopo
    dopo += 2 if c.chiavi[dopo + 1] in ("di", ".") else 1
    return valore * multiplo, dopo


def _su(c: Cursore, valore: Decimal, i: int) -> Quantita | None:
    """ "3,5 su 4" is a scale; "24 ore su 24" was refused before."""
    fondo = c.numero(i + 1) or Decimal(0)
    if valore <= fondo and fondo > 1:
        return Quantita(valore, _su_quanti(fondo), _chiusa(c, i + 2))
    return None


def _su_quanti(totale: Decimal | None) -> str:
    """The unit of a part of a whole: "/4", "/5000"."""
    return "/" + formatta_numero(totale or 1).replace(".", "")


def _chiusa(c: Cursore, i: int) -> int:
    """The place after a closing parenthesis, if one stands at `i`."""
    return i + 1 if c.chiavi[i] == ")" else i


def _parte_in_parole(c: Cursore, i: int) -> Quantita | None:
    """ "due terzi dei comuni", "la metà degli utenti": parts of a whole, never of a month or of the year."""
    if c.chiavi[i] == "meta":
        sopra, sotto, dopo = 1, 2, i + 1
    else:
        letto = leggi_numerale(c.chiavi[i]) if c.tipi[i] is Tipo.PAROLA and c.chiavi[i + 1] in PARTI else None
        if letto is None:
            return None
        sopra, sotto, dopo = letto, PARTI[c.chiavi[i + 1]], i + 2
    if c.chiavi[dopo] not in PREPOSIZIONI_DI or c.chiavi[dopo + 1] == "anno" or c.chiavi[dopo + 1] in MESI:
        return None
    return Quantita(Decimal(sopra), f"/{sotto}", dopo)


def _scala_nominata(c: Cursore, valore: Decimal, i: int) -> Quantita | None:
    """ "4 su scala 1-5", "4 su una scala da 1 a 5"."""
    if c.chiavi[i] not in _VERSO_LA_SCALA:
        return None
    j = c.salta(i, _VERSO_LA_SCALA)
    if "scala" not in c.chiavi[i:j]:
        return None
    if c.numero(j) is not None and c.chiavi[j + 1] == "a" and c.numero(j + 2) is not None:
        j += 2
    fondo = c.posti[j].secondo if c.tipi[j] is Tipo.COPPIA else c.numero(j)
    return None if fondo is None or fondo < valore else Quantita(valore, _su_quanti(fondo), _chiusa(c, j + 1))


def _frazione(c: Cursore, i: int) -> Quantita | None:
    gettone = c.posti[i]
    sopra, sotto = gettone.valore, gettone.secondo
    if sopra is None or sotto is None or sotto < 2 or sopra > sotto or (sotto >= 1000 and sopra != 1):
        return None
    if gettone.testo.startswith("0") and "," not in gettone.testo:
        return None
    return Quantita(sopra, _su_quanti(sotto), i + 1)


def _in_centesimi(testo: str, valore: Decimal) -> bool:
    """Cents on a large whole amount betray money: "2500,00"."""
    return "," in testo and len(testo.rpartition(",")[2]) == 2 and valore >= 100


def _numerale(c: Cursore, i: int, con_una: bool) -> int | None:
    if c.tipi[i] is not Tipo.PAROLA:
        return None
    valore = 1 if c.chiavi[i] == "un'" else leggi_numerale(c.chiavi[i])
    return None if valore == 1 and not con_una else valore
