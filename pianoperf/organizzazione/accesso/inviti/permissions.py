"""Who invites, and what may still be done with an invitation."""

from __future__ import annotations

from datetime import datetime

from pianoperf.organizzazione.accesso.enums import StatoInvito
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata

APERTI = (StatoInvito.IN_ATTESA, StatoInvito.SCADUTO)


def controlla_puo_gestire_gli_accessi(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="invitare le persone e vedere i loro accessi")


def controlla_aperto(invito: Invito, adesso: datetime) -> None:
    """Raises AzioneNegata when it was accepted or revoked."""
    if invito.stato(adesso) not in APERTI:
        raise AzioneNegata(f"L'invito è già {invito.stato(adesso).label.lower()}.")


def controlla_valido(invito: Invito, adesso: datetime) -> None:
    """Raises AzioneNegata unless its link works now."""
    controlla_aperto(invito, adesso)
    if invito.stato(adesso) != StatoInvito.IN_ATTESA:
        raise AzioneNegata("L'invito è scaduto. Chiedi di mandartene un altro.")
