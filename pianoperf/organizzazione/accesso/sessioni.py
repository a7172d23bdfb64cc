"""The sessions of a person: the list, ending one, ending all the others."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from pianoperf.organizzazione.accesso.models import SessioneAperta
from pianoperf.organizzazione.accesso.provenienza import dispositivo_di, luogo_di
from pianoperf.organizzazione.models import Utente


def apri(*, request: HttpRequest, utente: Utente, adesso: datetime) -> SessioneAperta:
    """The row of the session of this request, new or taken over."""
    dati = {
        "utente": utente,
        "dispositivo": dispositivo_di(request),
        "luogo": luogo_di(request),
        "iniziata_il": adesso,
        "vista_il": adesso,
    }
    return SessioneAperta.objects.update_or_create(chiave=request.session.session_key, defaults=dati)[0]


def vista(*, request: HttpRequest, utente: Utente, adesso: datetime) -> None:
    """Seen now; a session older than this list gets its row."""
    aggiornate = SessioneAperta.objects.filter(chiave=request.session.session_key, utente=utente).update(
        vista_il=adesso, luogo=luogo_di(request), dispositivo=dispositivo_di(request)
    )
    if not aggiornate:
        apri(request=request, utente=utente, adesso=adesso)


def sessioni_di(utente: Utente, adesso: datetime) -> list[SessioneAperta]:
    """Those that still let somebody in, last used first."""
    vive = Session.objects.filter(expire_date__gt=adesso).values("session_key")
    return list(SessioneAperta.objects.filter(utente=utente, chiave__in=vive))


@transaction.atomic
def chiudi(*, sessione: SessioneAperta) -> None:
    """From its next request on, whoever uses it is out."""
    _magazzino().delete(sessione.chiave)
    sessione.delete()


@transaction.atomic
def chiudi_altre(*, utente: Utente, tranne: str | None) -> int:
    """End all but the one with that key; how many."""
    altre = list(SessioneAperta.objects.filter(utente=utente).exclude(chiave=tranne or ""))
    for sessione in altre:
        chiudi(sessione=sessione)
    return len(altre)


def _magazzino() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()
