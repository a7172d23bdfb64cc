"""Who gives and takes back the keys of the API."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.models import ChiaveApi


def controlla_puo_dare_chiavi(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="gestire le chiavi dell'API")


def controlla_puo_revocare(utente: Utente, chiave: ChiaveApi) -> None:
    """An expired key may be revoked too: its name is then free again."""
    controlla_puo_dare_chiavi(utente, chiave.ente)
    if chiave.revocata_il is not None:
        raise AzioneNegata("La chiave è già revocata.")
