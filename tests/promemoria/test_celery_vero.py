"""A click, a row, a real worker: the reminder leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rendicontazione.models import Messaggio
from rendicontazione.promemoria.services import sollecita
from tests import scenari
from tests.processi import attendi
from tests.promemoria.scadenze import anno_fino_al, con_indirizzi

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_real_worker_sends_what_was_asked_for(transactional_db: None, celery_vero: None) -> None:
    cast = scenari.crea_cast()
    con_indirizzi(Rossi="rita@ente.it")
    anno = anno_fino_al(cast, timezone.now() + timedelta(days=30))
    sollecita(
        rendicontazione=anno,
        persona=cast.responsabile.persone.get(),
        periodo="finale",
        utente=cast.direttore,
        adesso=timezone.now(),
    )
    assert attendi(lambda: Messaggio.objects.filter(spedito_il__isnull=False, tentativi=1).exists(), secondi=40)
