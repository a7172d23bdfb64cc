"""The proofs of one year, as far as a person may see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from obiettivi.models import Piano, Scheda
from rendicontazione.models import Evidenza, Rendicontazione


def evidenze_dell_anno(rendicontazione: Rendicontazione) -> QuerySet[Evidenza]:
    """Confidential ones included, in the order of the plan: for who sees them all."""
    return (
        Evidenza.objects.filter(risultato__rendicontazione=rendicontazione)
        .select_related("risultato__previsione__indicatore__scheda", "caricata_da")
        .order_by(
            "risultato__previsione__indicatore__scheda__ordine",
            "risultato__previsione__indicatore__ordine",
            "risultato__periodo",
            "caricata_il",
            "pk",
        )
    )


def schede_con_obbligo(piano: Piano) -> QuerySet[Scheda]:
    """Every scheda of the plan with how many indicators it has, and how many results were already sent."""
    inviati = Q(indicatori__previsioni__risultati__inviato_il__isnull=False)
    return piano.schede.annotate(
        quanti=Count("indicatori", distinct=True),
        inviati=Count("indicatori__previsioni__risultati", filter=inviati, distinct=True),
    ).order_by("ordine")
