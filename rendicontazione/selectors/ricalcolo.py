"""The grades of one year computed now, from every indicator up to the body, with their explanations.

conditions -> indicatore -> azione -> scheda -> ente (DESIGN.md 3). Weights: those of the plan where it has
them (steps of a PIAO objective, incidenza), equal ones otherwise.
"""

from __future__ import annotations

from fractions import Fraction

from indicatori.motore.aggregazione import Voce, aggrega, pesi_anno
from indicatori.motore.profilo import Profilo
from obiettivi.enums import Famiglia
from obiettivi.models import Azione, Piano, Scheda
from rendicontazione.calcolo import grado_calcolato, grado_che_conta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.valutati import IndicatoreValutato, SchedaValutata, Valutazione, fascia_di


def valutazione_ricalcolata(rendicontazione: Rendicontazione) -> Valutazione:
    """Compute the whole year anew from what is stored: a handful of queries, exact arithmetic."""
    profilo = rendicontazione.profilo.letto
    piano = rendicontazione.piano
    risultati = risultati_per_scheda(rendicontazione)
    schede = tuple(
        _valuta_scheda(scheda, risultati.get(scheda.pk, []), rendicontazione, profilo)
        for scheda in schede_del_piano(piano)
    )
    ente = aggrega(
        piano.ente.nome_breve,
        [
            Voce(_nome(voce.scheda), voce.aggregato, _incidenza(voce.scheda), chiave=voce.scheda.codice)
            for voce in schede
            if voce.indicatori
        ],
    )
    return Valutazione(rendicontazione, profilo, ente, fascia_di(profilo, ente.grado), schede)


def schede_del_piano(piano: Piano) -> list[Scheda]:
    return list(piano.schede.order_by("ordine").prefetch_related("indicatori"))


def risultati_per_scheda(rendicontazione: Rendicontazione) -> dict[int, list[Risultato]]:
    risultati = (
        rendicontazione.risultati.filter(periodo=Periodo.FINALE)
        .select_related("previsione__indicatore__azione", "previsione__indicatore__scheda")
        .order_by("previsione__indicatore__ordine")
    )
    per_scheda: dict[int, list[Risultato]] = {}
    for risultato in risultati:
        per_scheda.setdefault(risultato.previsione.indicatore.scheda_id, []).append(risultato)
    return per_scheda


def _valuta_scheda(
    scheda: Scheda, risultati: list[Risultato], rendicontazione: Rendicontazione, profilo: Profilo
) -> SchedaValutata:
    pesi = _pesi(scheda, risultati, rendicontazione)
    indicatori = tuple(_valuta_indicatore(risultato, pesi, rendicontazione, profilo) for risultato in risultati)
    if pesi:
        return _scheda_pesata(scheda, indicatori, profilo)
    return per_azioni(scheda, indicatori, profilo)


def _pesi(scheda: Scheda, risultati: list[Risultato], rendicontazione: Rendicontazione) -> dict[str, Fraction]:
    """The weights of the year; a step that recurs counts in it as if it were due then."""
    if rendicontazione.piano.famiglia != Famiglia.PIAO:
        return {}
    ricorrenti = {voce.previsione.indicatore_id: voce.previsione.termine for voce in risultati}
    passi = [
        (passo.codice, passo.peso, ricorrenti.get(passo.pk) or passo.termine)
        for passo in scheda.indicatori.all()
        if passo.peso is not None and passo.termine is not None
    ]
    return pesi_anno(passi, rendicontazione.anno)


def _valuta_indicatore(
    risultato: Risultato, pesi: dict[str, Fraction], rendicontazione: Rendicontazione, profilo: Profilo
) -> IndicatoreValutato:
    grado = grado_che_conta(risultato, profilo, chiusa=rendicontazione.chiusa)
    peso = pesi.get(risultato.previsione.indicatore.codice)
    calcolato = grado_calcolato(risultato, profilo, chiusa=rendicontazione.chiusa) if _sostituito(risultato) else None
    return IndicatoreValutato(risultato, grado, fascia_di(profilo, grado), peso, calcolato)


def _sostituito(risultato: Risultato) -> bool:
    return risultato.stato in (StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE)


def _scheda_pesata(scheda: Scheda, indicatori: tuple[IndicatoreValutato, ...], profilo: Profilo) -> SchedaValutata:
    voci = [_voce(voce, voce.peso or Fraction(0)) for voce in indicatori]
    aggregato = aggrega(_nome(scheda), voci)
    return SchedaValutata(scheda, aggregato, fascia_di(profilo, aggregato.grado), indicatori)


def per_azioni(scheda: Scheda, indicatori: tuple[IndicatoreValutato, ...], profilo: Profilo) -> SchedaValutata:
    gruppi: dict[int | None, list[IndicatoreValutato]] = {}
    for voce in indicatori:
        gruppi.setdefault(voce.indicatore.azione_id, []).append(voce)
    azioni = tuple(
        (gruppo[0].indicatore.azione, aggrega(_nome_azione(gruppo[0].indicatore.azione), [_voce(v) for v in gruppo]))
        for gruppo in gruppi.values()
    )
    voci = [Voce(aggregato.nome, aggregato) for _, aggregato in azioni]
    aggregato = aggrega(_nome(scheda), voci)
    return SchedaValutata(scheda, aggregato, fascia_di(profilo, aggregato.grado), indicatori, azioni)


def _voce(voce: IndicatoreValutato, peso: Fraction = Fraction(1)) -> Voce:
    indicatore = voce.indicatore
    etichetta = f"{indicatore.codice} {indicatore.descrizione}"
    return Voce(etichetta, voce.grado, peso, chiave=indicatore.codice)


def _nome(scheda: Scheda) -> str:
    return f"{'Scheda' if scheda.tipo == 'scheda' else 'Obiettivo'} {scheda.codice}"


def _nome_azione(azione: Azione | None) -> str:
    return f"Azione {azione.numero}" if azione else "Senza azione"


def _incidenza(scheda: Scheda) -> Fraction:
    return Fraction(1) if scheda.incidenza is None else Fraction(scheda.incidenza)
