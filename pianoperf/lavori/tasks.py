"""The Celery tasks: look at one job, sweep what was not heard, clear away what is of no more use."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from pianoperf.lavori import battiti, congedo, esecuzione, memoria, pulizia, services

# three of these hear the signals of the worker
__all__ = ["battiti", "congedo", "esegui_lavoro", "memoria", "pulisci", "riprendi_lavori"]


@shared_task(name="pianoperf.lavori.tasks.esegui_lavoro", ignore_result=True)
def esegui_lavoro(lavoro_id: str) -> None:
    esecuzione.esegui(UUID(lavoro_id))


@shared_task(name="pianoperf.lavori.tasks.riprendi_lavori", ignore_result=True)
def riprendi_lavori() -> None:
    services.riprendi(adesso=timezone.now())


@shared_task(name="pianoperf.lavori.tasks.pulisci", ignore_result=True)
def pulisci() -> None:
    pulizia.pulisci(adesso=timezone.now())
