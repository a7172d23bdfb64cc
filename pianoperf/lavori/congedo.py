"""A worker told to stop (SIGTERM) finishes what it does, but not for ever.

While it stops, Celery looks at its time limits no more: a job that loops would hold it until somebody kills it. What is
cut short here comes back when its lease runs out, like after any other death.
"""

from __future__ import annotations

import logging
import os
import threading

import psutil
from celery.signals import worker_shutting_down
from django.conf import settings

registro = logging.getLogger(__name__)


@worker_shutting_down.connect
def _comincia(**_: object) -> None:
    """Sent in the main process, in the handler of the signal."""
    ultimo = threading.Timer(settings.CONGEDO_DEI_LAVORI, _taglia)
    ultimo.daemon = True
    ultimo.start()


def _taglia() -> None:
    registro.warning("Un lavoro non è finito in tempo: l'esecutore si chiude, il lavoro sarà ripreso da un altro.")
    _, restano = psutil.wait_procs(_uccisi(), timeout=5)
    if restano:
        registro.error("%d processi dell'esecutore non si sono chiusi.", len(restano))
    os._exit(1)


def _uccisi() -> list[psutil.Process]:
    figli: list[psutil.Process] = psutil.Process().children(recursive=True)
    for figlio in figli:
        figlio.kill()
    return figli
