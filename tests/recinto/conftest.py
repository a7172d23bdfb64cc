"""Two bodies alike, each with something in every table."""

from __future__ import annotations

import pytest

from pianoperf.organizzazione.models import Ente
from rendicontazione.banco.campione import crea_campione
from rendicontazione.banco.ripetizione import ripeti


@pytest.fixture
def enti(db: None) -> tuple[Ente, Ente]:
    crea_campione(1, piani=1, indicatori=2)
    ripeti(1)
    primo, secondo = Ente.objects.order_by("pk")
    return primo, secondo
