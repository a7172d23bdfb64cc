"""What only the Relazione prints, beside the rest of the Vista: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rendicontazione.relazioni.grado_vista import GradoVista
from rendicontazione.relazioni.verbale_vista import DecisioneVista


@dataclass(frozen=True, slots=True)
class RichiestaVista:
    """A forzatura or a neutralizzazione: who decides is the Nucleo. Grades are shares of one.

    `calcolato` is the grade of the declared values, `grado` the one that counts now; None when there is none.
    """

    scheda: str
    codice: str
    indicatore: str
    tipo: str
    grado_chiesto: Decimal | None
    calcolato: Fraction | None
    grado: Fraction | None
    motivo: str
    chiesta_il: date | None
    stato: str
    decisa_il: date | None
    risposta: str


@dataclass(frozen=True, slots=True)
class IntermedioVista:
    """What was handed in at the interim monitoring; the final result is among the outcomes of the Vista."""

    scheda: str
    codice: str
    indicatore: str
    testo: str
    grado: Fraction | None
    motivo: str
    nota: str


@dataclass(frozen=True, slots=True)
class RibassatoVista:
    """A target that asks less than the one before it: `prima` as printed, of `anno`."""

    scheda: str
    codice: str
    indicatore: str
    anno: int
    prima: str
    dopo: str


@dataclass(frozen=True, slots=True)
class AnnoChiusoVista:
    """A year that the Nucleo has closed: its grade, and those of the schede when the plan is the same one."""

    anno: int
    piano: str
    totale: GradoVista
    schede: dict[str, GradoVista] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelazioneVista:
    """`anni` are the closed years before the one of the document, oldest first.

    `con_intermedio`: the year had an interim monitoring, whether or not anything was handed in. `chiusa`: the
    Nucleo has validated the year, and its grades are final.
    """

    richieste: tuple[RichiestaVista, ...] = ()
    decisioni: tuple[DecisioneVista, ...] = ()
    con_intermedio: bool = False
    intermedi: tuple[IntermedioVista, ...] = ()
    ribassati: tuple[RibassatoVista, ...] = ()
    anni: tuple[AnnoChiusoVista, ...] = ()
    componenti: tuple[str, ...] = ()
    chiusa: bool = True
