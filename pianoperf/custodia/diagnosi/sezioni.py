"""What is looked at. Each fact is chosen by name: what is not named here is never read, so it cannot be shown.

No address, no path, no name of a machine or of a person: a bug report is public.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from pianoperf import replica
from pianoperf.custodia.models import Copia
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Battito, Lavoro
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.salute import mancano_migrazioni
from pianoperf.web.versione import versione_del_prodotto
from rendicontazione.sigillo.radici import in_ritardo, ultimo_sigillo

Fatti = dict[str, Any]
PACCHETTI = ("Django", "celery", "psycopg2-binary", "weasyprint", "django-pghistory", "django-allauth", "cryptography")
# Settings whose value says nothing that helps an intruder.
IMPOSTAZIONI = (
    "DEBUG", "TIME_ZONE", "SESSION_COOKIE_AGE", "DIMENSIONE_MASSIMA_FILE", "CELERY_TASK_TIME_LIMIT",
    "CELERY_WORKER_MAX_TASKS_PER_CHILD", "AXES_FAILURE_LIMIT", "PREAVVISI", "RICHIESTE_API_AL_MINUTO",
)  # fmt: skip
# Of the environment, the names that are set; never what they are set to.
PREFISSI = ("PIANOPERF_", "DJANGO_", "CELERY_")
ALTRE = ("DATABASE_URL", "REDIS_URL")
MB = 2**20
# Beat seals every minute; an event that has waited longer was not heard.
SIGILLO_IN_RITARDO = timedelta(minutes=10)


def versioni() -> Fatti:
    pacchetti = {nome: metadata.version(nome) for nome in PACCHETTI}
    return {"pianoperf": versione_del_prodotto(), "Python": platform.python_version(), **pacchetti} | {
        "sistema": f"{platform.system()} {platform.machine()}"
    }


def impostazioni() -> Fatti:
    scelte: Fatti = {nome: getattr(settings, nome, None) for nome in IMPOSTAZIONI}
    scelte["archivio"] = "cartella" if isinstance(default_storage, FileSystemStorage) else "S3"
    scelte["posta"] = settings.EMAIL_BACKEND.split(".")[-2]
    scelte["posta con accesso"] = bool(settings.EMAIL_HOST_USER)
    scelte["nomi del sito"] = len(settings.ALLOWED_HOSTS)
    scelte["solo HTTPS"] = bool(getattr(settings, "SECURE_SSL_REDIRECT", False))
    scelte["variabili impostate"] = sorted(nome for nome in os.environ if nome.startswith(PREFISSI) or nome in ALTRE)
    return scelte


def banca_dati() -> Fatti:
    with connection.cursor() as cursore:
        cursore.execute("SHOW server_version")
        versione = cursore.fetchone()[0]
        cursore.execute("SELECT pg_database_size(current_database()), current_setting('max_connections')::int")
        byte, massimi = cursore.fetchone()
        cursore.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        (collegati,) = cursore.fetchone()
    return {
        "dove": "incorporata" if settings.INCORPORATO else "esterna",
        "PostgreSQL": versione,
        "MB": byte // MB,
        "collegamenti": collegati,
        "collegamenti al massimo": massimi,
        "migrazioni da applicare": len(mancano_migrazioni()),
        "enti": Ente.objects.count(),
        "utenti": Utente.objects.count(),
        "replica": _replica() if replica.impostata() else None,
    }


def _replica() -> Fatti:
    stato = replica.esamina()
    ritardo = None if stato.ritardo is None else int(stato.ritardo)
    return {"risponde": stato.risponde, "ritardo in secondi": ritardo, "usata": stato.va}


def code() -> Fatti:
    """Of each queue: what Redis announces; of the jobs: how many in each state, and how long the oldest has waited."""
    cliente = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )
    try:
        informazioni: Any = cliente.info("server")
        annunci = {coda.name: cliente.llen(coda.name) for coda in settings.CELERY_TASK_QUEUES}
    finally:
        cliente.close()
    return {"Redis": informazioni["redis_version"], "annunci": annunci}


def lavori() -> Fatti:
    adesso = timezone.now()
    stati = {stato: Count("pk", filter=Q(stato=stato)) for stato in StatoLavoro.values}
    conti = Lavoro.objects.aggregate(**stati)
    primo = Lavoro.objects.filter(stato=StatoLavoro.IN_CODA).aggregate(il=Min(Coalesce("in_coda_dal", "creato_il")))[
        "il"
    ]
    return {**conti, "il più vecchio in coda, in secondi": int((adesso - primo).total_seconds()) if primo else 0}


def esecutori() -> Fatti:
    """Workers and beat by what they hear and when they were last seen: their names hold that of the machine."""
    adesso = timezone.now()
    return {
        f"{numero}": {
            "code": ", ".join(battito.code) or battito.nome,
            "visto da secondi": int((adesso - battito.visto_il).total_seconds()),
        }
        for numero, battito in enumerate(Battito.objects.order_by("-visto_il"), start=1)
    }


def disco() -> Fatti:
    cartelle = {"dati": settings.CARTELLA_DATI, "copie": settings.CARTELLA_COPIE}
    return {nome: _spazio(Path(cartella)) for nome, cartella in cartelle.items()}


def _spazio(cartella: Path) -> Fatti:
    while not cartella.exists():
        cartella = cartella.parent
    spazio = shutil.disk_usage(cartella)
    return {"MB liberi": spazio.free // MB, "MB in tutto": spazio.total // MB}


def custodia() -> Fatti:
    copia, sigillo = Copia.objects.first(), ultimo_sigillo()
    return {
        "ultima copia": None
        if copia is None
        else {
            "fatta il": copia.fatta_il.isoformat(timespec="seconds"),
            "MB": copia.dimensione // MB,
            "cifrata": copia.cifrata,
            "file mancanti o alterati": copia.mancanti,
        },
        "ultimo sigillo": sigillo.isoformat(timespec="seconds") if sigillo else None,
        "tabelle in attesa del sigillo": len(in_ritardo(timezone.now() - SIGILLO_IN_RITARDO)),
    }


SEZIONI: dict[str, Callable[[], Fatti]] = {
    "versioni": versioni,
    "impostazioni": impostazioni,
    "banca dati": banca_dati,
    "code": code,
    "lavori": lavori,
    "esecutori": esecutori,
    "disco": disco,
    "custodia": custodia,
}
