"""What one process of a worker may ask for: a job that wants more fails by itself, and the machine goes on."""

from __future__ import annotations

import resource
from contextlib import suppress

from celery.signals import worker_process_init
from django.conf import settings


@worker_process_init.connect
def limita(**_: object) -> None:
    """The private memory, not the address space: libraries and shared pages do not count."""
    massimo = settings.MEMORIA_DEI_LAVORI * 2**20
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_DATA, (massimo, massimo))
