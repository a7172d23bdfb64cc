from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection

from tests import scenari
from tests.guasti.impianto import Impianto
from tests.scenari import Cast


@pytest.fixture(scope="module")
def impianto_acceso(django_db_setup: None, django_db_blocker) -> Iterator[Impianto]:
    """One installation for a file of tests, and the ORM on it."""
    cartella = Path(tempfile.mkdtemp(prefix="guasti-", dir="/tmp"))
    prima = dict(connection.settings_dict)
    impianto = Impianto(cartella)
    with django_db_blocker.unblock():
        try:
            impianto.allestisci()
            yield impianto
        finally:
            impianto.smonta()
            connection.settings_dict.update(prima)
            shutil.rmtree(cartella, ignore_errors=True)


@pytest.fixture(scope="module")
def operaio(impianto_acceso: Impianto) -> Iterator[psutil.Process]:
    """The worker of the file, with beat inside; its processes may be killed, itself not."""
    with impianto_acceso.operaio() as processo:
        yield processo


@pytest.fixture(scope="module")
def sito(impianto_acceso: Impianto) -> Iterator[str]:
    with impianto_acceso.web() as indirizzo:
        yield indirizzo


@pytest.fixture
def impianto(impianto_acceso: Impianto) -> Impianto:
    impianto_acceso.vuota()
    return impianto_acceso


@pytest.fixture
def cast(impianto: Impianto) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def campanello_muto(monkeypatch: pytest.MonkeyPatch) -> None:
    """The services of this process call nobody: their Redis is that of the other tests."""
    monkeypatch.setattr("pianoperf.lavori.services.suona", lambda lavoro_id, **_: None)
