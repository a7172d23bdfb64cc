"""The executor that hurts its own worker: loaded by `celery --include`, never by the product."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore

PASSO = 0.05


@esecutore(TipoLavoro.PROMEMORIA)
def esegui(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Write a line for every start and for every end, then do what the parameters say: count, die, loop, take."""
    chiesto = lavoro.parametri
    _segna(chiesto, "inizio")
    avanzamento.segna(1, 100, "passo")
    if chiesto.get("muori", 0) >= lavoro.tentativi:
        os.kill(os.getpid(), signal.SIGKILL)
    if chiesto.get("prendi"):
        _prendi(chiesto["prendi"])
    while chiesto.get("gira"):
        _gira(sordo=bool(chiesto.get("sordo")))
    for passo in range(2, 2 + chiesto.get("passi", 1)):
        avanzamento.segna(passo, 1000, "passo")
        time.sleep(PASSO)
    avanzamento.concludi(lambda: _finisci(lavoro))


def _finisci(lavoro: Lavoro) -> None:
    _segna(lavoro.parametri, "fine")
    if "conta" in lavoro.parametri:
        with connection.cursor() as cursore:
            cursore.execute(f"INSERT INTO {lavoro.parametri['conta']} VALUES (%s)", [lavoro.pk])


def _segna(chiesto: dict[str, str], che_cosa: str) -> None:
    if "diario" in chiesto:
        with Path(chiesto["diario"]).open("a") as diario:
            diario.write(f"{che_cosa} {chiesto.get('nome', '')}\n")


def _gira(*, sordo: bool) -> None:
    """For ever; a deaf one goes on after it was warned."""
    try:
        while True:
            time.sleep(PASSO)
    except SoftTimeLimitExceeded:
        if not sordo:
            raise


def _prendi(megabyte: int) -> int:
    return len(bytearray(megabyte * 2**20))
