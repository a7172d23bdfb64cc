"""The pieces that every layout shares: the result cell, the years of a scheda, the entries of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from rendicontazione.relazioni.vista import EsitoVista, GradoVista, Vista

SENZA_TARGET = GradoVista(motivo="nessun target nell’anno")

Avanzamento = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Cella:
    """One year's result column: what the plan itself prints there, and the outcome if the year has one."""

    annotazione: str = ""
    esito: EsitoVista | None = None


@dataclass(frozen=True, slots=True)
class VoceIndice:
    """A line of the index: the anchor it leads to and its level, 1 or 2."""

    ancora: str
    testo: str
    livello: int = 1


@dataclass(frozen=True, slots=True)
class RigaQuadro:
    """A line of the summary of grades; `incidenza` and `contributo` only where the plan weighs its objectives.

    `incidenza` is in percent, `contributo` is a share of one (incidenza x grado).
    """

    codice: str
    titolo: str
    grado: GradoVista
    incidenza: Fraction | None = None
    contributo: Fraction | None = None


def cella(vista: Vista, scheda: SchedaDati, indicatore: IndicatoreDati, anno: int) -> Cella:
    return Cella(indicatore.annotazioni.get(anno, ""), vista.esito(scheda.codice, indicatore.codice, anno))


def anni_di(scheda: SchedaDati, piano: PianoDati) -> tuple[int, ...]:
    """The year columns of a scheda: the plan's triennio, or the scheda's own when it targets other years.

    Document 000 prints 2024-2026 in three schede of a 2025-2027 plan.
    """
    presenti = {anno for azione in scheda.azioni for anno in azione.anni}
    presenti |= {anno for voce in scheda.indicatori for anno in (*voce.previsioni, *voce.annotazioni)}
    if presenti <= set(piano.triennio):
        return piano.triennio
    return tuple(range(min(presenti), max(max(presenti), min(presenti) + 2) + 1))


def quadro(vista: Vista) -> list[RigaQuadro]:
    """The grade of every scheda, in the order of the plan; empty without results."""
    if vista.totale is None:
        return []
    return [_riga_quadro(scheda, vista.schede.get(scheda.codice, SENZA_TARGET)) for scheda in vista.piano.schede]


def _riga_quadro(scheda: SchedaDati, grado: GradoVista) -> RigaQuadro:
    if scheda.incidenza is None:
        return RigaQuadro(scheda.codice, scheda.titolo, grado)
    incidenza = Fraction(scheda.incidenza)
    contributo = None if grado.grado is None else grado.grado * incidenza / 100
    return RigaQuadro(scheda.codice, scheda.titolo, grado, incidenza, contributo)
