"""The Celery application: a doorbell. What there is to do is in the table of pianoperf.lavori."""

import os

from celery import Celery

from pianoperf.diario import compiti

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pianoperf.settings")

__all__ = ["app", "compiti"]

app = Celery("pianoperf")


@app.on_configure.connect
def prepara_servizi(**_: object) -> None:
    """A worker or beat started by hand finds or starts the embedded services before Django reads its settings."""
    from pianoperf import incorporati

    incorporati.prepara()


app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "pianoperf.organizzazione.accesso",
        "pianoperf.lavori",
        "rendicontazione.promemoria",
        "rendicontazione.documenti",
        "rendicontazione.prove",
        "rendicontazione.sigillo",
    ]
)
