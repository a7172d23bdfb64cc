"""The identifier of the request goes with the task to the worker, in a header of its message."""

from __future__ import annotations

import logging
import logging.config
from typing import Any

from celery import Task
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun
from django.conf import settings

from pianoperf.diario.richiesta import BEN_FATTO, richiesta

TESTATA = "richiesta"


@before_task_publish.connect
def porta_la_richiesta(headers: dict[str, Any] | None = None, **_: object) -> None:
    if headers is not None and (chi := richiesta.get()):
        headers[TESTATA] = chi


@task_prerun.connect
def riprende_la_richiesta(task: Task, **_: object) -> None:
    chi = getattr(task.request, TESTATA, None)
    richiesta.set(chi if isinstance(chi, str) and BEN_FATTO.fullmatch(chi) else "")


@task_postrun.connect
def finisce_la_richiesta(**_: object) -> None:
    richiesta.set("")


@setup_logging.connect
def scrive_come_il_web(loglevel: int, **_: object) -> None:
    """A worker and beat write in the form of settings.LOGGING, at the level of their command line."""
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("celery").setLevel(loglevel)
