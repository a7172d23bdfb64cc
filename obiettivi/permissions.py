"""Who may do what on a plan: the role first, then the state. The same check refuses, hides and explains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser

from obiettivi import policies
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata

CHI_PREPARA = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE)


def controlla_puo_approvare(utente: Utente | AnonymousUser, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="registrare l'approvazione del piano")
    policies.controlla_approvabile(piano)


def controlla_puo_chiudere(utente: Utente | AnonymousUser, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="chiudere il piano")
    policies.controlla_chiudibile(piano)


def controlla_puo_proporre(utente: Utente | AnonymousUser, piano: Piano) -> None:
    """Begin a change of an approved plan."""
    controlla_ruolo(utente, piano.ente, *CHI_PREPARA, per="proporre una rimodulazione")
    policies.controlla_rimodulabile(piano)


def puo_approvare(utente: Utente | AnonymousUser, piano: Piano) -> bool:
    return not motivo_del_rifiuto(controlla_puo_approvare, utente, piano)


def motivo_del_rifiuto(controllo: Callable[..., None], *argomenti: Any) -> str:
    """The sentence with which a check refuses; "" when it allows."""
    try:
        controllo(*argomenti)
    except AzioneNegata as negata:
        return str(negata)
    return ""
