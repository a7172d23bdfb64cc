"""Two people at once, each on a connection of their own: the one that comes second is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from obiettivi.models import Rimodulazione, Versione
from pianoperf.web.rifiuti import AzioneNegata
from tests import scenari
from tests.processi import attendi
from tests.rimodulazione import proposte

pytestmark = pytest.mark.django_db(transaction=True)


def _altrove(lavoro: Callable[[], Any]) -> Any:
    try:
        return lavoro()
    finally:
        connection.close()


def _qualcuno_attende() -> bool:
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursore.fetchone()[0])


def test_a_change_is_approved_once() -> None:
    cast = scenari.crea_cast()
    scenari.piano_approvato(cast)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    with ThreadPoolExecutor(1) as altri:
        with transaction.atomic():
            proposte.approvata(cast, pronta)
            seconda: Future[object] = altri.submit(_altrove, lambda: proposte.approvata(cast, pronta, "8"))
            assert attendi(_qualcuno_attende, secondi=20)
        with pytest.raises(AzioneNegata, match="è già approvata"):
            seconda.result(timeout=20)
    assert list(Versione.objects.values_list("numero", flat=True)) == [1, 2]


def test_two_proposals_begun_together_are_one() -> None:
    cast = scenari.crea_cast()
    scenari.piano_approvato(cast)
    with ThreadPoolExecutor(1) as altri:
        with transaction.atomic():
            proposte.proposta(cast)
            seconda: Future[object] = altri.submit(_altrove, lambda: proposte.proposta(cast))
            assert attendi(_qualcuno_attende, secondi=20)
        with pytest.raises(AzioneNegata, match="già una rimodulazione in preparazione"):
            seconda.result(timeout=20)
    assert Rimodulazione.objects.count() == 1
