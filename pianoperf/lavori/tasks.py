"""The two Celery tasks: look at one job, and sweep what was not heard."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from pianoperf.lavori import esecuzione, services


@shared_task(name="pianoperf.lavori.tasks.esegui_lavoro", ignore_result=True)
def esegui_lavoro(lavoro_id: str) -> None:
    esecuzione.esegui(UUID(lavoro_id))


@shared_task(name="pianoperf.lavori.tasks.riprendi_lavori", ignore_result=True)
def riprendi_lavori() -> None:
    services.riprendi(adesso=timezone.now())
