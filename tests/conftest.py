"""Fixtures of every test: here only what talks to real processes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import TransactionTestCase
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.processi import ambiente_di_prova, attendi, processo

TENTATIVI = 4
_svuota = TransactionTestCase._fixture_teardown


def _svuota_insistendo(prova: TransactionTestCase) -> None:
    """Empty the tables at the end of a test: a real worker that is finishing may be in the way (deadlock)."""
    for tentativo in range(1, TENTATIVI + 1):
        try:
            _svuota(prova)
        except CommandError as errore:
            if "deadlock" not in str(errore.__cause__) or tentativo == TENTATIVI:
                raise
            time.sleep(tentativo)
        else:
            return


TransactionTestCase._fixture_teardown = _svuota_insistendo


_trova_i_file = WhiteNoiseMiddleware.add_files_from_finders
_trovati: dict[str, Any] = {}


def _trova_i_file_una_volta(servitore: WhiteNoiseMiddleware) -> None:
    """Every client of a test makes the middleware anew, and looking for all the static files costs more than a page."""
    if not _trovati:
        _trova_i_file(servitore)
        _trovati.update(servitore.files)
    servitore.files.update(_trovati)


WhiteNoiseMiddleware.add_files_from_finders = _trova_i_file_una_volta


def pytest_xdist_auto_num_workers() -> int | None:
    """Half as many again as there are processors: who starts servers and browsers waits a third of the time."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return max(2, (os.cpu_count() or 1) * 3 // 2)


@pytest.fixture
def pdf_da_soli() -> None:
    """Asked for by the tests of the public page: an approved plan asks for its PDF by itself."""


@pytest.fixture(autouse=True)
def _niente_pdf_da_soli(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere it does not, so that a test counts the documents and the jobs that it asks for."""
    if "pdf_da_soli" not in request.fixturenames:
        monkeypatch.setattr("obiettivi.porte._pubblicatori", [lambda piano, utente, adesso: None])


@pytest.fixture(scope="module")
def celery_vero(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A real Celery worker and beat on the test database, for the tests of one file.

    It would hear the jobs of the files that come after, and do them without the storage that they have put in place.
    They see committed rows only: use it with `@pytest.mark.django_db(transaction=True)` or `live_server`.
    A long lease: its beat sweeps seldom, and leaves alone the jobs whose workers other tests kill.
    """
    from pianoperf.celery import app

    cartella = tmp_path_factory.mktemp("celery")
    nome = f"prova@{cartella.name}"
    comando = ["-m", "celery", "-A", "pianoperf", "worker", "-B", "-c", "1", "-n", nome, "-l", "INFO", "--purge"]
    comando += ["-s", str(cartella / "beat")]
    with processo(comando, ambiente_di_prova(PIANOPERF_PRESA="600"), cartella / "celery.log"):
        if not attendi(lambda: app.control.ping(destination=[nome], timeout=0.5), secondi=40):
            pytest.fail("Celery non parte: " + (cartella / "celery.log").read_text()[-2000:])
        yield
