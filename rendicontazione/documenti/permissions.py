"""Who may ask for documents: anybody who holds a role in the body."""

from __future__ import annotations

from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import ruoli_in
from pianoperf.web.rifiuti import AzioneNegata


def controlla_puo_chiedere(utente: Utente, ente: Ente) -> None:
    if not ruoli_in(utente, ente):
        raise AzioneNegata("Per chiedere un documento serve un ruolo in questo ente.")
