"""Fixtures of every test: here only what talks to real processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processi import ambiente_di_prova, attendi, processo


@pytest.fixture(scope="session")
def celery_vero(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A real Celery worker and beat on the test database.

    They see committed rows only: use it with `@pytest.mark.django_db(transaction=True)` or `live_server`.
    """
    from pianoperf.celery import app

    cartella = tmp_path_factory.mktemp("celery")
    nome = f"prova@{cartella.name}"
    comando = ["-m", "celery", "-A", "pianoperf", "worker", "-B", "-c", "1", "-n", nome, "-l", "INFO"]
    comando += ["-s", str(cartella / "beat")]
    with processo(comando, ambiente_di_prova(), cartella / "celery.log"):
        if not attendi(lambda: app.control.ping(destination=[nome], timeout=0.5), secondi=40):
            pytest.fail("Celery non parte: " + (cartella / "celery.log").read_text()[-2000:])
        yield
