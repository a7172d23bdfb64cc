"""A history that was sealed, and a hand that can do what nobody may: write where the triggers do not look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from rendicontazione.sigillo.services import sigilla
from tests import scenari


def sigilla_subito(lotto: int = 5000) -> int:
    return sigilla(adesso=scenari.ADESSO, assestamento=timedelta(0), lotto=lotto)


@pytest.fixture
def storia(db: None) -> scenari.Cast:
    """Two results written and written again, and everything sealed."""
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")
    scenari.bozza(cast, "1.1", "NO")
    scenari.bozza(cast, "1.3", "82%")
    sigilla_subito()
    return cast


@pytest.fixture
def manomette() -> Callable[..., None]:
    """Runs a statement with the triggers off, as a superuser of the database could."""

    def esegue(comando: str, *parametri: object) -> None:
        with connection.cursor() as cursore:
            cursore.execute("SET session_replication_role = replica")
            cursore.execute(comando, parametri)
            cursore.execute("SET session_replication_role = origin")

    return esegue
