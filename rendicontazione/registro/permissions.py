"""Who reads the register: who governs the body's data, and the Nucleo (D.Lgs. 150/2009, art. 14 c. 4-ter)."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo

LEGGONO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO)


def controlla_puo_leggere(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, *LEGGONO, per="leggere il registro delle modifiche")
