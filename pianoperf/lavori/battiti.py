"""The heartbeats of the processes that nobody calls: each worker, and beat (read by pianoperf.lavori.salute).

A worker writes from a thread of its main process; beat from its own loop, so that a beat that hangs is seen.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime, timedelta
from typing import Any

from celery.beat import PersistentScheduler
from celery.signals import worker_ready, worker_shutdown
from django.db import Error as ErroreBancaDati
from django.db import connection
from django.utils import timezone

from pianoperf.lavori.models import Battito
from pianoperf.lavori.salute import OROLOGIO

registro = logging.getLogger(__name__)

OGNI = 10.0
DIMENTICATO = timedelta(days=1)
_fine = threading.Event()


def batti(nome: str, code: list[str], adesso: datetime) -> None:
    """Say that this process is alive; what it cannot write now it will write at the next beat."""
    try:
        Battito.objects.update_or_create(nome=nome[:200], defaults={"code": code, "visto_il": adesso})
        Battito.objects.filter(visto_il__lt=adesso - DIMENTICATO).delete()
    except ErroreBancaDati as errore:
        registro.warning("Il battito di %s non è stato scritto: %s", nome, type(errore).__name__)
    finally:
        connection.close()


@worker_ready.connect
def _comincia(sender: Any = None, **_: object) -> None:
    """`sender` is the consumer of a worker that has begun to listen."""
    _fine.clear()
    code = sorted(sender.app.amqp.queues.consume_from)
    threading.Thread(target=_batti_finche, args=[str(sender.hostname), code], daemon=True).start()


@worker_shutdown.connect
def _smetti(**_: object) -> None:
    _fine.set()


def _batti_finche(nome: str, code: list[str]) -> None:
    while True:
        batti(nome, code, timezone.now())
        if _fine.wait(OGNI):
            return


class Orologio(PersistentScheduler):
    """Celery's beat, which says at every turn of its loop that it is still turning."""

    _battuto = 0.0

    def tick(self, *args: Any, **kwargs: Any) -> float:
        prossimo: float = super().tick(*args, **kwargs)
        if time.monotonic() - self._battuto >= OGNI or not self._battuto:
            self._battuto = time.monotonic()
            batti(OROLOGIO, [], timezone.now())
        return min(prossimo, OGNI)
