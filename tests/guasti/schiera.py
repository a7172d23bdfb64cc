"""Many processes behind a proxy: what they share is the database, the queue, the archive and the key; nothing else."""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import requests

from tests import scenari
from tests.guasti.impianto import Impianto
from tests.guasti.persona import Persona
from tests.processi import processo

PRESI = re.compile(r"esegui_lavoro\[[0-9a-f-]+\] received")
CODE = ("celery", "documenti", "importazioni")


class Schiera:
    """Two web servers, a worker for each queue, and beat: each with a folder of its own, as on a machine of its own."""

    def __init__(self, impianto: Impianto, pila: ExitStack) -> None:
        self.impianto, self._pila = impianto, pila
        self._macchine = count(1)
        self.siti: list[str] = []
        self.operai: dict[str, psutil.Process] = {}
        self._registri: dict[str, list[Path]] = {coda: [] for coda in CODE}
        with ThreadPoolExecutor() as insieme:
            siti = [insieme.submit(self.apre_un_sito) for _ in range(2)]
            altri = [insieme.submit(self.assume, coda) for coda in CODE]
            altri.append(insieme.submit(self._batte_il_tempo))
        for altro in altri:
            altro.result()
        self.siti = [sito.result() for sito in siti]
        pila.callback(self._congeda_tutti)

    def apre_un_sito(self) -> str:
        return self._pila.enter_context(self.impianto.web(processi=1, **self._macchina()))

    def assume(self, coda: str) -> None:
        """A worker that hears that queue alone."""
        operaio = self.impianto.operaio("-c", "1", "-Q", coda, con_beat=False, **self._macchina())
        self.operai[coda] = self._pila.enter_context(operaio)
        self._registri[coda].append(self.impianto.registri[self.operai[coda].pid])

    def presi(self) -> dict[str, int]:
        """How many jobs the workers of each queue were called for since they began."""
        return {
            coda: sum(len(PRESI.findall(registro.read_text())) for registro in registri)
            for coda, registri in self._registri.items()
        }

    def uccide(self, capo: psutil.Process) -> None:
        """With all that it started, as a machine that is switched off."""
        caduti = [*capo.children(recursive=True), capo]
        for caduto in caduti:
            caduto.kill()
        psutil.wait_procs(caduti, timeout=10)

    def _batte_il_tempo(self) -> None:
        comando = [
            "-m",
            "celery",
            "-A",
            "pianoperf",
            "beat",
            "-s",
            str(self.impianto.cartella / "beat"),
            "--pidfile",
            "",
        ]
        registro = self.impianto.cartella / "beat.log"
        battito = processo(comando, self.impianto.ambiente(**self._macchina()), registro)
        self._orologio = psutil.Process(self._pila.enter_context(battito).pid)

    def _congeda_tutti(self) -> None:
        """All at once: each takes its time to finish what it does."""
        for capo in [*self.operai.values(), *map(self.impianto.capi.get, self.siti), self._orologio]:
            with suppress(psutil.NoSuchProcess):
                capo.terminate()

    def _macchina(self) -> dict[str, str]:
        cartella = self.impianto.cartella / f"macchina-{next(self._macchine)}"
        cartella.mkdir()
        (cartella / "archivio").symlink_to(self.impianto.archivio)
        return {"PIANOPERF_VAR": str(cartella)}


class Tramite(Persona):
    """One browser, and the proxy before the servers: every request goes to the next of them that answers."""

    def __init__(self, siti: list[str]) -> None:
        super().__init__(siti[0])
        self._giro = deque(siti)
        self.passati: list[str] = []

    def accede(self, nome: str) -> requests.Response:
        """By the form, as everybody does."""
        return self.invia("/accedi/", {"username": nome, "password": scenari.PAROLA}, da="/accedi/")

    def apri(self, indirizzo: str, **altro: Any) -> requests.Response:
        altro["headers"] = {"Host": "localhost", **altro.get("headers", {})}
        return self._al_prossimo(lambda: super(Tramite, self).apri(indirizzo, **altro))

    def invia(self, indirizzo: str, dati: dict[str, Any], *, da: str = "", **altro: Any) -> requests.Response:
        """The page comes from one server, and what is sent goes to the next."""
        marchi = self.modulo(da) if da else {}
        altro["headers"] = {"Host": "localhost", **altro.get("headers", {})}
        return self._al_prossimo(lambda: super(Tramite, self).invia(indirizzo, {**marchi, **dati}, **altro))

    def _al_prossimo(self, chiedi: Any) -> requests.Response:
        for _ in range(len(self._giro)):
            self.sito = self._giro[0]
            self._giro.rotate(-1)
            try:
                risposta = chiedi()
            except requests.ConnectionError:
                continue
            self.passati.append(self.sito)
            return risposta
        raise AssertionError("No server answers.")
