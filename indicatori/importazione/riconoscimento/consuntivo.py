"""A column of results in a document: results of the year, or texts that the plan itself prints (domain.md 3.3)."""

from __future__ import annotations

from indicatori.importazione.riconoscimento.esito import Bozza
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.risultati import RigaRisultato
from indicatori.motore.documento import IndicatoreDati, SchedaDati

FORMA = r"risultat[oi]|consuntivo|(valore )?raggiunto|realizzato"
_ALTERNATIVE = (("risultato", "il risultato dell'anno"), ("annotazione", "un'annotazione del piano"))


def prendi_risultato(
    riga: Riga,
    colonna: int,
    anno: int,
    scheda: SchedaDati,
    indicatore: IndicatoreDati,
    bozza: Bozza,
    registro: Registro,
) -> None:
    """Puts a text of that column among the results of the draft or the notes of the indicatore; asks which."""
    testo = pulita(riga, colonna)
    if not testo:
        return
    domanda = f"La colonna del risultato {anno} contiene «{testo[:60]}»: che cos'è?"
    if registro.chiedi(riga, "risultato", domanda, _ALTERNATIVE, colonna=colonna) == "risultato":
        cella = riga.dove(colonna)
        bozza.risultati.append(RigaRisultato(scheda.codice, indicatore.codice, anno, None, testo, "", cella))
    else:
        indicatore.annotazioni[anno] = testo
