"""The child of the import with its peak of memory and its work on the last line of standard error: `PICCO kB ms`.

`python -m tests.importazione.figlio_misurato MODULE ARGUMENTS…`. The parent cannot measure it: what the kernel gives it
of its children counts the memory that they shared with it before they became another program.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEGNO = b"PICCO "
Esegui = Callable[..., subprocess.CompletedProcess[bytes]]


@dataclass(frozen=True, slots=True)
class Figlio:
    """What one child took: peak of memory, and seconds of processor, which a busy machine does not change."""

    picco_kb: int
    secondi: float


def picco_kb() -> int:
    stato = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(riga.split()[1]) for riga in stato.splitlines() if riga.startswith("VmHWM:"))


def misurando(figli: list[Figlio], esegui: Esegui) -> Esegui:
    """As `subprocess.run`, for `python -m MODULE`, adding what each took to `figli`; zeroes when it was killed."""

    def run(comando: list[str], **altro: Any) -> subprocess.CompletedProcess[bytes]:
        esito = esegui([comando[0], "-m", "tests.importazione.figlio_misurato", *comando[2:]], **altro)
        detto = esito.stderr.rpartition(SEGNO)[2].split()
        figli.append(Figlio(int(detto[0]), int(detto[1]) / 1000) if len(detto) == 2 else Figlio(0, 0))
        return esito

    return run


def principale() -> None:
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        print(f"\n{SEGNO.decode()}{picco_kb()} {round(time.process_time() * 1000)}", file=sys.stderr)


if __name__ == "__main__":
    principale()
