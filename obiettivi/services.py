"""Writes on a plan: approve it by an act."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Piano
from obiettivi.permissions import controlla_puo_approvare
from pianoperf.organizzazione.models import Utente


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
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    controlla_puo_approvare(utente, piano)
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
