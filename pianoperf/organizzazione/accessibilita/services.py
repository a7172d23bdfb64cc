"""The body's statement and whom to write to."""

from __future__ import annotations

from django.db import transaction

from pianoperf.organizzazione.accessibilita.permissions import controlla_puo_dichiarare
from pianoperf.organizzazione.models import Ente, Utente


@transaction.atomic
def scrivi_dichiarazione(*, ente: Ente, dichiarazione: str, contatto: str, utente: Utente) -> Ente:
    """Both may be empty: the page then says that the body has not declared yet. Raises AzioneNegata."""
    controlla_puo_dichiarare(utente, ente)
    ente.dichiarazione_accessibilita, ente.contatto_accessibilita = dichiarazione, contatto
    ente.save(update_fields=["dichiarazione_accessibilita", "contatto_accessibilita"])
    return ente
