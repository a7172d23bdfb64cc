"""Which tables name a login, hidden relations included; the history is apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import CASCADE, Model

from pianoperf.organizzazione.models import Utente


def riferimenti(*, che_seguono: bool) -> Iterator[tuple[type[Model], Any]]:
    """(table, its field). `che_seguono`: the rows that would go with the login; else those that keep it from going."""
    for relazione in Utente._meta.get_fields(include_hidden=True):
        if not (relazione.auto_created and (relazione.one_to_many or relazione.one_to_one)) or relazione.concrete:
            continue
        modello: Any = relazione.related_model
        regola: Callable[..., Any] | None = getattr(relazione, "on_delete", None)
        if not hasattr(modello, "pgh_tracked_model") and modello._meta.managed and (regola is CASCADE) == che_seguono:
            yield modello, getattr(relazione, "field", None)
