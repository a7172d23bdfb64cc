"""The commands of a year on its dashboard: those done are gone, the grey ones may still come."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from rendicontazione.models import Rendicontazione
from tests.quadro.pagine import indirizzo, legge
from tests.rendicontazione import chiusure
from tests.rendicontazione.conftest import anno
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
__all__ = ["anno"]
Entra = Callable[[str], Client]


def test_un_comando_gia_dato_non_si_vede_e_quello_che_verra_dice_perche(
    entra: Entra, anno: Rendicontazione, cast: Cast
) -> None:
    prima = legge(entra("nucleo"), indirizzo("quadro", anno))
    assert "Avvia la validazione" in prima
    assert "data-negato>Valida</button>" in prima
    chiusure.in_validazione(cast, anno)
    anno.refresh_from_db()
    dopo = legge(entra("nucleo"), indirizzo("quadro", anno))
    assert "Avvia la validazione" not in dopo
    assert ">Valida</button>" in dopo
    assert "Trasmetti al Nucleo" not in legge(entra("direttore"), indirizzo("quadro", anno))
