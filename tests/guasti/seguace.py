"""A real streaming standby of the PostgreSQL of an installation: started, held back, killed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote

import psycopg2
from django.db import connection

from pianoperf.incorporati import processi
from pianoperf.incorporati.postgres import NOME, _programmi
from tests.guasti.impianto import PAZIENZA, Impianto
from tests.processi import attendi


class Seguace:
    """It follows the server of `impianto` from the moment it is made."""

    def __init__(self, impianto: Impianto) -> None:
        maestro = impianto.postgres
        self.dati, self.presa = impianto.cartella / "pg" / "seguace", impianto.cartella / "pg" / "seguace-presa"
        self.registro = impianto.cartella / "seguace.log"
        self._conto = processi.conto_non_privilegiato(maestro.cluster)
        self._programmi = _programmi(self._conto, maestro.base)
        for cartella in (self.dati, self.presa):
            cartella.mkdir(mode=0o700)
            self._conto.possiede(cartella)
        codice, uscita = processi.esegui(
            [
                self._programmi / "pg_basebackup", "-h", maestro.cartella_socket, "-U", NOME, "-D", self.dati,
                "-R", "-X", "stream", "-c", "fast", "--no-sync",
            ],
            self._conto,
        )  # fmt: skip
        assert codice == 0, uscita
        self.avvia()

    @property
    def indirizzo(self) -> str:
        return f"postgresql://{NOME}@/{NOME}?host={quote(str(self.presa))}"

    def avvia(self) -> None:
        comando = [self._programmi / "postgres", "-D", self.dati, "-k", self.presa, "-c", "listen_addresses="]
        self._processo = processi.avvia([*comando, "-c", "fsync=off"], self._conto, self.registro)
        assert attendi(self._risponde, secondi=PAZIENZA), self.registro.read_text()[-2000:]

    def ferma(self) -> None:
        """At once, whoever is connected."""
        processi.termina(self._processo.pid, signal.SIGINT, secondi=20)

    def raggiunge(self) -> None:
        """Wait until it has replayed all that is committed now."""
        with connection.cursor() as cursore:
            cursore.execute("SELECT pg_current_wal_insert_lsn()::text")
            (punto,) = cursore.fetchone()
        assert attendi(lambda: self.chiedi(f"SELECT pg_last_wal_replay_lsn() >= '{punto}'"), secondi=PAZIENZA)

    @contextmanager
    def trattenuto(self) -> Iterator[None]:
        """It hears of everything, and shows nothing of it."""
        self.chiedi("SELECT pg_wal_replay_pause()")
        assert attendi(lambda: self.chiedi("SELECT pg_get_wal_replay_pause_state()") == "paused", secondi=PAZIENZA)
        try:
            yield
        finally:
            self.chiedi("SELECT pg_wal_replay_resume()")

    def chiedi(self, comando: str) -> object:
        with closing(psycopg2.connect(self.indirizzo, connect_timeout=5)) as collegamento:
            collegamento.autocommit = True
            with collegamento.cursor() as cursore:
                cursore.execute(comando)
                return cursore.fetchone()[0]

    def _risponde(self) -> bool:
        try:
            return bool(self.chiedi("SELECT pg_is_in_recovery()"))
        except psycopg2.OperationalError:
            return False
