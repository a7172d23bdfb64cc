"""`/salute/`: is this instance able to work? For the proxy, the container engine and the person on call."""

from __future__ import annotations

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry


@require_safe
@never_cache
def salute(request: HttpRequest) -> JsonResponse:
    """200 when the database and the queue answer, 503 otherwise; says only which of the two does not."""
    esami = {"banca_dati": _banca_dati_risponde(), "coda": _coda_risponde()}
    sano = all(esami.values())
    corpo = {"stato": "ok" if sano else "guasto", **{nome: "ok" if va else "guasto" for nome, va in esami.items()}}
    return JsonResponse(corpo, status=200 if sano else 503)


def _banca_dati_risponde() -> bool:
    try:
        with connection.cursor() as cursore:
            cursore.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _coda_risponde() -> bool:
    cliente = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(cliente.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        cliente.close()
