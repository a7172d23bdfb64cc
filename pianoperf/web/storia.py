"""History by database triggers: every insert, update and delete of a tracked table, whoever makes it."""

from __future__ import annotations

from collections.abc import Callable

import pghistory
from django.db import models


def tracciato(*, senza: list[str] | None = None) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator that keeps an append-only event table beside the model's own.

    The fields `senza` are left out of it, and a change of them alone is no event.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=senza)
