"""Who decides how the documents of a body look."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo


def controlla_puo_vestire(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="cambiare l'aspetto dei documenti")
