"""Weights and incidences of a PIAO: fractions of one taken for what they are, the summary against the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicatori.importazione.riconoscimento.intestazioni import Tabella
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.testi import percento
from indicatori.motore.documento import SchedaDati

_QUASI_UNO = (Decimal("0.97"), Decimal("1.03"))


def pesi_in_percento(scheda: SchedaDati, tabella: Tabella, registro: Registro) -> None:
    """Weights that add up to one are fractions ("0,65" for 65 %): asked once for the objective."""
    pesi = [step.peso for step in scheda.indicatori if step.peso is not None]
    if len(pesi) < 2 or not _QUASI_UNO[0] <= sum(pesi) <= _QUASI_UNO[1]:
        return
    alternative = [("frazioni", "frazioni di uno: 0,65 è il 65 %"), ("percento", "percentuali: 0,65 è lo 0,65 %")]
    domanda = f"I pesi degli step di «{scheda.codice}» sommano a uno: che cosa sono?"
    if (
        registro.chiedi(tabella.colonne.riga, "pesi", domanda, alternative, colonna=tabella.colonna("peso"))
        == "frazioni"
    ):
        for step in scheda.indicatori:
            step.peso = step.peso * 100 if step.peso is not None else None


def confronta_incidenze(tabella: Tabella, schede: Sequence[SchedaDati], registro: Registro) -> None:
    """The summary gives the incidence a sheet does not say; where both say it and differ, the sheet counts."""
    per_codice = {scheda.codice: scheda for scheda in schede}
    for riga in tabella.righe:
        scheda = per_codice.get(riga.testo(tabella.colonna("codice")))
        quota = percento(riga.testo(tabella.colonna("quota")))
        if scheda is None or quota is None:
            registro.non_letta(riga)
        elif scheda.incidenza is None:
            scheda.incidenza = quota
            messaggio = f"L'incidenza di «{scheda.codice}» è solo nella tabella riassuntiva: {quota} %."
            registro.rileva("IMP-INCIDENZA-DAL-RIASSUNTO", "I", riga, messaggio)
        elif scheda.incidenza != quota:
            messaggio = f"L'incidenza di «{scheda.codice}» è {scheda.incidenza} % nella scheda e {quota} % qui."
            registro.rileva("IMP-INCIDENZA-DIVERSA", "W", riga, messaggio, "Vale quella della scheda: controlla.")
