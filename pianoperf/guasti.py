"""Fault points: the places where a test kills this process, so that every moment of a job is tried.

PIANOPERF_GUASTO names the point, or `@file`: then the point is read in that file, which is removed when it is reached,
so that only the first to pass dies. Heard with the embedded services only: in production the variable does nothing.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pianoperf import ambiente

# where a worker can die: each is tried by tests/guasti
PUNTI = ("presa", "inizio", "meta", "file-provvisorio", "file-rinominato", "prima-della-conferma")


def punto(nome: str) -> None:
    """Die here, as by `kill -9`, when this is the point that was asked for."""
    chiesto = ambiente.testo("PIANOPERF_GUASTO")
    if chiesto and ambiente.vero("PIANOPERF_INCORPORATO") and _tocca_a(nome, chiesto):
        os.kill(os.getpid(), signal.SIGKILL)


def _tocca_a(nome: str, chiesto: str) -> bool:
    if not chiesto.startswith("@"):
        return chiesto == nome
    segno = Path(chiesto[1:])
    try:
        if segno.read_text().strip() != nome:
            return False
        segno.unlink()
    except FileNotFoundError:  # never asked for, or another has just died of it
        return False
    return True
