"""Hiding the first steps: remembered of the user and the role."""

from __future__ import annotations

from datetime import datetime

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import PassiVisti, Utente
from pianoperf.web.rifiuti import DatiNonValidi


def nascondi_passi(*, ruolo: str, utente: Utente, adesso: datetime) -> None:
    """The desk shows them no more; twice changes nothing. Raises DatiNonValidi for a role that does not exist."""
    if ruolo not in Ruolo.values:
        raise DatiNonValidi({"ruolo": ["Questo ruolo non esiste."]})
    PassiVisti.objects.get_or_create(utente=utente, ruolo=ruolo, defaults={"visti_il": adesso})


def mostra_passi(*, utente: Utente) -> None:
    """The desk shows again those of every role."""
    PassiVisti.objects.filter(utente=utente).delete()
