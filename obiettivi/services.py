"""Writes on a plan: approve it by an act."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata


@transaction.atomic
def approva_piano(
    *,
    piano: Piano,
    organo: str,
    numero: str,
    data: date,
    utente: Utente,
    allegato: str = "",
    dimostrativo: bool = False,
) -> Piano:
    """Freeze the plan by an act of the body. Raises AzioneNegata."""
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="registrare l'approvazione del piano")
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    if piano.stato != StatoPiano.BOZZA:
        raise AzioneNegata(f"Il piano è già «{piano.get_stato_display().lower()}» con {piano.atto}.")
    if not piano.schede.exists():
        raise AzioneNegata("Il piano non ha ancora schede: importale prima di registrare l'approvazione.")
    piano.atto, _ = Atto.objects.get_or_create(
        ente=piano.ente,
        organo=organo,
        numero=numero,
        data=data,
        defaults={"allegato": allegato, "dimostrativo": dimostrativo},
    )
    piano.stato = StatoPiano.APPROVATO
    piano.save(update_fields=["atto", "stato"])
    return piano
