"""Who may see, change and approve a proposal; who may begin one is said by obiettivi.permissions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from indicatori.rimodulazione import policies
from obiettivi.models import Piano, Rimodulazione
from obiettivi.permissions import CHI_PREPARA
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata

CHI_LEGGE = (*CHI_PREPARA, Ruolo.NUCLEO, Ruolo.ORGANO)


def controlla_puo_leggere(utente: Utente | AnonymousUser, piano: Piano) -> None:
    """A proposal is not public in the body until an act approves it."""
    controlla_ruolo(utente, piano.ente, *CHI_LEGGE, per="vedere una rimodulazione in preparazione")


def controlla_puo_modificare(utente: Utente | AnonymousUser, rimodulazione: Rimodulazione) -> None:
    controlla_ruolo(utente, rimodulazione.piano.ente, *CHI_PREPARA, per="modificare la proposta")
    policies.controlla_in_preparazione(rimodulazione)


def controlla_puo_approvare(utente: Utente | AnonymousUser, rimodulazione: Rimodulazione) -> None:
    """By role and state; what the proposal itself still lacks is said by `esame.mancanze`."""
    controlla_ruolo(utente, rimodulazione.piano.ente, Ruolo.AMMINISTRATORE, per="registrare l'approvazione")
    policies.controlla_in_preparazione(rimodulazione)


def puo_leggere(utente: Utente | AnonymousUser, piano: Piano) -> bool:
    try:
        controlla_puo_leggere(utente, piano)
    except AzioneNegata:
        return False
    return True
