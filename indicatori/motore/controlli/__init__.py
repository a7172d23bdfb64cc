"""Findings on a whole plan (domain.md 3.7). The plan is accepted all the same: a person reads them and decides.

| code | when |
|---|---|
| E-TRIENNIO-NON-CONSECUTIVO | the plan's three years are not consecutive |
| E-TRIENNI-DIVERSI | schede of one plan declare different trienni |
| E-TRIENNIO-ANNI-PREVISIONI | the years of a scheda's targets are not those it declares |
| E-ANNO-FUORI-TRIENNIO | a target in a year outside the plan and outside what the scheda declares |
| E-INDICATORE-SENZA-AZIONE | an indicator that names no azione, where the others do |
| E-AZIONE-SCONOSCIUTA | an indicator that names an azione the scheda does not have |
| E-CODICE-RIPETUTO | two schede, azioni or indicators with the same code |
| E-PESI-SOMMA | the weights of an objective's steps do not add up to 100 |
| E-INCIDENZE-SOMMA | the incidences of the objectives do not add up to 100 |
| E-TERMINE-FUORI-PIANO | a step due outside the three years |
| E-OBIETTIVO-SCONOSCIUTO | a link to a strategic objective that the plan does not list |
| W-SENZA-TARGET | an indicator without a target in any year |
| W-TARGET-ANNO-NON-PREVISTO | a target in a year in which its azione is not planned |
| W-ANNO-SENZA-TARGET | an azione planned in a year in which none of its indicators has a target |
| W-AZIONE-SENZA-ANNI | an azione without any year |
| W-AZIONE-SENZA-INDICATORI | an azione that nothing measures |
| W-SENZA-RESPONSABILE | a scheda, or an indicator beside others that have one, without responsabile |
| W-SENZA-ANNO-INSERIMENTO | an objective without its year of first insertion |
| W-SENZA-TEMPI-PAGAMENTO | from 2023 on, no objective on payment times (D.L. 13/2023) |
| W-TESTO-COPIATO | the same long text in two objectives |
| W-KPI-RIPETUTO | the same KPI in consecutive steps |
| W-QUOTA-OLTRE-100 | a share above 100 % |
| W-DELTA-SENZA-BASELINE | a change without the value it starts from |
| W-SEGNAPOSTO | a target still to be defined |
| W-UNITA-MANCANTE | an amount without unit |
| W-TERMINE-AMBIGUO | "bimensile" |
| W-PIU-MISURE | several measures in one cell |
| W-QUALITATIVO | a target without number or date |
| W-DATA-FUORI-ANNO | a date in another year than the column's |
| W-DATA-INESISTENTE | a date that is not in the calendar |
| W-SCADENZA-EVENTO | a deadline tied to an event, without a date |
| W-TESTO-LUNGO | a target longer than any target |
| W-SOGLIA-NELL-INDICATORE | a threshold or a date inside the indicator's own text |
| W-PEGGIO-DI-BASELINE | a target worse than the baseline |
| W-MENO-AMBIZIOSO | a later year asks for less |
| W-COMPARATORI-MISTI | strict in one year ("più di"), weak or bare in another |
| I-NUMERO-NON-LETTO | a number of the target that was read as part of a label |
| I-SENZA-COMPARATORE | thresholds without comparator, once an indicator: the direction decides |
| I-SPAZI | spaces inside a number and its sign ("75 %", "> 95%") |
| I-MAIUSCOLE | SI written in several ways |
| I-HTML | marks of another program inside a text |
"""

from __future__ import annotations

from indicatori.motore.controlli.confronti import controlla_confronti
from indicatori.motore.controlli.obblighi import controlla_obblighi
from indicatori.motore.controlli.pesi import controlla_pesi
from indicatori.motore.controlli.previsioni import controlla_previsioni
from indicatori.motore.controlli.rilievo import Rilievo
from indicatori.motore.controlli.struttura import controlla_struttura
from indicatori.motore.controlli.testi import controlla_testi
from indicatori.motore.documento import PianoDati

__all__ = ["Rilievo", "controlla"]

_ORDINE = {"E": 0, "W": 1, "I": 2}


def controlla(piano: PianoDati) -> list[Rilievo]:
    """Every finding, errors first, in the order of the document within the same gravity."""
    rilievi = [
        *controlla_struttura(piano),
        *controlla_pesi(piano),
        *controlla_obblighi(piano),
        *controlla_previsioni(piano),
        *controlla_confronti(piano),
        *controlla_testi(piano),
    ]
    return sorted(dict.fromkeys(rilievi), key=lambda rilievo: _ORDINE[rilievo.gravita])
