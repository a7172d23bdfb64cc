"""Years with something in every part of the dashboard, and a way in for a person of the cast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.memoria import _ricordi
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.piani_da_raggruppare import approvato, apri, misurato, pesato, strutturato
from tests.scenari import Cast


@pytest.fixture(autouse=True)
def niente_ricordi() -> None:
    _ricordi.clear()


@pytest.fixture
def cast(db: None, settings: LazySettings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return scenari.crea_cast()


@pytest.fixture
def entra(cast: Cast) -> Callable[[str], Client]:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso


def aperto(cast: Cast) -> Rendicontazione:
    """Strutture and areas: one reached, one late, one sent back, one left out by the Nucleo, one missing."""
    anno = apri(cast, approvato(cast, strutturato()), 2023)
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.2", "15/07/2023")
    scenari.inviato(cast, "1.3", "60")
    scenari.inviato(cast, "1.4", "15/06/2023", "100")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    scenari.giudicato(cast, "1.4", EsitoGiudizio.NON_VALUTABILE)
    return anno


def in_step(cast: Cast) -> Rendicontazione:
    """Weighted steps of a PIAO, two done and one not, at the Nucleo."""
    anno = apri(cast, approvato(cast, pesato()), 2023)
    misurato(cast, anno, "F.1")
    misurato(cast, anno, "2.1", fatto=False)
    return scenari.porta_al_nucleo(cast, anno)


def chiuso(cast: Cast) -> Rendicontazione:
    """Validated, opened again, validated again with another value."""
    return chiusure.validata_di_nuovo(cast)
