"""`/salute/`: is this instance able to work? For the proxy, the container engine and the person on call.

`viva` says that the process answers, and touches no store. `pronta` examines every part; each app adds its own
(`esame`). The answer names parts and seconds only: no address, no name of a machine, no error text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import redis
from django.conf import settings
from django.db import Error as ErroreBancaDati
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from pianoperf import replica

OK, GUASTO, IGNOTO = "ok", "guasto", "ignoto"
# Redis answers in a millisecond, or not at all
ATTESA_CODA = 1.0


@dataclass(frozen=True)
class Referto:
    """What the examination of a part found; `numeri` stand beside it in the answer."""

    va: bool
    numeri: dict[str, int] = field(default_factory=dict)


Esame = Callable[[], Referto]
_esami: dict[str, Esame] = {}


def esame(parte: str) -> Callable[[Esame], Esame]:
    """Register the examination of a part that needs the database."""

    def registra(funzione: Esame) -> Esame:
        _esami[parte] = funzione
        return funzione

    return registra


@require_safe
@never_cache
def viva(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"stato": OK})


@require_safe
@never_cache
def pronta(request: HttpRequest) -> JsonResponse:
    """200 when every part works, 503 otherwise: each part is "ok", "guasto", or "ignoto" while the database is off."""
    parti = {"banca_dati": _stato(_banca_dati_risponde()), "coda": _stato(_coda_risponde())}
    numeri: dict[str, int] = {}
    for nome, funzione in _esami.items():
        parti[nome] = IGNOTO
        if parti["banca_dati"] == OK:
            try:
                referto = funzione()
            except ErroreBancaDati:
                continue
            parti[nome] = _stato(referto.va)
            numeri |= referto.numeri
    sana = set(parti.values()) == {OK}
    return JsonResponse({"stato": _stato(sana), **parti, **numeri}, status=200 if sana else 503)


def _stato(va: bool) -> str:
    return OK if va else GUASTO


def _banca_dati_risponde() -> bool:
    try:
        with connection.cursor() as cursore:
            cursore.execute("SELECT 1")
    except ErroreBancaDati:
        return False
    return True


def _coda_risponde() -> bool:
    cliente = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=ATTESA_CODA, socket_connect_timeout=ATTESA_CODA, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(cliente.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        cliente.close()


@esame("migrazioni")
def _migrazioni_applicate() -> Referto:
    """What this version of the code needs is there; a database that is ahead of it is well (see aggiornamenti.md)."""
    mancano = mancano_migrazioni()
    return Referto(not mancano, {"migrazioni_da_applicare": len(mancano)} if mancano else {})


if replica.impostata():

    @esame(replica.ALIAS)
    def _replica_in_orario() -> Referto:
        """It answers and is not late. Without it the public pages read the first database."""
        stato = replica.esamina()
        ritardo = {} if stato.ritardo is None else {"replica_ritardo_secondi": int(stato.ritardo)}
        return Referto(stato.va, ritardo)


def mancano_migrazioni() -> set[tuple[str, str]]:
    """The last migration of each app that is not in the database."""
    servono = set(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
    return servono - set(MigrationRecorder(connection).applied_migrations())
