"""May this person take it back? The twins of `policies`: role first, then the state."""

from __future__ import annotations

from datetime import datetime

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.annullamenti import policies
from rendicontazione.calendario.finestre import proroga_per
from rendicontazione.models import Risultato
from rendicontazione.permissions import COMPILANO_TUTTO, e_responsabile


def controlla_puo_annullare_giudizio(utente: Utente, risultato: Risultato) -> None:
    ente = risultato.rendicontazione.piano.ente
    controlla_ruolo(utente, ente, Ruolo.NUCLEO, per="annullare un giudizio")
    policies.controlla_giudizio_annullabile(risultato)


def controlla_puo_annullare_invio(utente: Utente, risultato: Risultato, adesso: datetime) -> None:
    """Who may fill the result in."""
    ente = risultato.rendicontazione.piano.ente
    if not ha_ruolo(utente, ente, *COMPILANO_TUTTO):
        controlla_ruolo(utente, ente, Ruolo.RESPONSABILE, *COMPILANO_TUTTO, per="annullare un invio")
        if not e_responsabile(utente, risultato):
            raise AzioneNegata("Questo indicatore è affidato ad altri: puoi annullare solo i tuoi invii.")
    policies.controlla_invio_annullabile(risultato, adesso, proroga_per(utente, risultato))
