"""`make run`: every process starts, the address is announced, and all of it stops together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import psutil
import pytest

from pianoperf.ambiente import RADICE
from pianoperf.incorporati.errori import ServizioNonAvviabile
from pianoperf.incorporati.porta import apri_porta
from tests.processi import ambiente_di_prova, attendi


@contextmanager
def avvia(tmp_path, porta):
    """`manage.py avvia` on the test database; yields the process and a function that reads its output."""
    registro = tmp_path / "avvia.log"
    with registro.open("wb") as uscita:
        figlio = subprocess.Popen(
            [sys.executable, "manage.py", "avvia"],
            cwd=RADICE, env=ambiente_di_prova(PIANOPERF_PORTA=str(porta)), stdout=uscita, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield figlio, registro.read_text
    finally:
        figlio.terminate()
        figlio.wait(30)


def figli(processo) -> list[psutil.Process]:
    return psutil.Process(processo.pid).children(recursive=True)


def sano(porta: str) -> bool:
    """Whether every part answers: the worker and beat take a moment more than the pages."""
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{porta}/salute/", timeout=10).status == 200
    except urllib.error.HTTPError:
        return False


@pytest.fixture
def occupata():
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        presa.listen()
        yield presa.getsockname()[1]


@pytest.mark.django_db(transaction=True)
def test_it_starts_announces_and_stops_everything(tmp_path, occupata):
    with avvia(tmp_path, occupata) as (processo, uscita):
        trovato = attendi(lambda: re.search(r"http://localhost:(\d+)/", uscita()), secondi=60)
        assert trovato, uscita()
        assert f"La porta {occupata} è occupata" in uscita()
        assert attendi(lambda: sano(trovato[1]), secondi=60), uscita()
        presenti = figli(processo)
        assert {"gunicorn", "worker", "beat"} <= {parola for figlio in presenti for parola in figlio.cmdline()}
        processo.send_signal(signal.SIGINT)
        assert processo.wait(15) == 0
    assert "Fermato." in uscita()
    assert not [figlio for figlio in presenti if figlio.is_running() and figlio.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.django_db(transaction=True)
def test_when_a_process_dies_the_rest_is_stopped_and_said(tmp_path):
    with avvia(tmp_path, 8765) as (processo, uscita):
        assert attendi(lambda: "pianoperf risponde" in uscita(), secondi=60), uscita()
        beat = next(figlio for figlio in figli(processo) if "beat" in figlio.cmdline())
        beat.kill()
        assert processo.wait(15) == 1
    assert "Si è fermato l'orologio (Celery beat)" in uscita()


def test_a_busy_port_gives_way_to_the_next_free_one(occupata):
    with apri_porta(occupata) as ascolto:
        assert occupata < ascolto.getsockname()[1] <= occupata + 20


@pytest.mark.skipif(os.geteuid() == 0, reason="root may use every port")
def test_a_forbidden_port_gives_a_sentence():
    with pytest.raises(ServizioNonAvviabile, match="Non posso usare la porta 80"):
        apri_porta(80)
