"""The interim monitoring beside the end of the year: by indicator and by scheda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicatori.motore.aggregazione import Aggregato, Voce, aggrega
from indicatori.motore.gradi import Grado
from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import Periodo
from rendicontazione.models import Risultato
from rendicontazione.quadro.fatti import RigaQuadro
from rendicontazione.quadro.mancanze import NON_CONSEGNATI
from rendicontazione.selectors.memoria import Ricordo
from rendicontazione.selectors.misure import misure_di
from rendicontazione.selectors.ricalcolo import per_azioni
from rendicontazione.selectors.valutati import IndicatoreValutato, SchedaValutata, Valutazione, fascia_di


@dataclass(frozen=True, slots=True)
class VoceIntermedia:
    """An indicator that was handed in at the interim: its value and grade then, its row of the end of the year."""

    riga: RigaQuadro
    intermedio: IndicatoreValutato
    valore: str

    @property
    def differenza(self) -> Fraction | None:
        return _differenza(self.riga.voce.grado, self.intermedio.grado)


@dataclass(frozen=True, slots=True)
class SchedaIntermedia:
    """`aggregato` is made of the indicators of the scheda that were handed in at the interim."""

    scheda: SchedaValutata
    aggregato: Aggregato

    @property
    def differenza(self) -> Fraction | None:
        return _differenza(self.scheda.aggregato.grado, self.aggregato.grado)


@dataclass(frozen=True, slots=True)
class Intermedi:
    """`previsti`: how many results the interim monitoring of the year asks for, 0 when it has none."""

    previsti: int
    voci: tuple[VoceIntermedia, ...]
    schede: tuple[SchedaIntermedia, ...]


def intermedi_di(ricordo: Ricordo, righe: Sequence[RigaQuadro]) -> Intermedi:
    """One query the first time, none while the year stays as it is."""
    return ricordo.parte("intermedi", lambda: _intermedi(ricordo.valutazione, righe))


def _intermedi(valutazione: Valutazione, righe: Sequence[RigaQuadro]) -> Intermedi:
    risultati = Risultato.objects.filter(rendicontazione=valutazione.rendicontazione, periodo=Periodo.INTERMEDIO)
    per_previsione = {
        voce.previsione_id: voce
        for voce in risultati.select_related("previsione__indicatore__azione", "previsione__indicatore__scheda")
    }
    voci = tuple(
        _voce(valutazione, riga, trovato)
        for riga in righe
        if (trovato := per_previsione.get(riga.risultato.previsione_id)) and trovato.stato not in NON_CONSEGNATI
    )
    return Intermedi(len(per_previsione), voci, tuple(_schede(valutazione, voci)))


def _voce(valutazione: Valutazione, riga: RigaQuadro, risultato: Risultato) -> VoceIntermedia:
    grado = grado_che_conta(risultato, valutazione.profilo, chiusa=False)
    fascia = fascia_di(valutazione.profilo, grado)
    valore = "; ".join(misura.valore for misura in misure_di(risultato) if misura.valore)
    return VoceIntermedia(riga, IndicatoreValutato(risultato, grado, fascia, riga.voce.peso), valore)


def _schede(valutazione: Valutazione, voci: Sequence[VoceIntermedia]) -> list[SchedaIntermedia]:
    per_scheda: dict[int, list[VoceIntermedia]] = {}
    for voce in voci:
        per_scheda.setdefault(voce.riga.scheda.scheda.pk, []).append(voce)
    return [_scheda(valutazione, gruppo) for gruppo in per_scheda.values()]


def _scheda(valutazione: Valutazione, voci: Sequence[VoceIntermedia]) -> SchedaIntermedia:
    """Put together as at the end of the year: by weights where the plan has them, by azioni elsewhere."""
    scheda, intermedi = voci[0].riga.scheda, tuple(voce.intermedio for voce in voci)
    if any(voce.peso is not None for voce in intermedi):
        nome = scheda.aggregato.nome
        pesate = [Voce(v.indicatore.codice, v.grado, v.peso or Fraction(0)) for v in intermedi]
        return SchedaIntermedia(scheda, aggrega(nome, pesate))
    return SchedaIntermedia(scheda, per_azioni(scheda.scheda, intermedi, valutazione.profilo).aggregato)


def _differenza(dopo: Grado, prima: Grado) -> Fraction | None:
    return None if dopo.valore is None or prima.valore is None else dopo.valore - prima.valore
