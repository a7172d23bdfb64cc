"""Reads of the archives of a body, and of what else can be taken away."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from rendicontazione.models import Esportazione, Rendicontazione


def esportazioni_di(ente: Ente, *, con_email: bool) -> QuerySet[Esportazione]:
    """The archives that were asked for; those with addresses only when `con_email`."""
    tutte = Esportazione.objects.filter(ente=ente).select_related("ente", "lavoro__ente", "chiesta_da")
    return tutte if con_email else tutte.filter(con_email=False)


def esportazione_di(ente: Ente, pk: int) -> Esportazione | None:
    """A finished archive of this body."""
    return Esportazione.objects.filter(ente=ente, pk=pk, pronta_il__isnull=False).select_related("ente").first()


def piani_con_gli_anni(ente: Ente) -> QuerySet[Piano]:
    """The plans of the body, newest first, each with its years in order."""
    anni = Prefetch("rendicontazioni", Rendicontazione.objects.order_by("anno"))
    return Piano.objects.filter(ente=ente).order_by("-primo_anno", "codice").prefetch_related(anni)
