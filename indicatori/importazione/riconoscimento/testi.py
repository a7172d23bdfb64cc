"""Texts of a copied page: scraps of HTML and LaTeX, bullets, marks, words split at the end of a line."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from indicatori.motore.numeri import leggi_numero

# No pattern begins with blanks: looking for one among thousands of them would take their square.
_TAG = re.compile(r"</?(?:ul|ol|p|b|i|u|em|strong|span|div|font|sup|sub|li|br)\b[^<>]*>", re.I)
_VOCE = re.compile(r"<(?:li|br)\b[^<>]*>", re.I)
_PUNTO_ELENCO = re.compile(r"[●•▪■◦]")
_COMANDO = re.compile(r"\\[a-zA-Z]")
_COMANDO_TESTO = re.compile(r"\\(?:text|mathrm|textbf|mbox)\{([^{}]*)\}")
_COMANDI = {r"\times": "×", r"\cdot": "·", r"\leq": "≤", r"\geq": "≥", r"\div": "÷", r"\%": "%"}
_SEGNI = {"x", "si", "sì", "●", "•", "✓", "✔", "✗", "■", "▪", "☑", "☒", "vero", "1"}
_NON_SEGNI = {"no", "-", "–", "☐", "□", "falso", "0"}
_PREFISSI = {"co", "ex", "socio", "multi", "inter", "pre", "post", "vice", "anti", "auto", "semi", "extra", "tecnico"}
_SOSPESE = set(
    "e ed o di del dello della dei degli delle d da dal dalla a al alla ai agli alle in nel nella nei nelle"
    " con per tra fra su sul sulla il lo la i gli le un una che non".split()
)
LUNGHEZZA_DI_UNA_PAROLA = 60
_DATA = re.compile(r"(?:entro il )?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})", re.I)


def ripulisci(testo: str) -> str:
    """The text as it was meant: no tags, no LaTeX, list items on lines of their own."""
    pulito = testo.replace("**", "")
    if "<" in pulito:
        pulito = _al_posto(_TAG, " ", _al_posto(_VOCE, " ● ", pulito))
    pulito = _senza_formule(pulito).strip()
    pulito = pulito[1:].strip() if _PUNTO_ELENCO.match(pulito) else pulito
    return _al_posto(_PUNTO_ELENCO, "\n- ", pulito).strip()


def ha_tag(testo: str) -> bool:
    """Whether `ripulisci` finds tags of HTML in it."""
    return "<" in testo and (_TAG.search(testo) or _VOCE.search(testo)) is not None


def ha_formule(testo: str) -> bool:
    """Whether `ripulisci` finds a formula of LaTeX in it."""
    return _senza_formule(testo) != testo


def _al_posto(forma: re.Pattern[str], segno: str, testo: str) -> str:
    """Each match, with the blanks around it, made `segno`."""
    return segno.join(pezzo.strip() for pezzo in forma.split(testo))


def _senza_formule(testo: str) -> str:
    """What stands between two dollars and has a command of LaTeX in it, in plain words."""
    prima, *pezzi = testo.split("$")
    fuori = [prima]
    while pezzi:
        pezzo = pezzi.pop(0)
        formula = bool(pezzi) and _COMANDO.search(pezzo)
        fuori += [_senza_latex(pezzo), pezzi.pop(0)] if formula else ["$", pezzo]
    return "".join(fuori)


def _senza_latex(formula: str) -> str:
    testo = _COMANDO_TESTO.sub(r"\1", formula)
    for comando, segno in _COMANDI.items():
        testo = testo.replace(comando, segno)
    return re.sub(r"\\[a-zA-Z]+", "", testo).strip()


def unisci(prima: str, dopo: str) -> str:
    """Two pieces of a text that a page break split; a word broken by a hyphen is made whole."""
    if not prima or not dopo:
        return prima or dopo
    rotta = re.search(r"(\w+)-$", prima[-LUNGHEZZA_DI_UNA_PAROLA:]) if prima.endswith("-") else None
    if not rotta:
        return f"{prima} {dopo}"
    composta = rotta[1].lower() in _PREFISSI or dopo[0].isupper() != rotta[1][-1].isupper()
    return prima + dopo if composta else prima[:-1] + dopo


def segnata(testo: str) -> bool:
    return testo.strip().lower() in _SEGNI


def segno_o_vuoto(testo: str) -> bool:
    """Whether a cell of a year column says yes or no and nothing else."""
    basso = testo.strip().lower()
    return not basso or basso in _SEGNI or basso in _NON_SEGNI


def sospeso(testo: str) -> bool:
    """Whether a text stops in the middle: at a hyphen, or at a word that nothing ends with."""
    parole = re.findall(r"[\w'’-]+", testo.lower())
    return testo.rstrip().endswith("-") or bool(parole) and parole[-1].strip("'’") in _SOSPESE


def comincia_minuscolo(testo: str) -> bool:
    lettera = next((segno for segno in testo if segno.isalpha()), "")
    return lettera.islower()


def data_italiana(testo: str) -> date | None:
    """A day written gg/mm/aa or gg/mm/aaaa; None for anything else."""
    letta = _DATA.fullmatch(testo.strip())
    if not letta:
        return None
    anno = int(letta[3]) + (2000 if len(letta[3]) == 2 else 0)
    try:
        return date(anno, int(letta[2]), int(letta[1]))
    except ValueError:
        return None


def percento(testo: str) -> Decimal | None:
    """ "65,00%" or "65"; None for what is no percentage between 0 and 100."""
    try:
        numero = leggi_numero(testo.strip().removesuffix("%"))
    except ValueError:
        return None
    return numero if 0 <= numero <= 100 else None
