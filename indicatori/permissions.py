"""Who may confirm or correct how the targets of a plan are read."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from indicatori import policies
from indicatori.models import Previsione
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata

CHI_CONFERMA = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE)


def controlla_puo_confermare(utente: Utente | AnonymousUser, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, *CHI_CONFERMA, per="confermare come sono letti i target")


def puo_confermare(utente: Utente | AnonymousUser, piano: Piano) -> bool:
    return ha_ruolo(utente, piano.ente, *CHI_CONFERMA)


def controlla_puo_correggere(utente: Utente | AnonymousUser, previsione: Previsione) -> None:
    controlla_puo_confermare(utente, previsione.indicatore.scheda.piano)
    policies.controlla_correggibile(previsione)


def motivo_per_non_correggere(utente: Utente | AnonymousUser, previsione: Previsione) -> str:
    """The sentence of the refusal, "" when the reading may be corrected."""
    try:
        controlla_puo_correggere(utente, previsione)
    except AzioneNegata as negata:
        return str(negata)
    return ""
