"""A closed year read back from its snapshot: the rows give names and places, the snapshot every number.

The results of such a year carry the frozen values and texts in memory: they are shown, never saved.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from indicatori.motore.aggregazione import Aggregato, Copertura
from indicatori.motore.gradi import Grado
from indicatori.motore.profilo import Fascia, Profilo
from obiettivi.models import Azione, Scheda
from rendicontazione.models import Istantanea, Rendicontazione, Risultato
from rendicontazione.selectors.ricalcolo import per_azioni, risultati_per_scheda, schede_del_piano
from rendicontazione.selectors.valutati import (
    IndicatoreValutato,
    Modifica,
    SchedaValutata,
    Valutazione,
    fascia_di,
)

TESTI = ("nota", "causa", "fonte", "motivo")
Dati = dict[str, Any]
Gradi = tuple[Aggregato, Fascia | None]


def istantanee_di(rendicontazione: Rendicontazione) -> list[Istantanea]:
    """The snapshots of the year, first to last; a year that is open for the first time has none."""
    if not rendicontazione.chiusa and not rendicontazione.riaperta:
        return []
    return list(rendicontazione.istantanee.order_by("numero"))


def valutazione_congelata(rendicontazione: Rendicontazione, istantanea: Istantanea) -> Valutazione:
    """The year as its snapshot has it: no grade is computed. Three queries."""
    dati = istantanea.dati
    profilo = Profilo.da_json(dati["profilo"])
    schede = {scheda.codice: scheda for scheda in schede_del_piano(rendicontazione.piano)}
    risultati = risultati_per_scheda(rendicontazione)
    ente = _aggregato(dati["ente"])
    return Valutazione(
        rendicontazione,
        profilo,
        ente,
        _fascia(dati["ente"], profilo, ente.grado),
        tuple(
            _scheda(scheda, voce, risultati.get(scheda.pk, []), profilo)
            for voce in dati["schede"]
            if (scheda := schede.get(voce["codice"]))
        ),
    )


def gradi_congelati(dati: Dati) -> tuple[Gradi, dict[str, Gradi]]:
    """The grade of the body and those of the schede by code, with their bands, as a snapshot has them. No query."""
    profilo = Profilo.da_json(dati["profilo"])
    return _gradi(dati["ente"], profilo), {voce["codice"]: _gradi(voce, profilo) for voce in dati["schede"]}


def _gradi(dati: Dati, profilo: Profilo) -> Gradi:
    aggregato = _aggregato(dati)
    return aggregato, _fascia(dati, profilo, aggregato.grado)


def voce_congelata(risultato: Risultato) -> IndicatoreValutato | None:
    """One result as the last snapshot of its year has it, with its change if any; None when there is no snapshot.

    In a year that was opened again only `modifica` still counts.
    """
    istantanee = istantanee_di(risultato.rendicontazione)
    dati = _dati_di(istantanee[-1].dati, risultato) if istantanee else None
    if dati is None:
        return None
    profilo = Profilo.da_json(istantanee[-1].dati["profilo"])
    prima = _dati_di(istantanee[0].dati, risultato)
    voce = _indicatore(_congela(risultato, dati) if risultato.rendicontazione.chiusa else risultato, dati, profilo)
    return replace(voce, modifica=_modifica(prima, dati))


def con_le_modifiche(valutazione: Valutazione, istantanee: list[Istantanea]) -> Valutazione:
    """The same year with what differs between its first and its last snapshot marked."""
    if len(istantanee) < 2:
        return valutazione
    prima, dopo = _per_chiave(istantanee[0].dati), _per_chiave(istantanee[-1].dati)
    modifiche = {chiave: modifica for chiave in dopo if (modifica := _modifica(prima.get(chiave), dopo[chiave]))}
    schede = tuple(
        replace(
            scheda,
            indicatori=tuple(
                replace(voce, modifica=modifiche.get((scheda.scheda.codice, voce.indicatore.codice)))
                for voce in scheda.indicatori
            ),
        )
        for scheda in valutazione.schede
    )
    return replace(valutazione, schede=schede)


def _scheda(scheda: Scheda, dati: Dati, risultati: list[Risultato], profilo: Profilo) -> SchedaValutata:
    per_codice = {risultato.previsione.indicatore.codice: risultato for risultato in risultati}
    indicatori = tuple(
        _indicatore(_congela(risultato, voce), voce, profilo)
        for voce in dati["indicatori"]
        if (risultato := per_codice.get(voce["codice"]))
    )
    aggregato = _aggregato(dati)
    azioni = _azioni(scheda, dati, indicatori, profilo)
    return SchedaValutata(scheda, aggregato, _fascia(dati, profilo, aggregato.grado), indicatori, azioni)


def _azioni(
    scheda: Scheda, dati: Dati, indicatori: tuple[IndicatoreValutato, ...], profilo: Profilo
) -> tuple[tuple[Azione | None, Aggregato], ...]:
    if "azioni" not in dati:  # format 1: the azioni are put together again from the frozen grades
        pesata = any(voce.peso is not None for voce in indicatori)
        return () if pesata else per_azioni(scheda, indicatori, profilo).azioni
    per_numero = {
        voce.indicatore.azione.numero: voce.indicatore.azione for voce in indicatori if voce.indicatore.azione
    }
    return tuple((per_numero.get(voce["numero"]), _aggregato(voce)) for voce in dati["azioni"])


def _indicatore(risultato: Risultato, dati: Dati, profilo: Profilo) -> IndicatoreValutato:
    grado = Grado.da_json(dati["grado"])
    peso = None if dati["peso"] is None else Fraction(dati["peso"])
    calcolato = Grado.da_json(dati["calcolato"]) if dati.get("calcolato") else None
    return IndicatoreValutato(risultato, grado, _fascia(dati, profilo, grado), peso, calcolato)


def _congela(risultato: Risultato, dati: Dati) -> Risultato:
    risultato.valori, risultato.stato = dati["valori"], dati["stato"]
    risultato.previsione.testo, risultato.previsione.condizioni = dati["target"], dati["condizioni"]
    for nome in TESTI:
        setattr(risultato, nome, dati.get(nome, getattr(risultato, nome)))
    return risultato


def _aggregato(dati: Dati) -> Aggregato:
    return Aggregato(dati["nome"], Grado.da_json(dati["grado"]), Copertura(**dati["copertura"]))


def _fascia(dati: Dati, profilo: Profilo, grado: Grado) -> Fascia | None:
    """The band as it was named then; by the frozen bands where the snapshot does not name it (format 1)."""
    if "fascia" not in dati:
        return fascia_di(profilo, grado)
    return next((fascia for fascia in profilo.fasce if fascia.nome == dati["fascia"]), None)


def _modifica(prima: Dati | None, dopo: Dati) -> Modifica | None:
    """Another grade or other values; None when both are as before, or when there is nothing to compare with."""
    if prima is None:
        return None
    gradi = [(voce["grado"]["stato"], voce["grado"]["valore"]) for voce in (prima, dopo)]
    valori_cambiati = prima["valori"] != dopo["valori"]
    if gradi[0] == gradi[1] and not valori_cambiati:
        return None
    return Modifica(Grado.da_json(prima["grado"]), Grado.da_json(dopo["grado"]), valori_cambiati)


def _per_chiave(dati: Dati) -> dict[tuple[str, str], Dati]:
    return {(s["codice"], voce["codice"]): voce for s in dati["schede"] for voce in s["indicatori"]}


def _dati_di(dati: Dati, risultato: Risultato) -> Dati | None:
    indicatore = risultato.previsione.indicatore
    return _per_chiave(dati).get((indicatore.scheda.codice, indicatore.codice))
