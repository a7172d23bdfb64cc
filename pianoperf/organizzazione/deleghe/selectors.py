"""Reads of deputies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pianoperf.organizzazione.deleghe import permissions
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Delega, Ente, Incarico, Utente
from pianoperf.organizzazione.permissions import ha_ruolo, oggi
from pianoperf.web.rifiuti import AzioneNegata


@dataclass(frozen=True)
class RigaDelega:
    """A deputy as the list shows it: `motivo` is why its button is grey, "" when it may be revoked."""

    delega: Delega
    stato: str
    motivo: str


def deleghe_di(ente: Ente, utente: Utente) -> list[RigaDelega]:
    """All those of the body for the amministratore, one's own given and received for the others."""
    deleghe = Delega.objects.filter(ente=ente).select_related("ente", "delegante", "delegato")
    if not ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE):
        deleghe = deleghe.filter(Q(delegante=utente) | Q(delegato=utente))
    return [RigaDelega(delega, _stato(delega), _motivo(utente, delega)) for delega in deleghe]


def _stato(delega: Delega) -> str:
    if delega.revocata_il is not None:
        return "ritirata"
    if delega.dal > oggi():
        return "non ancora iniziata"
    return "finita" if delega.al < oggi() else "in corso"


def _motivo(utente: Utente, delega: Delega) -> str:
    try:
        permissions.controlla_puo_revocare(utente, delega)
    except AzioneNegata as negata:
        return str(negata)
    return ""


def incarichi_delegabili(ente: Ente, utente: Utente) -> QuerySet[Incarico]:
    """The incarichi that this user may pass on: everybody's for the amministratore, his own otherwise."""
    incarichi = Incarico.objects.in_corso(oggi()).filter(ente=ente, ruolo__in=permissions.DELEGABILI)
    if not ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE):
        incarichi = incarichi.filter(utente=utente)
    return incarichi.select_related("utente").order_by("utente__last_name", "utente__first_name", "ruolo")


def delegati_possibili(ente: Ente) -> QuerySet[Utente]:
    """Who holds a role in the body, and neither judges nor approves."""
    in_corso = Incarico.objects.in_corso(oggi()).filter(ente=ente)
    controllori = in_corso.filter(ruolo__in=permissions.DEI_CONTROLLORI).values("utente_id")
    utenti = Utente.objects.filter(pk__in=in_corso.values("utente_id"), is_active=True)
    return utenti.exclude(pk__in=controllori).order_by("last_name", "first_name")


def ricevute_da(utente: Utente, ente: Ente) -> list[Delega]:
    """The deputies' roles that the user holds today in that body."""
    efficaci = Delega.objects.efficaci(oggi()).filter(delegato=utente, ente=ente)
    return list(efficaci.select_related("delegante").order_by("al"))
