"""Turns of the discussion on one indicator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Intervento, Risultato
from rendicontazione.nucleo import permissions
from rendicontazione.services.risultati import bloccato

LUNGHEZZA_MASSIMA = 4000


@transaction.atomic
def intervieni(*, risultato: Risultato, testo: str, utente: Utente, adesso: datetime) -> Intervento:
    """Raises AzioneNegata, or DatiNonValidi (testo)."""
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_intervenire(utente, risultato)
    testo = testo.strip()
    if not testo:
        raise DatiNonValidi({"testo": ["Scrivi qualcosa prima di inviare."]})
    if len(testo) > LUNGHEZZA_MASSIMA:
        raise DatiNonValidi({"testo": [f"Il testo supera {LUNGHEZZA_MASSIMA} caratteri: accorcialo."]})
    return Intervento.objects.create(risultato=risultato, testo=testo, scritto_da=utente, scritto_il=adesso)
