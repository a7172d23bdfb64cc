"""Which bodies the database shows in this moment, and the wrapper that tells it before the next query.

Inside a `Recinto` the connection takes a role that owns nothing, so the policies hold; outside (commands, migrations,
what beat sweeps) it is the owner, who sees every body. A request starts with no body at all; once its user is known,
with those where he has or had a role; once a page of one body has let him in, with that body alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.utils.functional import LazyObject, empty
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from pianoperf.organizzazione.recinto.ruolo import RUOLO


@dataclass(frozen=True)
class Vista:
    """What is shown: the bodies `enti`, that of `codice`, those of `utente`; `tutto` is everything."""

    enti: tuple[int, ...] = ()
    codice: str = ""
    utente: int | None = None
    tutto: bool = False


NIENTE, TUTTO = Vista(), Vista(tutto=True)
_FUORI = "RESET ROLE; SELECT set_config('pianoperf.enti', '', false), set_config('pianoperf.utente', '', false)"
_DENTRO = """
    RESET ROLE;
    SELECT set_config('pianoperf.enti', coalesce(({enti}), ''), false),
        set_config('pianoperf.utente', %(utente)s, false), set_config('role', %(ruolo)s, false)
"""
_DATI = "%(enti)s"
_DEL_CODICE = "SELECT id::text FROM organizzazione_ente WHERE codice = %(codice)s"
_DI_CHI = """
    SELECT string_agg(ente_id::text, ',') FROM (
        SELECT ente_id FROM organizzazione_incarico WHERE utente_id = %(chi)s
        UNION SELECT ente_id FROM organizzazione_delega WHERE delegato_id = %(chi)s
    ) AS suoi
"""
# What a connection was told: the view, the raw connection that heard it, the savepoints it was inside of.
Detto = tuple[Vista, Any, tuple[str | None, ...], bool]


@dataclass
class Recinto:
    """One request or one job. `vista` is None until somebody says it: then the user of the request decides."""

    richiesta: HttpRequest | None = None
    vista: Vista | None = None
    detti: dict[str, Detto] = field(default_factory=dict)

    def __call__(self, esegui: Any, sql: str, parametri: Any, molti: bool, contesto: dict[str, Any]) -> Any:
        """Django's execute wrapper."""
        self.allinea(contesto["connection"])
        return esegui(sql, parametri, molti, contesto)

    def allinea(self, connessione: BaseDatabaseWrapper) -> None:
        voluta = self.voluta()
        if not self._gia_detta(connessione, voluta) and not _fallita(connessione):
            with connessione.wrap_database_errors, connessione.connection.cursor() as cursore:
                cursore.execute(*_istruzioni(voluta))
            savepoint = tuple(connessione.savepoint_ids)
            self.detti[connessione.alias] = (voluta, connessione.connection, savepoint, connessione.in_atomic_block)

    def voluta(self) -> Vista:
        if self.vista is not None:
            return self.vista
        utente = _utente_noto(self.richiesta)
        return Vista(utente=utente) if utente else NIENTE

    def _gia_detta(self, connessione: BaseDatabaseWrapper, voluta: Vista) -> bool:
        """Not when the connection is another, nor when a rollback may have taken back what was said."""
        vista, grezza, savepoint, in_transazione = self.detti.get(connessione.alias, (None, None, (), False))
        if vista != voluta or grezza is not connessione.connection:
            return False
        if not in_transazione:
            return True
        return bool(savepoint) and tuple(connessione.savepoint_ids[: len(savepoint)]) == savepoint


_attuale: ContextVar[Recinto | None] = ContextVar("recinto", default=None)


@contextmanager
def recinto(richiesta: HttpRequest | None = None, vista: Vista | None = None) -> Iterator[Recinto | None]:
    """Everything asked of the database inside goes through the fence, and is outside of it again afterwards."""
    if not settings.RECINTO:
        yield None
        return
    nuovo, fuori = Recinto(richiesta, vista), _attuale.get()
    gettone = _attuale.set(nuovo)
    involucri = [connections[alias].execute_wrapper(nuovo) for alias in connections]
    for involucro in involucri:
        involucro.__enter__()
    try:
        yield nuovo
    finally:
        for involucro in reversed(involucri):
            involucro.__exit__(None, None, None)
        _esci(nuovo)
        _attuale.reset(gettone)
        if fuori is not None:
            fuori.detti.clear()


def solo(*enti: int) -> None:
    """From here to the end of the request, these bodies alone."""
    if attuale := _attuale.get():
        attuale.vista = Vista(enti=enti, utente=_utente_noto(attuale.richiesta))


def solo_del_codice(codice: str) -> None:
    """The same, for the pages that anybody may open: the body with that code, if there is one."""
    if attuale := _attuale.get():
        attuale.vista = Vista(codice=codice)


@contextmanager
def tutto() -> Iterator[None]:
    """Everything, for the few reads that come before a body is known: a key, an invitation, the list of the bodies."""
    attuale = _attuale.get()
    if attuale is None:
        yield
        return
    prima, attuale.vista = attuale.vista, TUTTO
    try:
        yield
    finally:
        attuale.vista = prima


def apri_tutto() -> None:
    """From here to the end of the request, everything: pages about all the bodies, with filters of their own."""
    if attuale := _attuale.get():
        attuale.vista = TUTTO


def _istruzioni(vista: Vista) -> tuple[str, dict[str, object]]:
    if vista.tutto:
        return _FUORI, {}
    enti = _DEL_CODICE if vista.codice else _DI_CHI if vista.utente and not vista.enti else _DATI
    dati: dict[str, object] = {
        "enti": ",".join(str(ente) for ente in vista.enti),
        "codice": vista.codice,
        "chi": vista.utente,
        "utente": str(vista.utente or ""),
        "ruolo": RUOLO,
    }
    return _DENTRO.format(enti=f"SELECT {enti}" if enti is _DATI else enti), dati


def _fallita(connessione: BaseDatabaseWrapper) -> bool:
    """The transaction takes nothing but its own rollback, after which the view is told again."""
    return bool(connessione.connection.info.transaction_status == TRANSACTION_STATUS_INERROR)


def _utente_noto(richiesta: HttpRequest | None) -> int | None:
    """Who is logged in, if the request knows it already: asking would read the session at every visit."""
    utente = vars(richiesta).get("user") if richiesta else None
    if isinstance(utente, LazyObject) and vars(utente).get("_wrapped", empty) is empty:
        return None
    return getattr(utente, "pk", None)


def _esci(finito: Recinto) -> None:
    """The owner again, on every connection that was told; one that cannot hear it any more is closed."""
    for alias, (vista, grezza, *_) in finito.detti.items():
        connessione = connections[alias]
        sotto = connessione.connection
        if vista.tutto or sotto is None or sotto is not grezza:
            continue
        try:
            with sotto.cursor() as cursore:
                cursore.execute(_FUORI)
        except psycopg2.Error:
            if not connessione.in_atomic_block:
                connessione.close()
