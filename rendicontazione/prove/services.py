"""Say which schede want a proof for each of their results."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Utente
from rendicontazione.prove.permissions import controlla_puo_imporre


@transaction.atomic
def imponi_evidenze(*, piano: Piano, codici: Collection[str], utente: Utente) -> int:
    """Make the proof mandatory for the schede of these codes and for no other; how many changed. Raises AzioneNegata.

    Results sent before stay sent: the rule is asked when a result is sent.
    """
    controlla_puo_imporre(utente, piano)
    cambiate = 0
    for scheda in Scheda.objects.select_for_update().filter(piano=piano).order_by("pk"):
        obbligo = scheda.codice in codici
        if scheda.evidenza_obbligatoria != obbligo:
            scheda.evidenza_obbligatoria = obbligo
            scheda.save(update_fields=["evidenza_obbligatoria"])
            cambiate += 1
    return cambiate
