"""Reads of invitations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from pianoperf.organizzazione.accesso.enums import StatoInvito
from pianoperf.organizzazione.accesso.inviti.permissions import APERTI
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Ente, Utente


@dataclass(frozen=True)
class RigaInvito:
    """An invitation as the list shows it: `aperto` when it may be sent again or revoked."""

    invito: Invito
    stato: StatoInvito
    aperto: bool


def inviti_di(ente: Ente, adesso: datetime) -> list[RigaInvito]:
    inviti = Invito.objects.filter(ente=ente).select_related("persona", "accettato_da")
    return [RigaInvito(invito, stato := invito.stato(adesso), stato in APERTI) for invito in inviti]


def in_attesa(*, adesso: datetime) -> QuerySet[Invito]:
    """Those whose link works now."""
    aperti = Invito.objects.filter(accettato_il__isnull=True, revocato_il__isnull=True, scade_il__gt=adesso)
    return aperti.select_related("ente", "persona")


def impronta_di(gettone: str) -> str:
    """256 random bits need no slow hash."""
    return sha256(gettone.encode()).hexdigest()


def dal_collegamento(gettone: str) -> Invito | None:
    """The invitation of a link, whatever its state; a link that was replaced is of none."""
    return Invito.objects.select_related("ente", "persona").filter(impronta=impronta_di(gettone)).first()


def accesso_di(indirizzo: str) -> Utente | None:
    """The login that already has that address, as e-mail or as user name."""
    return Utente.objects.filter(Q(email__iexact=indirizzo) | Q(username__iexact=indirizzo)).order_by("pk").first()
