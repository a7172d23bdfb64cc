"""Real processes in tests: started in a session of their own, stopped with everything they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings

from pianoperf.ambiente import RADICE

T = TypeVar("T")


def ambiente_di_prova(**altre: str) -> dict[str, str]:
    """The environment of a process that must see what a test committed: the test database of this pytest process."""
    dati = settings.DATABASES["default"]
    utente = quote(dati["USER"]) + (f":{quote(dati['PASSWORD'])}" if dati["PASSWORD"] else "")
    porta = f"&port={dati['PORT']}" if dati["PORT"] else ""
    indirizzo = f"postgresql://{utente}@/{quote(dati['NAME'])}?host={quote(dati['HOST'] or 'localhost')}{porta}"
    return {**os.environ, "DATABASE_URL": indirizzo, "REDIS_URL": settings.REDIS_URL, "PYTHONUNBUFFERED": "1", **altre}


@contextmanager
def processo(comando: Sequence[str], ambiente: Mapping[str, str], registro: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python command (`-m module ...`) from the checkout; its output goes to `registro`."""
    with registro.open("wb") as uscita:
        figlio = subprocess.Popen(
            [sys.executable, *comando],
            cwd=RADICE,
            env=dict(ambiente),
            stdout=uscita,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield figlio
    finally:
        termina_gruppo(figlio)


def termina_gruppo(figlio: subprocess.Popen[bytes], *, secondi: float = 10) -> None:
    with suppress(ProcessLookupError):
        os.kill(figlio.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        figlio.wait(secondi)
    with suppress(ProcessLookupError):
        os.killpg(figlio.pid, signal.SIGKILL)
    figlio.wait(5)


def attendi(prova: Callable[[], T], *, secondi: float = 30, ogni: float = 0.1) -> T:
    """The first true answer of `prova`; the last one when the time is over."""
    scadenza = time.monotonic() + secondi
    while not (esito := prova()) and time.monotonic() < scadenza:
        time.sleep(ogni)
    return esito
