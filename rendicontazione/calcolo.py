"""From rows to the engine and back: the grade of one result. No scoring here, only the call."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicatori.models import Indicatore
from indicatori.motore.condizioni import Verso
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.numeri import arrotonda, formatta_percentuale, leggi_numero
from indicatori.motore.profilo import Profilo
from indicatori.motore.punteggio import grado_previsione
from indicatori.motore.spiegazione import Spiegazione, VoceSpiegazione
from indicatori.motore.valori import Valore
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Risultato

CONTANO = {StatoRisultato.TRASMESSO, StatoRisultato.CONFERMATO}


def base_di(indicatore: Indicatore) -> Decimal | None:
    """The baseline as a number ("92,9%" is 92.9), None when the plan gives none ("Non disponibile")."""
    try:
        return leggi_numero(indicatore.baseline.replace("%", "").strip())
    except ValueError:
        return None


def grado_dei_valori(
    risultato: Risultato, valori: list[Valore | None], profilo: Profilo, *, chiusa: bool = False
) -> Grado:
    """The grade that these values would have, whatever the state of the result."""
    previsione = risultato.previsione
    return grado_previsione(
        previsione.lette,
        valori,
        anno=previsione.anno,
        verso=Verso(previsione.indicatore.verso),
        profilo=profilo,
        base=base_di(previsione.indicatore),
        chiusa=chiusa,
        termine=previsione.termine,
    )


def grado_calcolato(risultato: Risultato, profilo: Profilo, *, chiusa: bool = False) -> Grado:
    """The engine's grade of what was entered: stored with the result and never overwritten."""
    return grado_dei_valori(risultato, risultato.letti, profilo, chiusa=chiusa)


def grado_che_conta(risultato: Risultato, profilo: Profilo, *, chiusa: bool) -> Grado:
    """The grade that enters the sums: only what was sent counts, and the Nucleo's opinion above it."""
    if risultato.stato == StatoRisultato.NON_VALUTABILE:
        spiegazione = Spiegazione(f"Non valutabile per il Nucleo: {risultato.motivo}")
        return Grado(StatoGrado.NON_VALUTABILE, None, spiegazione)
    if risultato.stato == StatoRisultato.RETTIFICATO:
        return _rettificato(risultato, grado_calcolato(risultato, profilo, chiusa=chiusa))
    if risultato.stato in CONTANO:
        return grado_calcolato(risultato, profilo, chiusa=chiusa)
    return grado_dei_valori(risultato, [None] * len(risultato.previsione.condizioni), profilo, chiusa=chiusa)


def _rettificato(risultato: Risultato, calcolato: Grado) -> Grado:
    valore = Fraction(risultato.grado_rettificato or 0)
    prima = "senza grado" if calcolato.valore is None else formatta_percentuale(calcolato.valore)
    testo = f"{formatta_percentuale(valore)}, rettificato dal Nucleo (calcolato: {prima}): {risultato.motivo}"
    voci = (VoceSpiegazione("Grado calcolato", grado=calcolato.valore), *calcolato.spiegazione.voci)
    return Grado(StatoGrado.CALCOLATO, valore, Spiegazione(testo, voci))


def da_conservare(grado: Grado) -> Decimal | None:
    """The grade as stored: rounded half up to 10 places, None when there is none."""
    return None if grado.valore is None else arrotonda(grado.valore, 10)
