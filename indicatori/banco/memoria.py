"""How much memory a work takes: the peak of this process, and of the child that reads a workbook."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from indicatori.importazione.guardia import Formato

_STATO = Path("/proc/self/status")
_AZZERA = Path("/proc/self/clear_refs")
_RADICE = Path(__file__).resolve().parent.parent.parent
# ru_maxrss is in bytes on macOS and in KiB elsewhere
UNITA = 1 if sys.platform == "darwin" else 1024
# A small process starts the child: the peak of a child counts that of who started it.
_PICCOLO = (
    "import resource, subprocess, sys;"
    "subprocess.run([sys.executable, '-m', *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def azzera_picco() -> None:
    """Forgets the peak reached so far, where the system can (Linux); elsewhere the peak is that of the whole run."""
    if _AZZERA.exists():
        _AZZERA.write_text("5")


def picco() -> int:
    """The peak resident memory of this process, in bytes."""
    if _STATO.exists():
        riga = next(riga for riga in _STATO.read_text().splitlines() if riga.startswith("VmHWM:"))
        return int(riga.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNITA


def memoria_del_figlio(contenuto: bytes) -> int:
    """The peak of the guarded child on an xlsx, in bytes."""
    comando = [sys.executable, "-c", _PICCOLO, "indicatori.importazione.processo", Formato.XLSX.value, "banco.xlsx"]
    esito = subprocess.run(comando, input=contenuto, capture_output=True, check=True, cwd=_RADICE)
    return int(esito.stdout) * UNITA
