"""A job that never ends, or that eats the memory, is stopped with a reason; the others go on."""

from __future__ import annotations

import psutil
import pytest

from pianoperf.lavori.esecuzione import SENZA_MEMORIA, TROPPO_LUNGO
from pianoperf.lavori.models import Lavoro
from tests.guasti.impianto import PAZIENZA, concluso, in_corso, nuovo
from tests.processi import attendi

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def operaio(impianto_acceso):
    """Eight seconds to do a job and half a gigabyte to do it in."""
    with impianto_acceso.operaio(PIANOPERF_TEMPO_LAVORI="8", PIANOPERF_MEMORIA_LAVORI="500") as processo:
        yield processo


def test_what_loops_or_takes_too_much_is_stopped_and_the_others_go_on(impianto, operaio, cast):
    gira = nuovo(cast.ente, "gira", gira=True)
    sordo = nuovo(cast.ente, "sordo", gira=True, sordo=True)
    Lavoro.objects.filter(pk=sordo.pk).update(tentativi_massimi=1)
    ingordo = nuovo(cast.ente, "ingordo", prendi=1500)
    altri = [nuovo(cast.ente, f"altro-{n}") for n in range(3)]
    for lavoro in (gira, sordo, ingordo, *altri):
        impianto.suona(lavoro)
    for altro in altri:
        assert concluso(altro).stato == "pronto"
    assert (concluso(gira).stato, gira.errore) == ("fallito", TROPPO_LUNGO)
    assert (concluso(ingordo).stato, ingordo.errore) == ("fallito", SENZA_MEMORIA)
    # it goes on after it was warned: the process is killed, and the lease runs out
    assert concluso(sordo).stato == "fallito"
    assert "interrotto 1 volt" in sordo.errore


def test_a_worker_told_to_stop_does_not_wait_for_ever_and_the_job_is_taken_by_another(impianto, operaio, cast):
    """A job that never ends, in a worker with no limit of time: the other worker stops it, with its reason."""
    with impianto.operaio("-c", "1", "-Q", "addio", con_beat=False, PIANOPERF_CONGEDO="1") as altro:
        lavoro = nuovo(cast.ente, "infinito", gira=True)
        impianto.suona(lavoro, coda="addio")
        assert attendi(lambda: in_corso(lavoro), secondi=PAZIENZA)
        altro.terminate()
        assert attendi(lambda: not altro.is_running() or altro.status() == psutil.STATUS_ZOMBIE, secondi=PAZIENZA)
    assert (concluso(lavoro).stato, lavoro.tentativi, lavoro.errore) == ("fallito", 2, TROPPO_LUNGO)
