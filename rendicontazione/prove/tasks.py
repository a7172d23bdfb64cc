"""The nightly sweep of the files of proofs that were taken off."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from rendicontazione.prove.tolte import togli_i_file


@shared_task(name="rendicontazione.prove.tasks.togli_file_delle_evidenze", ignore_result=True)
def togli_file_delle_evidenze() -> None:
    togli_i_file(adesso=timezone.now())
