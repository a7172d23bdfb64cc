"""Every hour: the files that killed processes left half written, and the forms nobody sends again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

from pianoperf.disco import togli_provvisori
from pianoperf.lavori.models import Invio

# no write lasts this long
ORFANO = timedelta(hours=1)
# a page left open for longer than this has no session any more
RICORDATO = timedelta(days=1)


def pulisci(*, adesso: datetime) -> int:
    """How many half-written files were removed."""
    Invio.objects.filter(arrivato_il__lt=adesso - RICORDATO).delete()
    if not isinstance(default_storage, FileSystemStorage):
        return 0
    return togli_provvisori(Path(default_storage.location), prima_di=(adesso - ORFANO).timestamp())
