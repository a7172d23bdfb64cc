"""Reads of bodies and people, with visibility applied."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente


def enti_visibili_a(utente: Utente | AnonymousUser, il: date) -> QuerySet[Ente]:
    """The bodies in which the user holds a role on that day: nothing of any other is visible."""
    if not utente.is_authenticated:
        return Ente.objects.none()
    incarichi = Incarico.objects.in_corso(il).filter(utente_id=utente.pk)
    return Ente.objects.filter(pk__in=incarichi.values("ente_id"))


def persona_di(utente: Utente, ente: Ente) -> Persona | None:
    """The named person that this login is in that body, if any."""
    return Persona.objects.filter(ente=ente, utente=utente).first()
