"""The executor that the real worker of test_celery_vero.py runs: loaded by `celery --include`, never by the product."""

from __future__ import annotations

import os
import signal
import time

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore


@esecutore(TipoLavoro.IMPORTAZIONE)
def esegui(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Count to `passi`; at the first attempt of a job with `muori`, kill the process as a crash would."""
    passi = lavoro.parametri["passi"]
    for passo in range(1, passi + 1):
        avanzamento.segna(passo, passi, "passo")
        if lavoro.parametri.get("muori") and lavoro.tentativi == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)
