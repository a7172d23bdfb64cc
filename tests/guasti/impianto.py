"""An installation of its own, to be hurt: PostgreSQL, Redis, workers, beat and the web server, as real processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psutil
import redis
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from pianoperf.ambiente import banca_dati, indirizzo_broker
from pianoperf.celery import app
from pianoperf.custodia.copie.programmi import ambiente_di_libpq, programma, versione_del_server
from pianoperf.incorporati.coda import Coda
from pianoperf.incorporati.postgres import Postgres
from pianoperf.lavori.instradamento import coda_di, limiti_di
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.tasks import esegui_lavoro
from pianoperf.organizzazione.recinto.ruolo import assicura_ruolo
from tests.guasti.persona import Persona
from tests.processi import ambiente_di_prova, attendi, processo

# seconds: a job whose worker was killed comes back after this, instead of after a minute
PRESA = 3.0
# generous: the machine may be busy, and nothing is measured here
PAZIENZA = 90.0
# what is promised in seconds may take so many times as long beside other tests; GUASTI_MARGINE=1 asks for the promise
MARGINE = float(os.environ.get("GUASTI_MARGINE", "4"))


class Impianto:
    """While it stands, the ORM of the tests talks to its database."""

    def __init__(self, cartella: Path) -> None:
        self.cartella = cartella
        self.archivio = cartella / "var" / "archivio"
        self.segno = cartella / "guasto"
        self._numeri = count(1)
        # the process that watches over the others of a web server, by its address
        self.capi: dict[str, psutil.Process] = {}
        # where a worker writes, by its process
        self.registri: dict[int, Path] = {}
        for nome in ("pg", "redis", "var"):
            (cartella / nome).mkdir(parents=True, exist_ok=True)
        # the server may not run as root, and its account must be able to enter
        cartella.chmod(0o755)
        self.postgres = Postgres(cartella / "pg", effimero=True)
        self.coda = Coda(cartella / "redis")

    # the stores

    def allestisci(self) -> None:
        """Start the stores, with the schema of the test database."""
        schema = subprocess.run(
            [programma("pg_dump", server=versione_del_server()), "--no-owner", "--no-privileges"],
            env=ambiente_di_libpq(),
            capture_output=True,
            timeout=120,
            check=True,
        ).stdout
        self.postgres.assicura()
        self.coda.assicura()
        connection.close()
        connection.settings_dict.update(banca_dati(self.postgres.indirizzo))
        psql = [programma("psql", server=versione_del_server()), "-q", "-v", "ON_ERROR_STOP=1"]
        subprocess.run(psql, input=schema, env=ambiente_di_libpq(), stdout=subprocess.DEVNULL, timeout=120, check=True)
        # a dump has no roles: as after a restore, the end of `migrate` makes them
        assicura_ruolo()

    def smonta(self) -> None:
        connection.close()
        self.coda.ferma()
        self.postgres.ferma()

    def vuota(self) -> None:
        """No doorbell, no file and no fault left from the test before; the rows go with every test."""
        self.segno.unlink(missing_ok=True)
        self.coda.assicura()
        self.redis.flushall()
        shutil.rmtree(self.archivio, ignore_errors=True)

    @property
    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.coda.indirizzo)

    def ferma_redis(self, *, dimentica: bool = False) -> None:
        """As `kill -9` of the machine it runs on: with `dimentica` its file is lost too."""
        os.kill(int(self.redis.info("server")["process_id"]), signal.SIGKILL)
        assert attendi(lambda: not self.coda.risponde(), secondi=PAZIENZA)
        if dimentica:
            for trovato in self.coda.cartella.rglob("*.aof*"):
                trovato.unlink()

    # the processes

    def ambiente(self, **altre: str) -> dict[str, str]:
        return ambiente_di_prova(
            DATABASE_URL=self.postgres.indirizzo,
            **{
                "REDIS_URL": self.coda.indirizzo,
                "PIANOPERF_VAR": str(self.cartella / "var"),
                "PIANOPERF_INCORPORATO": "1",
                "PIANOPERF_PRESA": str(PRESA),
                "PIANOPERF_GUASTO": f"@{self.segno}",
                **altre,
            },
        )

    @contextmanager
    def operaio(self, *opzioni: str, con_beat: bool = True, **altre: str) -> Iterator[psutil.Process]:
        """A worker that hears every queue, with beat inside, and with the executors of cantiere.py."""
        numero = next(self._numeri)
        registro = self.cartella / f"operaio-{numero}.log"
        comando = ["-m", "celery", "-A", "pianoperf", "worker", "-n", f"operaio{numero}@prova", "-l", "INFO"]
        comando += ["--include", "tests.guasti.cantiere", *(opzioni or ("-c", "2"))]
        comando += ["-B", "-s", str(self.cartella / f"beat-{numero}")] if con_beat else []
        with processo(comando, self.ambiente(**altre), registro) as figlio:
            assert attendi(lambda: " ready." in registro.read_text(), secondi=PAZIENZA), registro.read_text()
            self.registri[figlio.pid] = registro
            yield psutil.Process(figlio.pid)

    @contextmanager
    def web(self, *, processi: int = 2, **altre: str) -> Iterator[str]:
        """That many web processes of four threads; gives their address."""
        numero = next(self._numeri)
        registro = self.cartella / f"web-{numero}.log"
        indirizzo = f"127.0.0.1:{_porta_libera()}"
        comando = ["-m", "gunicorn", "pianoperf.wsgi", "--bind", indirizzo, "--threads", "4"]
        comando += ["--timeout", "60", "--graceful-timeout", "20", "--no-control-socket"]
        comando += ["--workers", str(processi)]
        ambiente = self.ambiente(DJANGO_SETTINGS_MODULE="pianoperf.settings", **altre)
        sito = f"http://{indirizzo}"
        with processo(comando, ambiente, registro) as figlio:
            assert attendi(lambda: Persona(sito).risponde(), secondi=PAZIENZA), registro.read_text()
            self.capi[sito] = psutil.Process(figlio.pid)
            yield sito

    def guasta(self, punto: str) -> None:
        """The next process that passes there dies."""
        self.segno.write_text(punto)

    def suona(self, lavoro: Lavoro, *, coda: str = "") -> None:
        """Call the workers of that queue for this job, as its commit does."""
        with app.connection_for_write(indirizzo_broker(self.coda.indirizzo)) as connessione:
            esegui_lavoro.apply_async(
                args=[str(lavoro.pk)],
                connection=connessione,
                queue=coda or coda_di(lavoro.tipo),
                **limiti_di(lavoro.tipo),
            )

    # what there is afterwards

    def file(self, cartella: str = "") -> list[Path]:
        """The files kept in that folder of the archive; none may be half written."""
        radice = self.archivio / cartella
        return sorted(trovato for trovato in radice.rglob("*") if trovato.is_file())


@contextmanager
def entro(secondi: float) -> Iterator[None]:
    """What is inside keeps nobody waiting for longer."""
    inizio = time.monotonic()
    yield
    durata = time.monotonic() - inizio
    assert durata <= secondi * MARGINE, f"{durata:.1f} s, non {secondi:g}"


def concluso(lavoro: Lavoro) -> Lavoro:
    """The job, when it is over."""

    def finito() -> bool:
        lavoro.refresh_from_db()
        return lavoro.concluso

    assert attendi(finito, secondi=PAZIENZA), (lavoro.stato, lavoro.tentativi, lavoro.fase)
    return lavoro


def in_corso(lavoro: Lavoro) -> bool:
    lavoro.refresh_from_db()
    return lavoro.stato == "in_corso" and lavoro.fatti > 0


def nuovo(ente: object, chiave: str = "a", **parametri: object) -> Lavoro:
    """A job of cantiere.py in the table, which nobody has been called for."""
    adesso = timezone.now()
    return Lavoro.objects.create(
        ente=ente, tipo="promemoria", parametri=parametri, chiave=chiave, creato_il=adesso, in_coda_dal=adesso
    )


def _porta_libera() -> int:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return int(presa.getsockname()[1])


def ricalcola_non_trova_nulla() -> None:
    """`manage.py ricalcola --controlla`: exits with 1 when a stored grade is not what the engine computes."""
    call_command("ricalcola", controlla=True, verbosity=0)
