"""The body of the matrix of the addresses, and its marked twin beside it."""

from __future__ import annotations

import pytest

from rendicontazione.models import Rendicontazione
from tests.isolamento.marchio import gemello
from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.scena import Scena
from tests.scenari import Cast

__all__ = ["ente_in_corso", "scena"]


@pytest.fixture(scope="module")
def altro(ente_in_corso: tuple[Cast, Rendicontazione]) -> Scena:
    """Made once in the transaction of the module, after the first body."""
    return gemello(*ente_in_corso)
