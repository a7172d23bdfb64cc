"""The shape of a valued year: indicators, schede, body, whether computed now or read from its snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicatori.models import Indicatore
from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.gradi import Grado
from indicatori.motore.profilo import Fascia, Profilo
from obiettivi.models import Azione, Scheda
from rendicontazione.models import Rendicontazione, Risultato


@dataclass(frozen=True)
class Modifica:
    """A result that differs between the first and the last validation of its year."""

    prima: Grado
    dopo: Grado
    valori_cambiati: bool


@dataclass(frozen=True)
class IndicatoreValutato:
    """`peso` is the step's weight in the year, in hundredths; None where the plan gives no weights.

    `calcolato` is the grade of the entered values where the Nucleo put another one in its place, None elsewhere.
    """

    risultato: Risultato
    grado: Grado
    fascia: Fascia | None
    peso: Fraction | None = None
    calcolato: Grado | None = None
    modifica: Modifica | None = None

    @property
    def indicatore(self) -> Indicatore:
        return self.risultato.previsione.indicatore


@dataclass(frozen=True)
class SchedaValutata:
    scheda: Scheda
    aggregato: Aggregato
    fascia: Fascia | None
    indicatori: tuple[IndicatoreValutato, ...]
    azioni: tuple[tuple[Azione | None, Aggregato], ...] = ()


@dataclass(frozen=True)
class Valutazione:
    rendicontazione: Rendicontazione
    profilo: Profilo
    ente: Aggregato
    fascia: Fascia | None
    schede: tuple[SchedaValutata, ...]

    @property
    def modificati(self) -> tuple[IndicatoreValutato, ...]:
        """What changed after the first validation, in the order of the plan."""
        return tuple(voce for scheda in self.schede for voce in scheda.indicatori if voce.modifica)

    def scheda(self, codice: str) -> SchedaValutata | None:
        return next((voce for voce in self.schede if voce.scheda.codice == codice), None)


def fascia_di(profilo: Profilo, grado: Grado) -> Fascia | None:
    return None if grado.valore is None else profilo.fascia(grado.valore)
