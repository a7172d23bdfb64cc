"""The child of the import with its peak of memory on the last line of standard error: `PICCO kB`.

`python -m tests.importazione.figlio_misurato MODULE ARGUMENTS…`. The parent cannot measure it: what the kernel gives it
of its children counts the memory that they shared with it before they became another program.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEGNO = b"PICCO "
Esegui = Callable[..., subprocess.CompletedProcess[bytes]]


def picco_kb() -> int:
    stato = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(riga.split()[1]) for riga in stato.splitlines() if riga.startswith("VmHWM:"))


def misurando(picchi: list[int], esegui: Esegui) -> Esegui:
    """As `subprocess.run`, for `python -m MODULE`, adding the peak of each child to `picchi`; 0 when it was killed."""

    def run(comando: list[str], **altro: Any) -> subprocess.CompletedProcess[bytes]:
        esito = esegui([comando[0], "-m", "tests.importazione.figlio_misurato", *comando[2:]], **altro)
        detto = esito.stderr.rpartition(SEGNO)[2].strip()
        picchi.append(int(detto) if detto.isdigit() else 0)
        return esito

    return run


def principale() -> None:
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        print(f"\n{SEGNO.decode()}{picco_kb()}", file=sys.stderr)


if __name__ == "__main__":
    principale()
