"""What a person sees in a cell: typed values of a workbook as Italian text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from indicatori.motore.numeri import formatta_numero

_TRA_VIRGOLETTE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NON_STAMPABILI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECIMALI = re.compile(r"\.([0#?]+)")
CIFRE_DI_UN_FOGLIO = 15


def pulisci(testo: str) -> str:
    """Ends trimmed (no-break spaces too), line ends as "\\n", characters that no page can print left out.

    Half a pair of UTF-16 is one of them: no database takes it.
    """
    return _NON_STAMPABILI.sub("", testo.replace("\r\n", "\n").replace("\r", "\n")).strip()


def in_testo(valore: Any, formato: str = "General") -> str:
    """The text of a typed value; `formato` is the workbook's number format ("0%", "#,##0.00")."""
    if valore is None:
        return ""
    if isinstance(valore, str):
        return pulisci(valore)
    if isinstance(valore, bool):
        return "VERO" if valore else "FALSO"
    if isinstance(valore, datetime):
        return f"{valore:%d/%m/%Y}" if valore.time() == time(0) else f"{valore:%d/%m/%Y %H:%M}"
    if isinstance(valore, date):
        return f"{valore:%d/%m/%Y}"
    if isinstance(valore, time):
        return f"{valore:%H:%M}"
    if isinstance(valore, timedelta):
        minuti = int(valore.total_seconds()) // 60
        return f"{minuti // 60}:{minuti % 60:02d}"
    return _numero_in_testo(valore, formato)


def _numero_in_testo(valore: int | float | Decimal, formato: str) -> str:
    try:
        numero = Decimal(f"{valore:.{CIFRE_DI_UN_FOGLIO}g}" if isinstance(valore, float) else str(valore))
    except InvalidOperation:
        return pulisci(str(valore))
    if not numero.is_finite():
        return str(valore)
    maschera = _TRA_VIRGOLETTE.sub("", formato.split(";")[0])
    if "%" in maschera:
        return _con_decimali(numero * 100, maschera) + "%"
    valuta = " €" if "€" in formato or "EUR" in formato else ""
    if "," in maschera or valuta:
        return formatta_numero(numero, _decimali(maschera)) + valuta
    return _con_decimali(numero, maschera)


def _con_decimali(numero: Decimal, maschera: str) -> str:
    """Without the thousands' dots, as a sheet shows a number that has no thousands format."""
    cifre = re.search(r"[0#]", maschera)
    if cifre:
        return formatta_numero(numero, _decimali(maschera)).replace(".", "")
    testo = format(numero.normalize(), "f") if numero else "0"
    return testo.replace(".", ",")


def _decimali(maschera: str) -> int:
    trovati = _DECIMALI.search(maschera)
    return len(trovati[1]) if trovati else 0
