"""Steps that come again each year of the plan though it prints them once (domain.md 3.4, the ten cyclic steps)."""

from __future__ import annotations

from indicatori.importazione.letture import Letture
from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import nell_anno
from obiettivi.models import Piano


def step_che_ricorrono(piano: Piano, anno: int) -> list[Indicatore]:
    """The cyclic steps due before `anno` that have no target in it, in the order of the plan."""
    if anno not in piano.triennio:
        return []
    ciclici = Indicatore.objects.filter(scheda__piano=piano, ciclico=True, termine__year__lt=anno)
    con_target = Previsione.objects.filter(anno=anno).values("indicatore_id")
    ciclici = ciclici.exclude(pk__in=con_target).select_related("scheda").prefetch_related("previsioni")
    return list(ciclici.order_by("scheda__ordine", "ordine"))


def fai_ricorrere(piano: Piano, anno: int) -> list[Previsione]:
    """Give each of them in `anno` the target that the plan prints once, read anew for that year's term.

    The plan's document does not change: the new target is marked and never printed. Callers hold the transaction.
    """
    letture = Letture()
    nuove = []
    for step in step_che_ricorrono(piano, anno):
        stampate = [previsione for previsione in step.previsioni.all() if previsione.testo]
        stampata = max(stampate, key=lambda previsione: previsione.anno, default=None)
        if stampata is not None and step.termine is not None:
            letta = letture.di(stampata.testo, anno, nell_anno(step.termine, anno))
            nuove.append(
                Previsione(
                    indicatore=step,
                    anno=anno,
                    testo=stampata.testo,
                    condizioni=letta.condizioni,
                    avvisi=letta.avvisi,
                    ricorrente=True,
                )
            )
    return Previsione.objects.bulk_create(nuove)
