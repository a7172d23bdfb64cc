"""The result of one condition from and to text: form sentences, spreadsheet cells, print."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.numeri import formatta_numero, leggi_numero
from indicatori.motore.valori import Valore, ammette_in_corso, fondo_scala, numero_di, quota, tipo_campo

_SI = {"si", "sì", "s", "x", "1", "vero", "true", "fatto", "realizzato", "raggiunto"}
_NO = {"no", "n", "0", "falso", "false", "non fatto", "non realizzato", "non raggiunto"}
_IN_CORSO = {"in corso", "avviato", "parziale", "iniziato"}
_DATA = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_DATA_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")
_ATTESE = {
    "%": "una percentuale: scrivi un numero, per esempio 87,5",
    "EUR": "un importo: scrivi un numero, per esempio 10.000,00",
}
_SUFFISSI = {"EUR": ("€", "euro", "eur"), "%": ("%", "per cento"), "giorni": ("giorni", "giorno", "gg.", "gg")}


def leggi_valore(c: Condizione, testo: str) -> Valore:
    """The result written in one cell: "SI", "NO", "30/06/2023", "87,5%", "12/15". An empty cell gives an empty value.

    Raises ValueError with a sentence in Italian that says what to write.
    """
    pulito = testo.replace("\u00a0", " ").strip()
    if not pulito:
        return Valore()
    tipo = tipo_campo(c)
    if tipo == "fatto":
        if pulito.lower().rstrip(".") in _IN_CORSO and ammette_in_corso(c):
            return Valore(fatto=False, in_corso=True)
        return _leggi_fatto(pulito)
    return _leggi_data(pulito) if tipo == "data" else _leggi_numerico(c, pulito)


def scrivi_valore(c: Condizione, v: Valore) -> str:
    """The inverse of `leggi_valore`, for print: "" for an empty value."""
    if v.data is not None and tipo_campo(c) == "data":
        return ("" if v.fatto is not False else "NO, ") + v.data.strftime("%d/%m/%Y")
    if v.numero is None and v.numeratore is not None and v.denominatore is not None:
        return f"{formatta_numero(v.numeratore)}/{formatta_numero(v.denominatore)}"
    if v.numero is not None:
        return _con_unita(c, v.numero)
    if v.in_corso:
        return "IN CORSO"
    if v.fatto is None:
        return v.data.strftime("%d/%m/%Y") if v.data else ""
    return "SI" if v.fatto else "NO"


def controlla_valore(c: Condizione, v: Valore, anno: int) -> list[str]:
    """What is wrong with a result, as sentences in Italian; an empty list when it may be saved."""
    if v.vuoto:
        return []
    tipo = tipo_campo(c)
    if tipo == "fatto":
        if v.in_corso and (v.fatto or not ammette_in_corso(c)):
            return ["Ciò che è in corso non è ancora realizzato: scegli una sola risposta."]
        return ["Indica SI oppure NO."] if v.fatto is None and v.data is None and not v.in_corso else []
    return _errori_data(v, anno) if tipo == "data" else _errori_numero(c, v)


def _leggi_fatto(testo: str) -> Valore:
    parola = testo.lower().rstrip(".")
    if parola in _SI or parola in _NO:
        return Valore(fatto=parola in _SI)
    if (giorno := _data(testo)) is not None:
        return Valore(fatto=True, data=giorno)
    raise ValueError(f"«{testo[:40]}» non è una risposta: scrivi SI oppure NO.")


def _leggi_data(testo: str) -> Valore:
    negato = re.fullmatch(r"no\b[\s,;]*(.*)", testo, re.IGNORECASE)
    resto = negato[1] if negato else testo
    giorno = _data(resto) if resto else None
    if negato and (giorno or not resto):
        return Valore(fatto=False, data=giorno)
    if giorno is None:
        raise ValueError(
            f"«{testo[:40]}» non è una data: scrivila per esempio 30/06/2023, oppure NO se non è avvenuto."
        )
    return Valore(data=giorno)


def _data(testo: str) -> date | None:
    iso, italiana = _DATA_ISO.fullmatch(testo), _DATA.fullmatch(testo)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if italiana:
            anno = int(italiana[3]) + (2000 if len(italiana[3]) == 2 else 0)
            return date(anno, int(italiana[2]), int(italiana[1]))
    except ValueError:
        raise ValueError(f"«{testo}» non è un giorno del calendario.") from None
    return None


def _leggi_numerico(c: Condizione, testo: str) -> Valore:
    parti = testo.split("/")
    scala = fondo_scala(c)
    try:
        if len(parti) == 2 and scala is not None and leggi_numero(parti[1]) == scala:
            return Valore(numero=leggi_numero(parti[0]))
        if len(parti) == 2 and quota(c):
            return Valore(numeratore=leggi_numero(parti[0]), denominatore=leggi_numero(parti[1]))
        return Valore(numero=leggi_numero(_senza_unita(c, testo)))
    except ValueError:
        raise ValueError(f"«{testo[:40]}» non è {_atteso(c)}.") from None


def _atteso(c: Condizione) -> str:
    scala = fondo_scala(c)
    if scala is not None:
        return f"un valore sulla scala da 0 a {formatta_numero(scala)}: scrivi un numero, per esempio 3,5"
    if c.genere in (Genere.DELTA, Genere.FREQUENZA):
        return "un numero: scrivilo per esempio 12"
    return _ATTESE.get(c.unita or "", "un numero: scrivilo per esempio 12 oppure 7,5")


def _senza_unita(c: Condizione, testo: str) -> str:
    basso = testo.lower()
    for suffisso in _SUFFISSI.get(c.unita or "", (c.unita,) if c.unita else ()):
        if basso.endswith(suffisso):
            return testo[: -len(suffisso)]
        if basso.startswith(suffisso):
            return testo[len(suffisso) :]
    return testo


def _con_unita(c: Condizione, numero: Decimal) -> str:
    if c.genere in (Genere.DELTA, Genere.FREQUENZA) or not c.unita:
        return formatta_numero(numero)
    if c.unita == "%" or c.unita.startswith("/"):
        return formatta_numero(numero) + c.unita
    return f"{formatta_numero(numero)} {'€' if c.unita == 'EUR' else c.unita}"


def _errori_data(v: Valore, anno: int) -> list[str]:
    if v.data is None:
        return ["Indica la data in cui è avvenuto."] if v.fatto else []
    if not anno - 1 <= v.data.year <= anno + 1:
        return [f"La data {v.data:%d/%m/%Y} è lontana dall'anno {anno}: controllala."]
    return []


def _errori_numero(c: Condizione, v: Valore) -> list[str]:
    errori = []
    if v.denominatore is not None and v.denominatore == 0:
        errori.append("Il denominatore non può essere 0.")
    elif v.denominatore is not None and v.denominatore < 0:
        errori.append("Il denominatore non può essere negativo.")
    if v.numero is None and (v.numeratore is None) != (v.denominatore is None):
        errori.append("Scrivi sia il numeratore sia il denominatore.")
    numero = numero_di(c, v)
    if numero is None:
        return errori or (["Scrivi un numero."] if v.numeratore is None else errori)
    return errori + _fuori_misura(c, numero)


def _fuori_misura(c: Condizione, numero: Fraction) -> list[str]:
    scala = fondo_scala(c)
    if scala is not None and numero > scala:
        return [f"Il valore supera il massimo della scala ({formatta_numero(scala)})."]
    if numero < 0 and c.genere is not Genere.DELTA and c.unita != "EUR" and (c.valore is None or c.valore >= 0):
        return ["Il valore non può essere negativo."]
    if c.genere is Genere.FREQUENZA and numero.denominator != 1:
        return ["Il numero di volte deve essere intero."]
    return []
