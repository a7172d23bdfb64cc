"""What the sheet of one struttura or of one person prints beside the rest of the Vista: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rendicontazione.relazioni.grado_vista import GradoVista


@dataclass(frozen=True, slots=True)
class AffidatoVista:
    """An indicator of the sheet, by the codes of the plan, and the names under which the plan gives it."""

    scheda: str
    codice: str
    a: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassoVista:
    """A line of the arithmetic: the words of the engine. `peso` in any unit: only proportions count."""

    voce: str
    peso: Fraction | None
    calcolo: str


@dataclass(frozen=True, slots=True)
class GruppoVista:
    """The grade of some of the indicators, as the dashboards have it, and how it is made."""

    nome: str
    grado: GradoVista
    passi: tuple[PassoVista, ...]


@dataclass(frozen=True, slots=True)
class DiChiVista:
    """`genere` is "struttura" or "responsabile"; `comprende` the strutture below it, `gruppi` those it is part of.

    `gradi`: one for each name under which the plan gives indicators, then, when its own are several, the whole.
    Empty without a year. `regola` says what counts twice.
    """

    genere: str
    nome: str
    affidati: tuple[AffidatoVista, ...]
    comprende: tuple[str, ...] = ()
    gruppi: tuple[str, ...] = ()
    gradi: tuple[GruppoVista, ...] = ()
    regola: str = ""

    @property
    def titolo(self) -> str:
        return f"Scheda della struttura {self.nome}" if self.genere == "struttura" else f"Scheda di {self.nome}"

    @property
    def nomi(self) -> tuple[str, ...]:
        """The names under which the indicators are given, each once, in the order met."""
        return tuple(dict.fromkeys(nome for voce in self.affidati for nome in voce.a))
