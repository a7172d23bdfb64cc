"""An opinion and the validation of its year at the same moment: the one that comes second is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.verifiche import differenze
from tests import scenari
from tests.processi import attendi
from tests.rendicontazione import chiusure

pytestmark = pytest.mark.django_db(transaction=True)


def _altrove(lavoro: Callable[[], Any]) -> Any:
    """As another process would: on a connection of its own."""
    try:
        return lavoro()
    finally:
        connection.close()


def _qualcuno_attende() -> bool:
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursore.fetchone()[0])


def test_an_opinion_given_during_the_validation_is_refused() -> None:
    cast = scenari.crea_cast()
    riaperto = chiusure.riaperta(cast)

    def giudica() -> object:
        return scenari.giudicato(cast, "1.3", EsitoGiudizio.NON_VALUTABILE)

    with ThreadPoolExecutor(1) as altri:
        with transaction.atomic():
            chiusa = scenari.valida(cast, riaperto)
            giudizio: Future[object] = altri.submit(_altrove, giudica)
            assert attendi(_qualcuno_attende, secondi=10)
        with pytest.raises(AzioneNegata, match="è stato validato"):
            giudizio.result(timeout=10)
    assert valutazione(chiusa).modificati == ()
    assert list(differenze()) == []
