"""Who makes the next edition, and when."""

from __future__ import annotations

from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata


def controlla_puo_scorrere(utente: Utente, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="preparare la prossima edizione")
    if piano.stato == StatoPiano.BOZZA:
        raise AzioneNegata("Il piano è una bozza: la prossima edizione nasce da un piano approvato.")
    successivo = piano.successivi.first()
    if successivo is not None:
        raise AzioneNegata(f"La prossima edizione c'è già: {successivo.titolo}.")


def controlla_puo_indicare(utente: Utente, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="collegare le edizioni")


def controlla_puo_collegare(utente: Utente, piano: Piano) -> None:
    controlla_puo_indicare(utente, piano)
    if piano.precedente is None:
        raise AzioneNegata("Il piano non ha un'edizione precedente: prima indica qual è.")
