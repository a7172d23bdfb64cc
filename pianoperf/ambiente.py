"""Typed readers of environment variables: the only place that looks at os.environ for settings."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

RADICE = Path(__file__).resolve().parent.parent


def testo(nome: str, predefinito: str = "") -> str:
    return os.environ.get(nome, "").strip() or predefinito


def vero(nome: str, predefinito: bool = False) -> bool:
    valore = testo(nome).lower()
    return valore in {"1", "true", "yes", "si", "on"} if valore else predefinito


def elenco(nome: str) -> list[str]:
    return [voce.strip() for voce in testo(nome).split(",") if voce.strip()]


def cartella_dati() -> Path:
    """Where the embedded services, uploads and PDFs live: PIANOPERF_VAR, else `var/` in the checkout."""
    return Path(testo("PIANOPERF_VAR") or RADICE / "var").resolve()


# Of a connection that only reads: it refuses to write, and a network that swallows everything is noticed.
SOLA_LETTURA = {"options": "-c default_transaction_read_only=on", "tcp_user_timeout": "5000"}


def banca_dati(url: str, *, sola_lettura: bool = False) -> dict[str, object]:
    """Django's settings of a `postgresql://user:password@host:port/name` address.

    A `host` in the query is a folder of a unix socket, as libpq has it. `sola_lettura` is for a standby: the tests
    take the first database in its place.
    """
    parti = urlsplit(url)
    opzioni = dict(parse_qsl(parti.query)) | (SOLA_LETTURA if sola_lettura else {})
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parti.path.lstrip("/")) or "pianoperf",
        "USER": unquote(parti.username or ""),
        "PASSWORD": unquote(parti.password or ""),
        "HOST": opzioni.pop("host", "") or unquote(parti.hostname or ""),
        "PORT": str(parti.port or ""),
        "OPTIONS": {"connect_timeout": 3, **opzioni},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **({"TEST": {"MIRROR": "default"}} if sola_lettura else {}),
    }


def indirizzo_broker(url: str) -> str:
    """The Redis address as Celery wants it: redis-py says `unix://path?db=0`, kombu `redis+socket://path`."""
    return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
