"""A body with a published year, one only validated, a draft; another body with the same; a key of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from pianoperf.organizzazione.permissions import oggi
from rendicontazione.api.services import crea_chiave
from rendicontazione.enums import AmbitoChiave
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.api.chiamate import Programma
from tests.pubblica.conftest import fai_i_documenti
from tests.relazioni.archivio_finto import in_una_cartella, senza_comporre
from tests.rendicontazione.chiusure import pubblicata
from tests.scenari import ADESSO, Cast


@pytest.fixture(autouse=True)
def senza_limite(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted in the memory of the test, from nothing: the real count is of all the processes."""
    monkeypatch.setattr("rendicontazione.api.accesso.caches", {"richieste": caches["default"]})
    caches["default"].clear()


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    in_una_cartella(settings, tmp_path)
    senza_comporre(monkeypatch)
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    """2023 published, its documents made."""
    uscito = pubblicata(cast)
    fai_i_documenti()
    return uscito


def segreto(cast: Cast, ambito: str = AmbitoChiave.PUBBLICO, nome: str = "Sito", altrui: bool = False) -> str:
    return crea_chiave(
        ente=cast.altro_ente if altrui else cast.ente,
        nome=nome,
        ambito=ambito,
        scade_il=oggi() + timedelta(days=30),
        utente=cast.estraneo if altrui else cast.amministratrice,
        adesso=ADESSO,
    )[1]


@pytest.fixture
def sito(cast: Cast) -> Programma:
    return Programma(segreto(cast))


@pytest.fixture
def interno(cast: Cast) -> Programma:
    return Programma(segreto(cast, AmbitoChiave.INTERNO, "Cruscotto"))


@pytest.fixture
def altrui(cast: Cast) -> Programma:
    """Of the other body."""
    return Programma(segreto(cast, AmbitoChiave.INTERNO, altrui=True))


@pytest.fixture
def senza_chiudere() -> Iterator[None]:
    """A WSGI request closes the connections it finds: the one of the test stays open, as in Django's own client."""
    segnali = (request_started, request_finished)
    for segnale in segnali:
        segnale.disconnect(close_old_connections)
    yield
    for segnale in segnali:
        segnale.connect(close_old_connections)
