"""Who may take everything of a body away, and whose file it is."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.models import Esportazione

ESPORTANO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE)
CON_EMAIL = "Questo archivio contiene gli indirizzi e-mail delle persone: lo scarica solo un amministratore."


def controlla_puo_esportare(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, *ESPORTANO, per="esportare tutti i dati dell'ente")


def vede_gli_indirizzi(utente: Utente, ente: Ente) -> bool:
    return ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE)


def controlla_puo_scaricare(utente: Utente, esportazione: Esportazione) -> None:
    """Raises AzioneNegata for who may not have the file, or when it is there no more."""
    controlla_puo_esportare(utente, esportazione.ente)
    if esportazione.con_email and not vede_gli_indirizzi(utente, esportazione.ente):
        raise AzioneNegata(CON_EMAIL)
    if not esportazione.file:
        raise AzioneNegata("Questo archivio non è più conservato: chiedine uno nuovo.")
