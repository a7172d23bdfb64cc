"""Writes of the policy of a body, and the help for who lost the telephone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from pianoperf.organizzazione.accesso import eventi, sessioni
from pianoperf.organizzazione.accesso.enums import TipoEvento
from pianoperf.organizzazione.accesso.inviti.permissions import controlla_puo_gestire_gli_accessi
from pianoperf.organizzazione.models import Ente, Utente


@transaction.atomic
def stabilisci_secondo_fattore(*, ente: Ente, ruoli: Sequence[str] | None, utente: Utente) -> Ente:
    """Who must have a second factor in this body; None follows the installation. Raises AzioneNegata."""
    controlla_puo_gestire_gli_accessi(utente, ente)
    ente.ruoli_secondo_fattore = None if ruoli is None else sorted(ruoli)
    ente.save(update_fields=["ruoli_secondo_fattore"])
    return ente


@transaction.atomic
def azzera_secondo_fattore(*, di: Utente, adesso: datetime) -> int:
    """For who lost everything: takes the factors away and ends the sessions. How many were taken away."""
    quanti = Authenticator.objects.filter(user=di).delete()[0]
    sessioni.chiudi_altre(utente=di, tranne=None)
    eventi.annota(
        utente=di, tipo=TipoEvento.FATTORE_TOLTO, request=None, adesso=adesso, dettaglio="tutti, da chi installa"
    )
    return quanti
