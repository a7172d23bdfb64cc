"""Reads of the job table."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.selectors import enti_visibili_a


def lavori_visibili_a(utente: Utente | AnonymousUser) -> QuerySet[Lavoro]:
    """The jobs of the bodies in which the user holds a role today."""
    return Lavoro.objects.filter(ente__in=enti_visibili_a(utente, oggi())).select_related("ente")
