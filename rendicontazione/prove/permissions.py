"""Who collects the proofs of a year, and who says where they are mandatory."""

from __future__ import annotations

from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from rendicontazione.models import Rendicontazione

RACCOLGONO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO)


def controlla_puo_raccogliere(utente: Utente, rendicontazione: Rendicontazione) -> None:
    """All of them see the confidential ones too: the archive leaves nothing out."""
    controlla_ruolo(utente, rendicontazione.piano.ente, *RACCOLGONO, per="scaricare le evidenze dell'anno")


def controlla_puo_imporre(utente: Utente, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="dire dove l'evidenza è obbligatoria")
