"""What every page knows: the body being visited and the user's roles in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pianoperf.organizzazione.permissions import ruoli_in


def ente_e_ruoli(request: HttpRequest) -> dict[str, Any]:
    utente = getattr(request, "user", None)
    if utente is None or not utente.is_authenticated:
        return {"incorporato": settings.INCORPORATO}
    ente = getattr(request, "ente", None)
    return {
        "incorporato": settings.INCORPORATO,
        "ente": ente,
        "ruoli": ruoli_in(utente, ente) if ente else frozenset(),
    }
