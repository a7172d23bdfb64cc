"""Who may do what on a plan: the role first, then the state. The same check refuses, hides and explains."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from obiettivi import policies
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata


def controlla_puo_approvare(utente: Utente | AnonymousUser, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="registrare l'approvazione del piano")
    policies.controlla_approvabile(piano)


def puo_approvare(utente: Utente | AnonymousUser, piano: Piano) -> bool:
    try:
        controlla_puo_approvare(utente, piano)
    except AzioneNegata:
        return False
    return True
