"""Who is using the embedded services: the last process that leaves stops them.

Every process holds a shared lock on one file for as long as it lives; the kernel lets go of it even
after a `kill -9`. Leaving, a process asks for the exclusive lock: it gets it only when it is the last.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Presenza:
    """The shared lock of one process on `uso.lock`."""

    def __init__(self, cartella: Path) -> None:
        self._descrittore = os.open(cartella / "uso.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self._pid = os.getpid()
        fcntl.flock(self._descrittore, fcntl.LOCK_SH)

    def ultimo(self) -> bool:
        """True when no other process uses the services; nobody can begin to until this process ends.

        A forked child answers False: it shares the lock of its parent.
        """
        if os.getpid() != self._pid:
            return False
        try:
            fcntl.flock(self._descrittore, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def uno_alla_volta(cartella: Path) -> Iterator[None]:
    """Only one process at a time starts servers in this folder."""
    descrittore = os.open(cartella / "avvio.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descrittore, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descrittore)
