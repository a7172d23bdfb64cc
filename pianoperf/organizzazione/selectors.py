"""Reads of bodies and people, with visibility applied."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from pianoperf.organizzazione.models import Delega, Ente, Incarico, Persona, Utente


def enti_visibili_a(utente: Utente | AnonymousUser, il: date) -> QuerySet[Ente]:
    """The bodies in which the user holds a role on that day, of his own or as a deputy: no other is visible."""
    if not utente.is_authenticated:
        return Ente.objects.none()
    incarichi = Incarico.objects.in_corso(il).filter(utente_id=utente.pk)
    deleghe = Delega.objects.efficaci(il).filter(delegato_id=utente.pk)
    return Ente.objects.filter(Q(pk__in=incarichi.values("ente_id")) | Q(pk__in=deleghe.values("ente_id")))


def persona_di(utente: Utente, ente: Ente) -> Persona | None:
    """The named person that this login is in that body, if any."""
    return Persona.objects.filter(ente=ente, utente=utente).first()
