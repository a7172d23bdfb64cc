"""The database goes back to a moment, with the very settings that docs/produzione/copie.md tells to write."""

from __future__ import annotations

import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from pianoperf.ambiente import RADICE
from pianoperf.incorporati import processi
from pianoperf.incorporati.postgres import _programmi

PAGINA = (RADICE / "docs" / "produzione" / "copie.md").read_text()


def scritto_nella_pagina(nome: str, wal: Path) -> str:
    trovato = re.search(rf"^{nome} = '(.*)'$", PAGINA, re.MULTILINE)
    assert trovato, nome
    return trovato[1].replace("/mnt/wal", str(wal))


@dataclass
class Servitore:
    """A PostgreSQL of this test alone, started and stopped by hand."""

    cartella: Path
    conto: processi.Conto
    programmi: Path

    def esegui(self, *comando: str | Path) -> None:
        codice, uscita = processi.esegui(comando, self.conto)
        assert codice == 0, uscita

    @contextmanager
    def acceso(self, dati: Path, **opzioni: str) -> Iterator[psycopg2.extensions.connection]:
        comando: list[str | Path] = [self.programmi / "postgres", "-D", dati, "-k", self.cartella]
        comando += ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off"]
        comando += [parte for nome, valore in opzioni.items() for parte in ("-c", f"{nome}={valore}")]
        registro = self.cartella / "postgres.log"
        figlio = processi.avvia(comando, self.conto, registro)
        try:
            assert processi.attendi(self._risponde, figlio, secondi=60), registro.read_text()[-2000:]
            with closing(self.collegati()) as collegamento:
                collegamento.autocommit = True
                yield collegamento
        finally:
            processi.termina(figlio.pid, signal.SIGINT, secondi=30)

    def collegati(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.cartella), user="prova", dbname="postgres", connect_timeout=5)

    def _risponde(self) -> bool:
        try:
            with closing(self.collegati()) as collegamento, collegamento.cursor() as cursore:
                cursore.execute("SELECT pg_is_in_recovery()")
                return not cursore.fetchone()[0]
        except psycopg2.OperationalError:
            return False


@pytest.fixture
def servitore() -> Iterator[Servitore]:
    conto = processi.conto_non_privilegiato(Path("/nessuno"))
    cartella = Path(tempfile.mkdtemp(prefix="pp-pitr-", dir="/tmp"))
    conto.possiede(cartella)
    yield Servitore(cartella, conto, _programmi(conto, cartella))
    shutil.rmtree(cartella)


def chiedi(collegamento: psycopg2.extensions.connection, comando: str) -> list[tuple]:
    with collegamento.cursor() as cursore:
        cursore.execute(comando)
        return cursore.fetchall() if cursore.description else []


def test_si_torna_a_un_istante_prima_del_danno(servitore: Servitore) -> None:
    dati, base, wal = (servitore.cartella / nome for nome in ("dati", "base", "wal"))
    wal.mkdir()
    servitore.conto.possiede(wal)
    servitore.esegui(
        servitore.programmi / "initdb", "-D", dati, "-U", "prova", "--no-sync", "--auth-local=trust", "--locale=C"
    )
    archivia = {"archive_mode": "on", "archive_command": scritto_nella_pagina("archive_command", wal)}
    with servitore.acceso(dati, **archivia) as collegamento:
        chiedi(collegamento, "CREATE TABLE risultati AS SELECT 'prima' AS nota")
        servitore.esegui(
            servitore.programmi / "pg_basebackup", "-h", servitore.cartella, "-U", "prova", "-D", base,
            "-X", "none", "-c", "fast", "--no-sync",
        )  # fmt: skip
        chiedi(collegamento, "INSERT INTO risultati VALUES ('dopo la copia di base')")
        ((istante,),) = chiedi(collegamento, "SELECT clock_timestamp()::text")
        chiedi(collegamento, "DELETE FROM risultati")
    # a server that stops hands over its last segment
    riprendi = {
        "restore_command": scritto_nella_pagina("restore_command", wal),
        "recovery_target_time": istante,
        "recovery_target_action": "promote",
    }
    (base / "recovery.signal").touch()
    with servitore.acceso(base, **riprendi) as collegamento:
        assert chiedi(collegamento, "SELECT nota FROM risultati ORDER BY nota") == [
            ("dopo la copia di base",), ("prima",),
        ]  # fmt: skip
