"""A first guess of an indicator's direction; a person confirms it (DESIGN.md 2, domain.md 3.5)."""

from __future__ import annotations

import re

from indicatori.motore.condizioni import Genere, Verso
from indicatori.motore.grammatica import interpreta
from indicatori.motore.grammatica.gettoni import senza_accenti
from indicatori.motore.memoria import ricordata


def _una(*forme: str) -> str:
    return "(?:" + "|".join(forme) + ")"


_CALO = _una(
    *("riduzion", "ridurre", "ridott", "diminuzion", "diminuire", "diminuit"),
    *("decrement", "contenimento", "contrazion", "abbattiment", r"calo\b"),
)
# things a body wants fewer of, when they are what is measured
_COSE_DA_RIDURRE = _una(
    *("contenzios", "reclam", r"ricors[io]\b", r"access[oi] al (?:p\.?s\b|pronto)", "ricover", "infortun"),
    *(r"error[ei]\b", "disserviz", "tass[oi] di assenz", "giorn[io] di assenz", "assenteism", r"\britard[io]\b"),
    *("cost[oi] (?:medi|unitar|pro capite)", "sanzion", "contestazion", r"rilievi\b", "giacenz", "arretrat"),
    *("indebitament", "morosit", "insolut", "dimission[ei] volontari", "abbandon", "rinunc", "recidiv"),
    *(r"cadut[ae]\b", "richiest[ae] di (?:ammission|ricover)", "istituzionalizzazion", "list[ae] d[i'] ?attesa"),
    *("non conformita", "consum[oi] di", "evasione fiscal"),
)
_TEMPI = _una(
    "tempo (?:di|medio|massimo|intercorr)",
    "tempi (?:medi|massimi|di (?:attesa|risposta|pagament|lavorazion|rilasci|erogazion))",
    "(?:giorni|gg|ore|minuti) (?:medi|di attesa|di ritardo|di giacenza)",
    *("tempistica media", "durata media", "attesa media", "intercorre", "tempestivita dei pagament", "ritardo medio"),
)
_TEMPI_BUONI = _una(
    *("formazione", "apertura", "assistenza", "rispetto de[il] temp", "nei tempi", "in tempo", "^monitoragg"),
    "tempo (?:pieno|libero|utile)",
)
_MANTENIMENTO_IN_CALO = rf"mantenimento (?:o|e|/) ?{_CALO}"
_CRESCITA = _una("aument", "increment", "crescit", "potenziament", "sviluppo", "copertura", "recuper")
# the thing is removed, answered or watched: more of it is better
_RIMEDIO = _una(
    *(r"\bsenza\b", "con rispost", "risolt", r"evas[ie]\b", "gestit", "recuper", "azion[ei] (?:di|per)"),
    *("monitoragg", "prevenzion", "ripristin", "smaltiment", "definit"),
)
# without a formula, what is measured stands at the start of the description
_INIZIO = 45
_UN_ANNO = 2000


@ricordata
def indovina_verso(descrizione: str, testo: str, algoritmo: str = "", anno: int = _UN_ANNO) -> Verso:
    """Decrescente when the words, or the comparator of the target, say that less is better; else crescente.

    `testo` is a target of the indicator, of the column `anno` where that is known; a maximum or a minimum written
    there decides before any word.
    """
    dal_testo = _dal_comparatore(testo, anno)
    if dal_testo:
        return dal_testo
    parole, formula = senza_accenti(descrizione), senza_accenti(algoritmo)
    if re.search(_MANTENIMENTO_IN_CALO, parole):
        return Verso.DECRESCENTE
    if _cala(parole, formula, testo):
        return Verso.DECRESCENTE
    return Verso.CRESCENTE


def _dal_comparatore(testo: str, anno: int) -> Verso | None:
    """From explicit comparators of the measures; None when there is none or they disagree."""
    operatori = {
        c.operatore[0]
        for c in interpreta(testo, anno).condizioni
        if c.operatore and c.operatore[0] in "<>" and c.genere in (Genere.SOGLIA, Genere.DELTA)
    }
    if len(operatori) != 1:
        return None
    return Verso.DECRESCENTE if operatori == {"<"} else Verso.CRESCENTE


def _cala(parole: str, formula: str, testo: str) -> bool:
    if re.search(_TEMPI, parole[: _INIZIO * 2] + " " + formula) and not re.search(_TEMPI_BUONI, parole):
        return True
    misurato = _numeratore(formula) or parole[:_INIZIO]
    if re.search(_RIMEDIO, misurato) or re.match(_CRESCITA, parole):
        return False
    if re.search(_COSE_DA_RIDURRE, misurato):
        return True
    # a fall given as a share grows; given as a level, it falls
    return bool(re.match(_CALO, parole)) and not formula and "%" not in testo


def _numeratore(formula: str) -> str:
    """What is counted: the part of the formula before the division."""
    return formula.split("/")[0].strip()
