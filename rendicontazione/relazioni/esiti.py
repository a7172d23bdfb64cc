"""From a valued year to what documents print of it: grades and results as plain data."""

from __future__ import annotations

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.condizioni import Condizione
from indicatori.motore.inserimento import scrivi_valore
from indicatori.motore.numeri import formatta_percentuale as formatta
from indicatori.motore.profilo import Fascia
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.relazioni.vista import EsitoVista, GradoVista
from rendicontazione.selectors.misure import misure_di
from rendicontazione.selectors.valutazione import IndicatoreValutato, Valutazione

# What was not handed in is nobody's result yet: it stays out of every document.
NON_CONSEGNATI = {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO}
CON_MOTIVO = {StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE}
ETICHETTA_MASSIMA = 40


def grado_di(aggregato: Aggregato, fascia: Fascia | None) -> GradoVista:
    return GradoVista(
        grado=aggregato.valore,
        fascia=fascia.nome if fascia else "",
        motivo="" if aggregato.valore is not None else aggregato.stato.etichetta,
        valutati=aggregato.copertura.valutati,
        totale=aggregato.copertura.totale,
        spiegazione=aggregato.grado.spiegazione.testo,
    )


def esiti_di(valutata: Valutazione) -> dict[tuple[str, str, int], EsitoVista]:
    esiti = {}
    for scheda in valutata.schede:
        for voce in scheda.indicatori:
            esito = _esito(scheda.scheda.codice, voce)
            esiti[esito.scheda, esito.indicatore, esito.anno] = esito
    return esiti


def _esito(scheda: str, voce: IndicatoreValutato) -> EsitoVista:
    risultato, grado = voce.risultato, voce.grado
    consegnato = risultato.stato not in NON_CONSEGNATI
    return EsitoVista(
        scheda=scheda,
        indicatore=voce.indicatore.codice,
        anno=risultato.previsione.anno,
        testo=testo_del_risultato(risultato) if consegnato else "",
        grado=grado.valore,
        fascia=voce.fascia.nome if voce.fascia else "",
        motivo="" if grado.valore is not None else grado.stato.etichetta,
        nota=_nota(voce) if consegnato else "",
        causa=risultato.get_causa_display() if consegnato and risultato.causa else "",
        fonte=risultato.fonte if consegnato else "",
        stato=risultato.get_stato_display(),
        rendicontato=consegnato,
        spiegazione=grado.spiegazione.testo,
        scostamento=scostamento_di(risultato) if consegnato else "",
    )


def testo_del_risultato(risultato: Risultato) -> str:
    """The entered values as a reader expects them: each with its label when the target has several."""
    coppie = zip(risultato.previsione.lette, risultato.letti, strict=True)
    scritte = [(condizione, scrivi_valore(condizione, valore)) for condizione, valore in coppie if valore]
    piu_di_una = len(risultato.previsione.condizioni) > 1
    return "; ".join(_con_etichetta(c, testo) if piu_di_una else testo for c, testo in scritte if testo)


def scostamento_di(risultato: Risultato) -> str:
    """Measured minus planned, signed, of each part of the target that can be subtracted (LG DFP 2/2017)."""
    misure = misure_di(risultato)
    return "; ".join(
        f"{voce.lettura}: {voce.scostamento}" if len(misure) > 1 else voce.scostamento
        for voce in misure
        if voce.scostamento
    )


def _con_etichetta(condizione: Condizione, testo: str) -> str:
    etichetta = condizione.etichetta or ""
    # A long label is the whole target again, already printed in the column beside.
    return f"{etichetta}: {testo}" if 0 < len(etichetta) <= ETICHETTA_MASSIMA else testo


def _nota(voce: IndicatoreValutato) -> str:
    """What was written beside the result; a change after the first validation is said wherever it is printed."""
    risultato, modifica = voce.risultato, voce.modifica
    motivo = f"Nucleo: {risultato.motivo}" if risultato.stato in CON_MOTIVO and risultato.motivo else ""
    cambiato = ""
    if modifica:
        prima = modifica.prima.stato.etichetta if modifica.prima.valore is None else formatta(modifica.prima.valore)
        cambiato = f"Modificato dopo la validazione: il grado era {prima}."
    return " ".join(parte for parte in (risultato.nota, motivo, cambiato) if parte)
