"""A second database that only answers: a streaming standby of the first (PIANOPERF_REPLICA), read by the public pages.

Nobody else reads it: who writes must read what he wrote. It is left aside while it does not answer, while it is late
by more than PIANOPERF_RITARDO_REPLICA seconds, and for the rest of a page on which it failed. The standby must be a
physical one: the tokens of the kept pages (ctid, xmin) are then the same on both. docs/produzione/crescita.md.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as ErroreBancaDati
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

registro = logging.getLogger("pianoperf.replica")
T = TypeVar("T")
ALIAS = "replica"
# Seconds for which this process believes an examination, and for which it leaves aside a replica that failed.
VALE, RIPOSO = 5.0, 15.0
# The age of the last transaction it has heard of: every heartbeat of beat is one, so it grows only when it lags.
_RITARDO = """
    SELECT CASE WHEN pg_is_in_recovery() THEN
        greatest(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END
"""


@dataclass(frozen=True)
class Stato:
    """`ritardo` in seconds; None when the database is no standby, or has not heard of anything yet."""

    risponde: bool
    ritardo: float | None = None

    @property
    def va(self) -> bool:
        return self.risponde and self.ritardo is not None and self.ritardo <= settings.RITARDO_DELLA_REPLICA


NON_RISPONDE = Stato(risponde=False)
_scelta: ContextVar[str] = ContextVar("banca_dati_da_leggere", default=DEFAULT_DB_ALIAS)
# What was found last, and until when (time.monotonic) it holds in this process.
_ultimo: tuple[Stato, float] = (NON_RISPONDE, 0.0)


class Smistatore:
    """Django's router: reads where `leggendo` says, writes and migrations never on the replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _scelta.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == ALIAS else None


def impostata() -> bool:
    return ALIAS in settings.DATABASES


def connessione() -> BaseDatabaseWrapper:
    """Where SQL written by hand must be read, so that it sees the same state as the ORM around it."""
    return connections[_scelta.get()]


def leggendo(fai: Callable[[], T]) -> T:
    """What `fai` makes reading the replica; read again from the first database when that fails. It must not write."""
    if not impostata() or not _usabile():
        return fai()
    gettone = _scelta.set(ALIAS)
    try:
        return fai()
    except ErroreBancaDati as errore:
        _lascia(errore)
    finally:
        _scelta.reset(gettone)
    return fai()


def esamina() -> Stato:
    """Ask it now. Never raises for what the replica does."""
    try:
        with connections[ALIAS].cursor() as cursore:
            cursore.execute(_RITARDO)
            (ritardo,) = cursore.fetchone()
    except ErroreBancaDati:
        connections[ALIAS].close()
        return NON_RISPONDE
    return Stato(risponde=True, ritardo=None if ritardo is None else float(ritardo))


def _usabile() -> bool:
    stato, fino_a = _ultimo
    if time.monotonic() >= fino_a:
        stato = esamina()
        _ricorda(stato, VALE if stato.risponde else RIPOSO)
    return stato.va


def _ricorda(stato: Stato, secondi: float) -> None:
    global _ultimo
    _ultimo = (stato, time.monotonic() + secondi)


def _lascia(errore: ErroreBancaDati) -> None:
    registro.warning("La replica non ha risposto a una pagina pubblica (%s).", type(errore).__name__)
    connections[ALIAS].close()
    _ricorda(NON_RISPONDE, RIPOSO)
