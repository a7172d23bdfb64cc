"""The child processes of `make run`, kept together: when one ends or the terminal says stop, all of them stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psutil

from pianoperf.incorporati import processi

TEMPO_PER_FINIRE = 8.0


class Squadra:
    """Starts Python programs in sessions of their own and writes their pids in `registro`, for `make stop`."""

    def __init__(self, registro: Path) -> None:
        self.registro = registro
        self.figli: dict[str, subprocess.Popen[bytes]] = {}
        self.fermati = False

    def avvia(self, nome: str, argomenti: Sequence[str], *, ambiente: dict[str, str], fd: Sequence[int] = ()) -> None:
        self.figli[nome] = subprocess.Popen(
            [sys.executable, *argomenti],
            env=ambiente,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=tuple(fd),
        )
        self.registro.parent.mkdir(parents=True, exist_ok=True)
        self.registro.write_text(json.dumps([_carta(pid) for pid in (os.getpid(), *self._pid())]))

    def ascolta_i_segnali(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for an orderly stop; a second Ctrl-C changes nothing."""
        for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(segnale, self._fermati)

    def sorveglia(self) -> None:
        """Wait for a signal or for the end of a child."""
        while not self.fermati and not self.finito():
            time.sleep(0.2)

    def finito(self) -> str | None:
        return next((nome for nome, figlio in self.figli.items() if figlio.poll() is not None), None)

    def ferma(self) -> None:
        """SIGTERM to every child, then SIGKILL to what is left of them after a few seconds."""
        for figlio in self.figli.values():
            with suppress(ProcessLookupError):
                figlio.terminate()
        scadenza = time.monotonic() + TEMPO_PER_FINIRE
        for figlio in self.figli.values():
            with suppress(subprocess.TimeoutExpired):
                figlio.wait(max(0.1, scadenza - time.monotonic()))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(figlio.pid, signal.SIGKILL)
            figlio.wait()
        self.registro.unlink(missing_ok=True)

    def _pid(self) -> list[int]:
        return [figlio.pid for figlio in self.figli.values()]

    def _fermati(self, _numero: int, _stato: FrameType | None) -> None:
        self.fermati = True


def _carta(pid: int) -> dict[str, float]:
    """What tells a process from a later one with the same pid."""
    return {"pid": pid, "nato": psutil.Process(pid).create_time()}


def ferma_squadre(cartella: Path) -> None:
    """Stop every `make run` of this folder: its parent, which stops the rest, then what a killed parent left."""
    for registro in sorted(cartella.glob("*.json")):
        with suppress(OSError, ValueError):
            for carta in json.loads(registro.read_text()):
                _termina(int(carta["pid"]), float(carta["nato"]))
        registro.unlink(missing_ok=True)


def _termina(pid: int, nato: float) -> None:
    with suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(pid).create_time() - nato) < 1:
            processi.termina(pid, signal.SIGTERM, secondi=TEMPO_PER_FINIRE + 15)
