"""What `make run` starts: the web server, a Celery worker and beat, watched together."""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from pianoperf.ambiente import cartella_dati, vero
from pianoperf.incorporati.porta import apri_porta
from pianoperf.incorporati.squadra import Squadra

NOMI = {"web": "il server web", "lavori": "l'esecutore dei lavori (Celery)", "orologio": "l'orologio (Celery beat)"}
HOMEBREW = Path("/opt/homebrew/lib")


def comando_web(ascolto: str) -> list[str]:
    comando = ["-m", "gunicorn", "pianoperf.wsgi", "--bind", ascolto, "--workers", "2", "--threads", "4"]
    comando += ["--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]
    return [*comando, "--reload"] if vero("PIANOPERF_DEBUG") else comando


def comando_lavori() -> list[str]:
    avviso = "ignore:You're running the worker with superuser privileges"
    return ["-W", avviso, "-m", "celery", "-A", "pianoperf", "-q", "worker", "-c", "2", "-l", "WARNING"]


def comando_orologio(cartella: Path) -> list[str]:
    file = ["-s", str(cartella / "celerybeat-schedule"), "--pidfile", ""]
    return ["-m", "celery", "-A", "pianoperf", "-q", "beat", "-l", "WARNING", *file]


class Avvio:
    """One `make run`. `porta` is where the web server answers, which may not be the one asked for."""

    def __init__(self, porta: int) -> None:
        dati = cartella_dati()
        self.squadra = Squadra(dati / "avvio" / f"{os.getpid()}.json")
        self.ascolto = apri_porta(porta)
        self.porta: int = self.ascolto.getsockname()[1]
        self._dati = dati

    def avvia(self) -> bool:
        """Start everything and wait for the first answer; False when a process ended or a signal came before it."""
        self.squadra.ascolta_i_segnali()
        ambiente = _ambiente_dei_figli()
        fd = self.ascolto.fileno()
        self.squadra.avvia("web", comando_web(f"fd://{fd}"), ambiente=ambiente, fd=[fd])
        self.squadra.avvia("lavori", comando_lavori(), ambiente=ambiente)
        self.squadra.avvia("orologio", comando_orologio(self._dati), ambiente=ambiente)
        scadenza = time.monotonic() + 60
        while not self.squadra.fermati and not self.squadra.finito() and time.monotonic() < scadenza:
            if self._risponde():
                return True
        return False

    def resta(self) -> None:
        """Wait until a signal comes or a process ends."""
        self.squadra.sorveglia()

    def ferma(self) -> str | None:
        """Stop everything; the process that had ended by itself, in words, if any."""
        finito = None if self.squadra.fermati else self.squadra.finito()
        self.squadra.ferma()
        self.ascolto.close()
        return NOMI[finito] if finito else None

    def _risponde(self) -> bool:
        try:
            # our own process, by a fixed scheme
            urllib.request.urlopen(f"http://127.0.0.1:{self.porta}/salute/viva/", timeout=1).close()  # nosec B310
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
            return False
        return True


def _ambiente_dei_figli() -> dict[str, str]:
    ambiente = {**os.environ, "DJANGO_SETTINGS_MODULE": "pianoperf.settings"}
    if sys.platform == "darwin" and HOMEBREW.exists():
        ambiente.setdefault("DYLD_FALLBACK_LIBRARY_PATH", str(HOMEBREW))
    return ambiente
