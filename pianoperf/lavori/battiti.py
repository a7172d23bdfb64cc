"""The heartbeats of the processes that nobody calls: each worker, and beat (read by pianoperf.lavori.salute).

A worker writes from the loop of its main process; beat from its own loop, so that a beat that hangs is seen.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from celery.beat import PersistentScheduler
from celery.signals import worker_ready
from django.db import Error as ErroreBancaDati
from django.db import connection
from django.utils import timezone

from pianoperf.lavori.models import Battito
from pianoperf.lavori.salute import OROLOGIO

registro = logging.getLogger(__name__)

OGNI = 10.0
DIMENTICATO = timedelta(days=1)


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
    """`sender` is the consumer of a worker that has begun to listen; its own loop keeps time.

    Never a thread: a process forked while it holds a lock would hang for ever.
    """
    nome, code = str(sender.hostname), sorted(sender.app.amqp.queues.consume_from)
    _vivo(nome, code)
    sender.timer.call_repeatedly(OGNI, _vivo, (nome, code))


def _vivo(nome: str, code: list[str]) -> None:
    batti(nome, code, timezone.now())


class Orologio(PersistentScheduler):
    """Celery's beat, which says at every turn of its loop that it is still turning."""

    _battuto = 0.0

    def tick(self, *args: Any, **kwargs: Any) -> float:
        prossimo: float = super().tick(*args, **kwargs)
        if time.monotonic() - self._battuto >= OGNI or not self._battuto:
            self._battuto = time.monotonic()
            batti(OROLOGIO, [], timezone.now())
        return min(prossimo, OGNI)
