"""What beat rings every minute."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="rendicontazione.sigillo.tasks.sigilla_la_storia", ignore_result=True)
def sigilla_la_storia() -> None:
    from rendicontazione.sigillo.services import sigilla

    sigilla(adesso=timezone.now())
