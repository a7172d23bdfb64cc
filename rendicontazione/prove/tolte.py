"""Proofs that were taken off: for a day their file stays, so that a mistake can be undone; then it goes.

The history says which files they were: no other list is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage

from rendicontazione.models import Evidenza

RESTANO = timedelta(days=1)
# Sweeps that were missed are made up for.
RIPASSO = timedelta(days=30)


def storia_di_evidenza() -> Any:
    """The event table that django-pghistory keeps beside the proofs."""
    modello: Any = Evidenza
    return modello.pgh_event_model.objects


def com_era(evidenza_id: int) -> Any | None:
    """The proof as it was when it was taken off, None when it never was."""
    return storia_di_evidenza().filter(pgh_obj=evidenza_id, pgh_label="delete").order_by("-pgh_id").first()


def togli_i_file(*, adesso: datetime) -> int:
    """Delete the files of the proofs taken off more than a day ago; how many there were. What is gone stays gone."""
    tolte = storia_di_evidenza().filter(
        pgh_label="delete", pgh_created_at__lt=adesso - RESTANO, pgh_created_at__gt=adesso - RESTANO - RIPASSO
    )
    percorsi = set(tolte.exclude(file="").values_list("file", flat=True))
    percorsi -= set(Evidenza.objects.filter(file__in=percorsi).values_list("file", flat=True))
    presenti = [percorso for percorso in sorted(percorsi) if default_storage.exists(percorso)]
    for percorso in presenti:
        default_storage.delete(percorso)
    return len(presenti)
