"""The two periods of a year, each with its own results: which one a page shows, and the way to the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione


@dataclass(frozen=True)
class VocePeriodo:
    nome: str
    valore: str
    attuale: bool


def periodo_scelto(request: HttpRequest, rendicontazione: Rendicontazione) -> Periodo:
    """`?periodo=intermedio` where the year has interim results; the final ones otherwise."""
    chiesto = request.GET.get("periodo") == Periodo.INTERMEDIO
    return Periodo.INTERMEDIO if chiesto and ha_intermedi(rendicontazione) else Periodo.FINALE


def ha_intermedi(rendicontazione: Rendicontazione) -> bool:
    return rendicontazione.risultati.filter(periodo=Periodo.INTERMEDIO).exists()


def periodi_di(rendicontazione: Rendicontazione, attuale: Periodo) -> list[VocePeriodo]:
    """The two of them, or none when the year has only the final results."""
    if attuale == Periodo.FINALE and not ha_intermedi(rendicontazione):
        return []
    return [VocePeriodo(periodo.label, periodo.value, periodo == attuale) for periodo in Periodo]
