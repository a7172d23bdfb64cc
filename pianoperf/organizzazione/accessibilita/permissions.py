"""Who writes what the page on accessibility says of the body."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo


def controlla_puo_dichiarare(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="scrivere della dichiarazione di accessibilità")
