"""Who may change the calendar of a body: the amministratore. The same check refuses, hides and explains."""

from __future__ import annotations

from datetime import datetime

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from rendicontazione.calendario import policies
from rendicontazione.models import Proroga, Rendicontazione


def controlla_puo_gestire(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="cambiare il calendario")


def controlla_puo_fissare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="fissare il monitoraggio intermedio")
    policies.controlla_aperta(rendicontazione)


def controlla_puo_concedere(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="concedere una proroga")
    policies.controlla_aperta(rendicontazione)


def controlla_puo_terminare(utente: Utente, proroga: Proroga, adesso: datetime) -> None:
    controlla_ruolo(utente, proroga.rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="terminare una proroga")
    policies.controlla_proroga_in_corso(proroga, adesso)
