"""Jobs that ask for too much: each fails by itself, with a sentence, and the others go on.

Nobody announces them but the sweep: a message carries the time limits of the process that sent it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pianoperf.lavori.esecuzione import SENZA_MEMORIA, TROPPO_LUNGO
from pianoperf.lavori.models import Lavoro
from tests.guasti.impianto import Impianto, concluso, nuovo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stretto")]


@pytest.fixture(scope="module")
def stretto(impianto_acceso: Impianto) -> Iterator[None]:
    """One process that carries out jobs, with 512 MB and 4 seconds for each; it is killed at the fifth."""
    with impianto_acceso.operaio("-c", "1", PIANOPERF_MEMORIA_LAVORI="512", PIANOPERF_TEMPO_LAVORI="4"):
        yield


def test_a_job_that_wants_too_much_memory_fails_alone(impianto, cast):
    ingordo, sobrio = nuovo(cast.ente, "ingordo", prendi=2048), nuovo(cast.ente, "sobrio", prendi=16)
    assert (concluso(ingordo).stato, ingordo.tentativi, ingordo.errore) == ("fallito", 1, SENZA_MEMORIA)
    assert (concluso(sobrio).stato, sobrio.tentativi) == ("pronto", 1)


def test_a_job_that_never_ends_is_stopped_and_holds_up_nobody(impianto, cast):
    """One listens to the warning; the deaf one is killed, and the sweep tells what happened to it."""
    eterno, sordo = nuovo(cast.ente, "eterno", gira=True), nuovo(cast.ente, "sordo", gira=True, sordo=True)
    Lavoro.objects.filter(pk=sordo.pk).update(tentativi_massimi=1)
    sano = nuovo(cast.ente, "sano")
    assert (concluso(eterno).stato, eterno.tentativi, eterno.errore) == ("fallito", 1, TROPPO_LUNGO)
    assert (concluso(sordo).stato, sordo.tentativi) == ("fallito", 1)
    assert "interrotto" in sordo.errore
    assert (concluso(sano).stato, sano.tentativi) == ("pronto", 1)
