"""The register of logins: written at each event, read by the person and by who governs the body."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest

from pianoperf.organizzazione.accesso.models import EventoAccesso
from pianoperf.organizzazione.accesso.provenienza import dispositivo_di, luogo_di
from pianoperf.organizzazione.models import Ente, Incarico, Utente


def annota(
    *, utente: Utente, tipo: str, request: HttpRequest | None, adesso: datetime, dettaglio: str = ""
) -> EventoAccesso:
    return EventoAccesso.objects.create(
        utente=utente,
        tipo=tipo,
        dettaglio=dettaglio[:120],
        dispositivo=dispositivo_di(request) if request else "",
        luogo=luogo_di(request) if request else "",
        il=adesso,
    )


def eventi_di(utente: Utente) -> QuerySet[EventoAccesso]:
    return EventoAccesso.objects.filter(utente=utente)


def eventi_dell_ente(ente: Ente) -> QuerySet[EventoAccesso]:
    """Those of whoever has, or had, a role in the body."""
    persone = Incarico.objects.filter(ente=ente).values("utente_id")
    return EventoAccesso.objects.filter(utente_id__in=persone).select_related("utente")
