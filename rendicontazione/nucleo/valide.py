"""When a seduta counts: enough members present, and after the last re-opening of its year."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from rendicontazione.models import Rendicontazione


def con_i_presenti(rendicontazione: Rendicontazione) -> QuerySet[Any]:
    """The sedute of the year, each with `quanti`, how many members were present."""
    return rendicontazione.sedute.annotate(quanti=Count("presenti")).order_by("data", "pk")


def seduta_che_vale(rendicontazione: Rendicontazione) -> bool:
    """A body's Nucleo validates what it met about: after a re-opening it meets again."""
    valide = con_i_presenti(rendicontazione).filter(quanti__gte=F("quorum"))
    riaperta = rendicontazione.riaperture.order_by("-riaperta_il").values_list("riaperta_il", flat=True).first()
    if riaperta:
        valide = valide.filter(data__gte=timezone.localdate(riaperta))
    return valide.exists()


def maggioranza(componenti: int) -> int:
    """The default quorum: more than half of the members in office."""
    return componenti // 2 + 1


def frase_del_quorum(presenti: int, quorum: int) -> str:
    """Why a seduta is not valid; "" when it is."""
    if presenti >= quorum:
        return ""
    servono = "ne serve 1" if quorum == 1 else f"ne servono {quorum}"
    return f"La seduta non è valida: {presenti} present{'e' if presenti == 1 else 'i'}, {servono}."
