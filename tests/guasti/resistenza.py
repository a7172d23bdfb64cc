"""Jobs and workers killed at random moments."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

from pianoperf.lavori.enums import APERTI
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente
from tests.guasti.impianto import PAZIENZA, Impianto, nuovo
from tests.processi import attendi


@dataclass(frozen=True)
class Esito:
    """How many jobs never ended well, ended twice, and had to be started again; seconds from first to last."""

    persi: int
    doppi: int
    ripresi: int
    secondi: float


def tormenta(impianto: Impianto, ente: Ente, diario: Path, *, lavori: int, uccisioni: int, seme: int = 1) -> Esito:
    """Two processes of a worker carry them out while every now and then one of them is killed with -9.

    A job may be killed more often than three times here, so each may try as often as it needs to.
    """
    caso = random.Random(seme)
    inizio = time.monotonic()
    with impianto.operaio() as capo:
        tutti = [nuovo(ente, str(n), diario=str(diario), nome=str(n), passi=4) for n in range(lavori)]
        Lavoro.objects.update(tentativi_massimi=100)
        for lavoro in tutti:
            impianto.suona(lavoro)
        for _ in range(uccisioni):
            time.sleep(caso.uniform(0.1, 0.8))
            _uccidi_uno_che_lavora(capo, caso)
        finiti = attendi(lambda: not Lavoro.objects.filter(stato__in=APERTI).exists(), secondi=PAZIENZA + lavori)
        assert finiti, list(Lavoro.objects.filter(stato__in=APERTI).values_list("stato", "tentativi"))
    fini = Counter(riga for riga in diario.read_text().splitlines() if riga.startswith("fine"))
    return Esito(
        persi=lavori - Lavoro.objects.filter(stato="pronto").count(),
        doppi=sum(volte - 1 for volte in fini.values()),
        ripresi=Lavoro.objects.filter(tentativi__gt=1).count(),
        secondi=time.monotonic() - inizio,
    )


def _uccidi_uno_che_lavora(capo: psutil.Process, caso: random.Random) -> None:
    """One of the processes that carry out jobs; the worker itself makes another."""
    figli = [figlio for figlio in capo.children() if figlio.is_running()]
    if figli:
        caso.choice(figli).kill()
