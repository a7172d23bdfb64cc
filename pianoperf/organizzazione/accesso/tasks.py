"""A worker looks the forgotten password up: the answer takes as long for who exists as for who does not."""

from __future__ import annotations

from celery import shared_task

from pianoperf.organizzazione.accesso.lettere import spedisci_reimpostazione


@shared_task(name="pianoperf.organizzazione.accesso.tasks.reimposta", ignore_result=True)
def reimposta(indirizzo: str) -> int:
    """How many messages left."""
    return spedisci_reimpostazione(indirizzo)
