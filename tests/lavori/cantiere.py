"""The executors that the real worker of the tests runs: loaded by `celery --include`, never by the product."""

from __future__ import annotations

import os
import signal
import time

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore
from rendicontazione.documenti.tasks import esito_documento, prepara_documento


@esecutore(TipoLavoro.IMPORTAZIONE)
def esegui(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Count to `passi`; at the first attempt of a job with `muori`, kill the process as a crash would."""
    passi = lavoro.parametri["passi"]
    for passo in range(1, passi + 1):
        avanzamento.segna(passo, passi, "passo")
        if lavoro.parametri.get("muori") and lavoro.tentativi == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)


class Lento(Avanzamento):
    """A document that stays at its first scheda for ever, marking it again: until it is cancelled, or killed."""

    def segna(self, fatti: int, totale: int, fase: str = "") -> None:
        super().segna(fatti, totale, fase)
        while fatti and self.lavoro.parametri.get("fermati") == self.lavoro.tentativi:
            time.sleep(0.05)
            super().segna(fatti, totale, fase)


@esecutore(TipoLavoro.DOCUMENTO, esito=esito_documento)
def prepara(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """As the product does; `fermati` is the attempt that stops in the middle, `avvelenato` what cannot be made."""
    if lavoro.parametri.get("avvelenato"):
        raise ZeroDivisionError
    lento = Lento(lavoro)
    prepara_documento(lavoro, lento)
    avanzamento.concluso = lento.concluso
