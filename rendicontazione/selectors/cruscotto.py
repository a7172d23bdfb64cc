"""The dashboard of a year, drawn from its valutazione without a further query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.gradi import StatoGrado
from obiettivi.models import Azione
from rendicontazione.enums import StatoRisultato
from rendicontazione.selectors.valutazione import IndicatoreValutato, SchedaValutata, Valutazione

NON_INVIATI = (StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA)


@dataclass(frozen=True)
class Cruscotto:
    """What the Nucleo and the director look for first: the counters, what awaits, what is missing."""

    conti: dict[str, int]
    in_attesa: tuple[IndicatoreValutato, ...]
    rinviati: tuple[IndicatoreValutato, ...]
    non_rendicontati: tuple[IndicatoreValutato, ...]
    non_calcolabili: tuple[IndicatoreValutato, ...]

    @property
    def totale(self) -> int:
        return sum(self.conti.values())

    @property
    def completo(self) -> bool:
        return not (self.rinviati or self.non_rendicontati or self.non_calcolabili)


def cruscotto(valutazione: Valutazione) -> Cruscotto:
    voci = [voce for scheda in valutazione.schede for voce in scheda.indicatori]
    non_calcolabile = StatoGrado.NON_CALCOLABILE
    return Cruscotto(
        conti=_conti(voci),
        in_attesa=_in_stato(voci, StatoRisultato.TRASMESSO),
        rinviati=_in_stato(voci, StatoRisultato.RINVIATO),
        non_rendicontati=_in_stato(voci, *NON_INVIATI),
        non_calcolabili=tuple(voce for voce in voci if voce.grado.stato is non_calcolabile),
    )


def conti_della_scheda(scheda: SchedaValutata) -> dict[str, int]:
    return _conti(scheda.indicatori)


def gruppi_di(scheda: SchedaValutata) -> list[tuple[Azione | None, Aggregato | None, list[IndicatoreValutato]]]:
    """The indicators under their azione, with the azione's grade; one group without azione for weighted steps."""
    if not scheda.azioni:
        return [(None, None, list(scheda.indicatori))]
    per_azione: dict[int | None, list[IndicatoreValutato]] = {}
    for voce in scheda.indicatori:
        per_azione.setdefault(voce.indicatore.azione_id, []).append(voce)
    return [
        (azione, aggregato, per_azione.get(azione.pk if azione else None, [])) for azione, aggregato in scheda.azioni
    ]


def _conti(voci: list[IndicatoreValutato] | tuple[IndicatoreValutato, ...]) -> dict[str, int]:
    conti = Counter(voce.risultato.stato for voce in voci)
    return {stato: conti.get(stato, 0) for stato in StatoRisultato.values}


def _in_stato(voci: list[IndicatoreValutato], *stati: str) -> tuple[IndicatoreValutato, ...]:
    return tuple(voce for voce in voci if voce.risultato.stato in stati)
