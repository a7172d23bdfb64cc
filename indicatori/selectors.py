"""Reads of indicators and of their targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch

from indicatori.models import Attribuzione, Indicatore, Previsione
from indicatori.motore.aggregazione import pesi_anno
from obiettivi.models import Scheda


def indicatori_della_scheda(scheda: Scheda) -> list[Indicatore]:
    """The indicators of a scheda in order, with azione, strutture and targets already read."""
    return list(
        Indicatore.objects.filter(scheda=scheda)
        .select_related("azione")
        .prefetch_related(
            Prefetch("previsioni", Previsione.objects.order_by("anno")),
            Prefetch("attribuzioni", Attribuzione.objects.select_related("struttura").order_by("ordine")),
        )
        .order_by("ordine")
    )


def anni_delle_previsioni(scheda: Scheda, indicatori: Sequence[Indicatore]) -> list[int]:
    """The year columns of a scheda: those with a target; all of the plan's when there is none."""
    anni = {previsione.anno for indicatore in indicatori for previsione in indicatore.previsioni.all()}
    return sorted(anni) or list(scheda.piano.triennio)


def pesi_per_anno(scheda: Scheda, indicatori: Sequence[Indicatore]) -> dict[int, dict[str, Fraction]]:
    """The weight (0-1) that each step has in each year of the plan, by code of the step (domain.md 3.4)."""
    passi: list[tuple[str, Decimal, date]] = [
        (indicatore.codice, indicatore.peso, indicatore.termine)
        for indicatore in indicatori
        if indicatore.peso is not None and indicatore.termine is not None
    ]
    return {anno: pesi_anno(passi, anno) for anno in scheda.piano.triennio}
