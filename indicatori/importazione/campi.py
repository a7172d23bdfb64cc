"""One cell to one typed value. A text that cannot be read is a finding at its address and the value is left out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from indicatori.importazione.modello import SEPARATORE, normalizza
from indicatori.importazione.protezione import libera
from indicatori.importazione.tabelle import ANNI_AMMESSI, RigaLetta
from indicatori.motore.numeri import arrotonda, leggi_numero

_DATA = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_DATA_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SEGNATO = {"x", "si", "sì", "vero", "true", "1", "•", "●", "✓", "✔", "✗", "■", "☑", "☒"}
_NON_SEGNATO = {"", "no", "falso", "false", "0", "-", "–", "☐"}
DECIMALI_DI_UN_PESO = 3


def testo(riga: RigaLetta, campo: str) -> str:
    """The text, with its length and presence checked against the template."""
    colonna = riga.tabella.modello.colonna(campo)
    valore = riga.testo(campo)
    if colonna.richiesta and not valore:
        riga.rilievo("IMP-VALORE-MANCANTE", "E", campo, f"Manca il valore di «{colonna.titolo}».", "Scrivilo.")
    if colonna.massimo and len(valore) > colonna.massimo:
        messaggio = f"Il testo di «{colonna.titolo}» è di {len(valore)} caratteri: al massimo {colonna.massimo}."
        riga.rilievo("IMP-TESTO-LUNGO", "E", campo, messaggio, "Accorcialo.")
    return valore


def elenco(riga: RigaLetta, campo: str) -> tuple[str, ...]:
    """Values joined by semicolons, repeated ones once, in the order written."""
    voci = (libera(voce.strip()) for voce in riga.testo(campo).split(SEPARATORE.strip()))
    return tuple(dict.fromkeys(voce for voce in voci if voce))


def percentuale(riga: RigaLetta, campo: str) -> Decimal | None:
    """A weight in percent, 0-100, with at most three decimals ("65", "65,00", "65 %")."""
    valore = riga.testo(campo)
    if not valore:
        return None
    titolo = riga.tabella.modello.colonna(campo).titolo
    try:
        numero = leggi_numero(valore.removesuffix("%"))
    except ValueError:
        riga.rilievo(
            "IMP-NUMERO-NON-VALIDO", "E", campo, f"«{valore[:40]}» non è un numero.", f"Scrivi {titolo} come 65 o 7,5."
        )
        return None
    if not 0 <= numero <= 100:
        riga.rilievo(
            "IMP-NUMERO-FUORI-MISURA",
            "E",
            campo,
            f"«{valore}» è fuori da 0-100.",
            f"{titolo} è una percentuale, da 0 a 100.",
        )
        return None
    arrotondato = arrotonda(numero, DECIMALI_DI_UN_PESO)
    if arrotondato != numero:
        riga.rilievo("IMP-NUMERO-ARROTONDATO", "W", campo, f"«{valore}» è arrotondato a tre decimali.")
        return arrotondato
    return numero


def giorno(riga: RigaLetta, campo: str) -> date | None:
    """A day written gg/mm/aaaa (or gg/mm/aa, or aaaa-mm-gg)."""
    valore = riga.testo(campo)
    if not valore:
        return None
    italiana, iso = _DATA.fullmatch(valore), _DATA_ISO.fullmatch(valore)
    try:
        if italiana:
            anno = int(italiana[3]) + (2000 if len(italiana[3]) == 2 else 0)
            letta = date(anno, int(italiana[2]), int(italiana[1]))
            if letta.year in ANNI_AMMESSI:
                return letta
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    rimedio = "Scrivi un giorno del calendario come 30/06/2023."
    riga.rilievo("IMP-DATA-NON-VALIDA", "E", campo, f"«{valore[:40]}» non è una data.", rimedio)
    return None


def anno(riga: RigaLetta, campo: str) -> int | None:
    valore = testo(riga, campo)
    if not valore:
        return None
    cifre = valore.replace(".", "").removesuffix(",0")
    if cifre.isdecimal() and int(cifre) in ANNI_AMMESSI:
        return int(cifre)
    riga.rilievo("IMP-ANNO-NON-VALIDO", "E", campo, f"«{valore[:40]}» non è un anno.", "Scrivi un anno come 2023.")
    return None


def segnato(riga: RigaLetta, campo: str, *, in_anno: int | None = None) -> bool:
    """Whether a cell is ticked: X or x, SI, a dot; empty and NO are not."""
    valore = riga.testo(campo) if in_anno is None else riga.annuali.get(campo, {}).get(in_anno, "")
    basso = valore.lower()
    if basso not in _SEGNATO | _NON_SEGNATO:
        messaggio = f"«{valore[:40]}» non dice se la casella è segnata."
        riga.rilievo("IMP-CASELLA-NON-VALIDA", "E", campo, messaggio, "Scrivi X oppure lascia vuoto.", anno=in_anno)
    return basso in _SEGNATO


def scelta(riga: RigaLetta, campo: str, ammesse: dict[str, str], predefinita: str = "") -> str:
    """One of `ammesse` (value -> label), written as value or as label."""
    valore = testo(riga, campo)
    if not valore:
        return predefinita
    for codice, etichetta in ammesse.items():
        if normalizza(valore) in (normalizza(codice), normalizza(etichetta)):
            return codice
    elencate = ", ".join(ammesse)
    riga.rilievo("IMP-VALORE-NON-AMMESSO", "E", campo, f"«{valore[:40]}» non è ammesso.", f"Scrivi uno di: {elencate}.")
    return predefinita
