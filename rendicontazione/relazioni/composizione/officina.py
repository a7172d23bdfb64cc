"""The workshop: a few composers that work side by side and stay warm between documents.

They are plain child processes and not a pool of `multiprocessing`: a Celery worker's process may not have those.
"""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione.compositore import Guasto, Risposta
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo

RADICE = Path(__file__).resolve().parents[3]
MODULO = "rendicontazione.relazioni.composizione.compositore"
# After so many sections a composer is replaced: large renderings do not give their memory back.
SEZIONI_PER_COMPOSITORE = 400
COMPOSITORI_MASSIMI = 4
TENTATIVI = 2
ATTESA_MASSIMA = 240.0
PAZIENZA = 2.0
TROPPO_LUNGA = (
    "Una parte del documento non si compone in {secondi:.0f} secondi: accorcia i testi più lunghi e chiedilo di nuovo."
)


@dataclass
class _Opera:
    """The sections of one document on their way: what is to be done, what is done."""

    da_fare: queue.SimpleQueue[tuple[int, Foglio]] = field(default_factory=queue.SimpleQueue)
    fatti: queue.SimpleQueue[tuple[int, Risposta]] = field(default_factory=queue.SimpleQueue)
    ferma: threading.Event = field(default_factory=threading.Event)


class Compositore:
    """One child process, started when it is first needed."""

    def __init__(self) -> None:
        self._figlio: subprocess.Popen[bytes] | None = None
        self._filo: Connection | None = None
        self._composte = 0

    def componi(self, foglio: Foglio, ferma: threading.Event) -> Pezzo:
        """Raises Rifiuto for what the section itself forbids, Guasto when the child dies twice over it."""
        for _ in range(TENTATIVI):
            if ferma.is_set():
                raise Guasto("il documento è stato fermato")
            risposta = self._prova(foglio)
            if isinstance(risposta, Exception):
                raise risposta
            if risposta is not None:
                return risposta
        raise Guasto("il processo che compone le pagine si è fermato due volte sulla stessa parte")

    @property
    def processo(self) -> int | None:
        return self._figlio.pid if self._figlio else None

    def chiudi(self) -> None:
        """A composer that is waiting ends by itself and leaves nothing behind; one at work is ended."""
        figlio, filo, self._figlio, self._filo, self._composte = self._figlio, self._filo, None, None, 0
        if figlio is None or filo is None:
            return
        filo.close()
        try:
            figlio.wait(PAZIENZA)
        except subprocess.TimeoutExpired:
            figlio.kill()
            figlio.wait()

    def _prova(self, foglio: Foglio) -> Risposta | None:
        """None when the child died; too slow a section is a Rifiuto, and its child is killed."""
        if self._composte >= SEZIONI_PER_COMPOSITORE:
            self.chiudi()
        filo = self._filo or self._avvia()
        self._composte += 1
        try:
            filo.send(foglio)
            if not filo.poll(ATTESA_MASSIMA):
                self.chiudi()
                return Rifiuto(TROPPO_LUNGA.format(secondi=ATTESA_MASSIMA))
            risposta: Risposta = filo.recv()
        except (EOFError, OSError):
            self.chiudi()
            return None
        return risposta

    def _avvia(self) -> Connection:
        mio, suo = Pipe()
        comando = [sys.executable, "-m", MODULO, str(suo.fileno())]
        self._figlio = subprocess.Popen(comando, cwd=RADICE, pass_fds=[suo.fileno()], start_new_session=True)
        self._filo = mio
        suo.close()
        return mio


class Officina:
    """`quanti` composers; one document at a time passes through them."""

    def __init__(self, quanti: int) -> None:
        self._compositori = [Compositore() for _ in range(quanti)]
        self._chiave = threading.Lock()

    def componi(self, fogli: Sequence[Foglio]) -> Iterator[tuple[int, Pezzo]]:
        """Each section with its place, as it is done. Raises what the first failed section raised."""
        with self._chiave:
            opera = _Opera()
            for voce in enumerate(fogli):
                opera.da_fare.put(voce)
            fili = [
                threading.Thread(target=_lavora, args=[compositore, opera], daemon=True)
                for compositore in self._compositori[: len(fogli)]
            ]
            for filo in fili:
                filo.start()
            finito = False
            try:
                yield from _raccogli(opera, len(fogli))
                finito = True
            finally:
                opera.ferma.set()
                if not finito:
                    self.chiudi()
                for filo in fili:
                    filo.join()

    @property
    def processi(self) -> list[int]:
        """The composers that are running, by process number."""
        return [numero for compositore in self._compositori if (numero := compositore.processo) is not None]

    def chiudi(self) -> None:
        for compositore in self._compositori:
            compositore.chiudi()


def _raccogli(opera: _Opera, quanti: int) -> Iterator[tuple[int, Pezzo]]:
    for _ in range(quanti):
        indice, fatto = opera.fatti.get()
        if isinstance(fatto, Exception):
            raise fatto
        yield indice, fatto


def _lavora(compositore: Compositore, opera: _Opera) -> None:
    while not opera.ferma.is_set():
        try:
            indice, foglio = opera.da_fare.get_nowait()
        except queue.Empty:
            return
        try:
            opera.fatti.put((indice, compositore.componi(foglio, opera.ferma)))
        except Exception as errore:  # raised again where the document is put together
            opera.fatti.put((indice, errore))


def _processori() -> int:
    """Those that this process may use, where the system tells."""
    di_questo = getattr(os, "sched_getaffinity", None)
    return len(di_questo(0)) if di_questo else os.cpu_count() or 1


@cache
def _officina_del_processo(pid: int) -> Officina:
    officina = Officina(min(COMPOSITORI_MASSIMI, _processori()))
    atexit.register(officina.chiudi)
    return officina


def officina() -> Officina:
    """The workshop of this process: a forked process makes its own."""
    return _officina_del_processo(os.getpid())
