"""Who watches a composer of documents: the network, other programs, the files that are not ours."""

from __future__ import annotations

import socket
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pianoperf.ambiente import RADICE

RETE = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
PROCESSI = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
NOSTRE = tuple({str(RADICE), str((RADICE / ".venv").resolve()), sys.prefix, sys.base_prefix, tempfile.gettempdir()})
NOSTRE += (sysconfig.get_path("stdlib"),)


@pytest.fixture
def sorvegliato(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is asked of the network, of other programs and of files that are not ours, while the list is open."""
    visti: list[str] = []
    _in_ascolto.append(visti)
    if not _agganciato:
        sys.addaudithook(_guarda)
        _agganciato.append(True)
    monkeypatch.setattr(socket.socket, "connect", _niente_rete)
    yield visti
    _in_ascolto.remove(visti)


_in_ascolto: list[list[str]] = []
_agganciato: list[bool] = []


def _guarda(evento: str, argomenti: tuple[object, ...]) -> None:
    """An audit hook stays for the life of the process: it speaks only while somebody listens."""
    if not _in_ascolto:
        return
    if evento in RETE | PROCESSI:
        _in_ascolto[-1].append(f"{evento} {argomenti!r:.200}")
    elif evento == "open" and isinstance(argomenti[0], (str, bytes)):
        file = argomenti[0] if isinstance(argomenti[0], str) else argomenti[0].decode(errors="replace")
        # joined and not resolved: asking the disk here would be heard again
        if not str(Path.cwd() / file).startswith(NOSTRE) or ".." in file:
            _in_ascolto[-1].append(f"open {file}")


def _niente_rete(*_: object) -> None:
    raise AssertionError("un documento ha cercato la rete")
