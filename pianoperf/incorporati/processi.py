"""Starting and stopping the servers as detached processes, under another account when this one is root."""

from __future__ import annotations

import os
import pwd
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from pianoperf.incorporati.errori import ServizioNonAvviabile

# Kept so that the interpreter does not complain of servers that outlive it.
_figli: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Conto:
    """The system account a server runs under; `None` ids mean the account of this process."""

    uid: int | None = None
    gid: int | None = None

    @property
    def altri_gruppi(self) -> list[int] | None:
        return None if self.uid is None else []

    def possiede(self, percorso: Path) -> None:
        """Give `percorso` to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(percorso, self.uid, self.gid)


def conto_non_privilegiato(proprietario_di: Path) -> Conto:
    """The account for a server that refuses to run as root: the owner of its data, else `postgres`, else `nobody`.

    No account is ever created. When this process is not root, its own account.
    """
    if os.geteuid() != 0:
        return Conto()
    if proprietario_di.exists() and proprietario_di.stat().st_uid != 0:
        stato = proprietario_di.stat()
        return Conto(stato.st_uid, stato.st_gid)
    for nome in ("postgres", "nobody"):
        try:
            voce = pwd.getpwnam(nome)
        except KeyError:
            continue
        return Conto(voce.pw_uid, voce.pw_gid)
    raise ServizioNonAvviabile(
        "PostgreSQL non può girare come root e qui mancano gli utenti «postgres» e «nobody»: "
        "avvia pianoperf da un utente normale oppure indica DATABASE_URL."
    )


def _ambiente() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}


def esegui(comando: Sequence[str | Path], conto: Conto, *, secondi: float = 120) -> tuple[int, str]:
    """Run to the end; returns the exit code and everything that was printed. Code 126: could not be run at all."""
    try:
        esito = subprocess.run(
            [str(parte) for parte in comando],
            cwd="/",
            env=_ambiente(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=secondi,
            check=False,
            user=conto.uid,
            group=conto.gid,
            extra_groups=conto.altri_gruppi,
        )
    except (OSError, subprocess.SubprocessError) as errore:
        return 126, str(errore)
    return esito.returncode, esito.stdout.decode(errors="replace").strip()


def avvia(comando: Sequence[str | Path], conto: Conto, registro: Path) -> subprocess.Popen[bytes]:
    """Start a server in its own session, so that Ctrl-C in the terminal does not reach it."""
    with registro.open("ab") as uscita:
        figlio: subprocess.Popen[bytes] = subprocess.Popen(
            [str(parte) for parte in comando],
            cwd="/",
            env=_ambiente(),
            stdin=subprocess.DEVNULL,
            stdout=uscita,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=conto.uid,
            group=conto.gid,
            extra_groups=conto.altri_gruppi,
        )
    _figli.append(figlio)
    return figlio


def attendi(pronto: Callable[[], bool], figlio: subprocess.Popen[bytes], *, secondi: float) -> bool:
    """Wait until the server answers; False when it ended or did not answer in time."""
    scadenza = time.monotonic() + secondi
    while time.monotonic() < scadenza:
        if pronto():
            return True
        if figlio.poll() is not None:
            return False
        time.sleep(0.03)
    return False


def termina(pid: int, segnale: int, *, secondi: float = 10) -> None:
    """Signal a process and wait for its end; kill it when it does not obey in time."""
    try:
        processo = psutil.Process(pid)
        processo.send_signal(segnale)
        if not _finisce(processo, secondi):
            processo.kill()
            _finisce(processo, 5)
    except psutil.Error:
        return


def _finisce(processo: psutil.Process, secondi: float) -> bool:
    """True once the process has ended: a zombie whose parent is slow to collect it has."""
    scadenza = time.monotonic() + secondi
    while processo.is_running() and processo.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > scadenza:
            return False
        time.sleep(0.03)
    return True


def ultime_righe(registro: Path, quante: int = 3) -> str:
    """The end of a server's log, on one line, for the sentence of a failed start."""
    try:
        righe = registro.read_text(errors="replace").strip().splitlines()
    except OSError:
        return ""
    return " / ".join(riga.strip() for riga in righe[-quante:])
