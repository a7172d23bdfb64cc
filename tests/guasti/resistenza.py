"""Jobs and workers killed at random moments."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import psutil
from django.db import connection

from pianoperf.lavori.enums import APERTI
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente
from tests.guasti.impianto import PAZIENZA, Impianto, nuovo
from tests.processi import attendi

# a row for each result that was committed
ESITI = "guasti_esiti"


@dataclass(frozen=True)
class Esito:
    """How many jobs never ended well, ended twice, and had to be started again; seconds from first to last."""

    persi: int
    doppi: int
    ripresi: int
    secondi: float


def tormenta(impianto: Impianto, ente: Ente, *, lavori: int, uccisioni: int, seme: int = 1) -> Esito:
    """Two processes of a worker carry them out while every now and then one of them is killed with -9.

    A job may be killed more often than three times here, so each may try as often as it needs to. A result counts when
    it is committed, with the end of its job: who is killed between the writing and the commit has written nothing.
    """
    caso = random.Random(seme)
    inizio = time.monotonic()
    with connection.cursor() as cursore:
        cursore.execute(f"DROP TABLE IF EXISTS {ESITI}")
        cursore.execute(f"CREATE TABLE {ESITI} (lavoro uuid)")
        cursore.execute(f"GRANT INSERT ON {ESITI} TO PUBLIC")
    with impianto.operaio() as capo:
        tutti = [nuovo(ente, str(n), conta=ESITI, passi=4) for n in range(lavori)]
        Lavoro.objects.update(tentativi_massimi=100)
        for lavoro in tutti:
            impianto.suona(lavoro)
        for _ in range(uccisioni):
            time.sleep(caso.uniform(0.1, 0.8))
            _uccidi_uno_che_lavora(capo, caso)
        finiti = attendi(lambda: not Lavoro.objects.filter(stato__in=APERTI).exists(), secondi=PAZIENZA + lavori)
        assert finiti, list(Lavoro.objects.filter(stato__in=APERTI).values_list("stato", "tentativi"))
    with connection.cursor() as cursore:
        cursore.execute(f"SELECT count(*), count(DISTINCT lavoro) FROM {ESITI}")
        scritti, diversi = cursore.fetchone()
    return Esito(
        persi=lavori - min(diversi, Lavoro.objects.filter(stato="pronto").count()),
        doppi=scritti - diversi,
        ripresi=Lavoro.objects.filter(tentativi__gt=1).count(),
        secondi=time.monotonic() - inizio,
    )


def _uccidi_uno_che_lavora(capo: psutil.Process, caso: random.Random) -> None:
    """One of the processes that carry out jobs; the worker itself makes another."""
    figli = [figlio for figlio in capo.children() if figlio.is_running()]
    if figli:
        caso.choice(figli).kill()
