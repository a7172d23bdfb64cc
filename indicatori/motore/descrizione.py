"""A condition in words, in a form that the grammar reads back."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.grammatica.lessico import CADENZA, CADENZE, NESSUNO
from indicatori.motore.numeri import formatta_numero

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
# words that the grammar would read inside a label, where they only name a thing
_SPIE = frozenset(CADENZE) | frozenset(MESI) | NESSUNO | CADENZA | {"entro", "ogni", "almeno", "massimo", "minimo"}
_INSIDIE = re.compile(r"[0-9;:%€(]")
OPERATORI = {">=": "almeno", ">": "più di", "<=": "al massimo", "<": "meno di", "=": "pari a"}
# a change of nothing
_SENZA_VARIAZIONE = {
    None: "mantenimento del",
    ">=": "non inferiore al",
    ">": "superiore al",
    "<=": "non superiore al",
    "<": "inferiore al",
    "=": "pari al",
}
# a fall with another comparator than its own, "at least": a fall of less is more
_RIDUZIONI = {
    ">=": "riduzione non superiore a ",
    ">": "riduzione inferiore a ",
    "<": "riduzione superiore a ",
    "=": "riduzione pari a ",
}


def descrivi(c: Condizione) -> str:
    """An Italian phrase without capital or full stop of its own: "adesioni: almeno 75 %" and the like."""
    testo = _CON_GENERE[c.genere](c)
    return f"{testo} (baseline {formatta_numero(c.base)})" if c.base is not None else testo


def descrivi_data(data: str) -> str:
    """ "MM-DD" or "YYYY-MM-DD" as read aloud after "entro": "giugno", "il 15 giugno", "il 05/10/2021"."""
    if len(data) > 5:
        anno, mese, giorno = data.split("-")
        return f"il {giorno}/{mese}/{anno}"
    mese_n, giorno_n = int(data[:2]), int(data[3:])
    # February's last day depends on the year, which is not here: name the day
    if mese_n != 2 and giorno_n == monthrange(2023, mese_n)[1]:
        return MESI[mese_n - 1]
    return f"{_il(giorno_n)}{giorno_n} {MESI[mese_n - 1]}"


def descrivi_quantita(valore: Decimal | None, unita: str | None) -> str:
    """ "7,5 %", "10.000 €", "3 giorni", "3,5/4"."""
    numero = "" if valore is None else formatta_numero(valore)
    if unita is None:
        return numero
    return numero + unita if unita.startswith("/") else f"{numero} {'€' if unita == 'EUR' else unita}"


def _il(giorno: int) -> str:
    return "l'" if giorno in (8, 11) else "il "


def _nome(etichetta: str) -> str:
    """The label, between guillemets where the grammar would take it for a measure: «Report 2024»."""
    insidiosa = _INSIDIE.search(etichetta) or not _SPIE.isdisjoint(etichetta.lower().split())
    return f"«{etichetta}»" if insidiosa and not set(etichetta) & set("«»\n") else etichetta


def _con_etichetta(c: Condizione, misura: str) -> str:
    return f"{_nome(c.etichetta)}: {misura}" if c.etichetta else misura


def _booleano(c: Condizione) -> str:
    return _con_etichetta(c, "SI" if c.valore != 0 else "NO")


def _scadenza(c: Condizione) -> str:
    if c.data is None:
        return c.etichetta or "scadenza legata a un evento"
    quando = ("prima del " if c.operatore == "<" else "entro ") + descrivi_data(c.data)
    return f"{_nome(c.etichetta)} {quando}" if c.etichetta else quando


def _soglia(c: Condizione) -> str:
    quantita = descrivi_quantita(c.valore, c.unita)
    if c.etichetta and c.etichetta.lower().startswith(("dal ", "dall", "dai ", "dagli ", "dalle ")):
        return f"{'entro' if c.operatore == '<=' else _operatore(c)} {quantita} {c.etichetta}".strip()
    return _con_etichetta(c, f"{_operatore(c)} {quantita}".strip())


def _operatore(c: Condizione) -> str:
    # in words, a negative number would be a change
    if c.genere is Genere.SOGLIA and c.valore is not None and c.valore < 0:
        return c.operatore or ""
    return OPERATORI.get(c.operatore or "", "")


def _intervallo(c: Condizione) -> str:
    estremi = f"tra {formatta_numero(c.valore or Decimal(0))} e {descrivi_quantita(c.valore_max, c.unita)}"
    return _con_etichetta(c, estremi)


def _frequenza(c: Condizione) -> str:
    volte = "una volta" if c.valore == 1 else f"{formatta_numero(c.valore or Decimal(0))} volte"
    return _con_etichetta(c, f"{_operatore(c)} {volte} l'anno".strip())


def _delta(c: Condizione) -> str:
    valore = c.valore or Decimal(0)
    if not valore and c.unita is None:
        return _con_etichetta(c, f"{_SENZA_VARIAZIONE[c.operatore]} valore di partenza")
    quantita = descrivi_quantita(abs(valore), c.unita)
    if valore < 0:
        return _con_etichetta(c, f"{_RIDUZIONI.get(c.operatore or '', '-')}{quantita}")
    operatore = "" if c.operatore == ">=" else _operatore(c) + " "
    return _con_etichetta(c, f"{operatore}+{quantita}")


def _qualitativo(c: Condizione) -> str:
    return c.etichetta or "traguardo"


_CON_GENERE = {
    Genere.BOOLEANO: _booleano,
    Genere.SCADENZA: _scadenza,
    Genere.SOGLIA: _soglia,
    Genere.INTERVALLO: _intervallo,
    Genere.FREQUENZA: _frequenza,
    Genere.DELTA: _delta,
    Genere.QUALITATIVO: _qualitativo,
}
