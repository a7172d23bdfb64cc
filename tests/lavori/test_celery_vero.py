"""A real worker on a real Redis: a job is done, and one whose process is killed is done all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from pianoperf.ambiente import indirizzo_broker
from pianoperf.celery import app
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda as accoda_davvero
from pianoperf.lavori.tasks import esegui_lavoro, riprendi_lavori
from tests.processi import ambiente_di_prova, attendi, processo

pytestmark = pytest.mark.django_db(transaction=True)

# A queue of its own: the worker of the journeys must not hear these doorbells.
REDIS = settings.REDIS_URL.split("?")[0] + "?db=15"


@pytest.fixture
def suona(transactional_db, tmp_path):
    """A worker with the executor of cantiere.py; ring for a task with `suona(task, *args)`."""
    comando = ["-m", "celery", "-A", "pianoperf", "worker", "-c", "1", "-n", "cantiere@prova", "-Q", "cantiere"]
    comando += ["--include", "tests.lavori.cantiere", "-l", "INFO"]
    registro = tmp_path / "celery.log"
    with (
        processo(comando, ambiente_di_prova(REDIS_URL=REDIS), registro),
        app.connection_for_write(indirizzo_broker(REDIS)) as coda,
    ):
        assert attendi(lambda: " ready." in registro.read_text(), secondi=40), registro.read_text()
        yield lambda compito, *args: compito.apply_async(args=args, connection=coda, queue="cantiere")


def test_the_worker_of_the_journeys_hears_what_a_commit_announces(ente, celery_vero):
    lavoro = accoda_davvero(
        ente=ente, tipo=TipoLavoro.DOCUMENTO, parametri={}, chiave="a", utente=None, adesso=timezone.now()
    )
    assert attendi(lambda: Lavoro.objects.filter(pk=lavoro.pk, tentativi__gte=1), secondi=20)


def concluso(lavoro: Lavoro) -> bool:
    lavoro.refresh_from_db()
    return lavoro.concluso


def test_a_real_worker_carries_out_a_job(accoda, suona):
    lavoro = accoda(tipo=TipoLavoro.IMPORTAZIONE, parametri={"passi": 3}, adesso=timezone.now())
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: concluso(lavoro), secondi=20)
    assert (lavoro.stato, lavoro.fatti, lavoro.totale) == (StatoLavoro.PRONTO, 3, 3)


def test_a_killed_process_costs_a_lease_not_the_work(accoda, suona):
    lavoro = accoda(tipo=TipoLavoro.IMPORTAZIONE, parametri={"passi": 2, "muori": True}, adesso=timezone.now())
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: Lavoro.objects.filter(pk=lavoro.pk, fatti=1), secondi=20)
    Lavoro.objects.update(scadenza_presa=timezone.now() - timedelta(seconds=1), suonato_il=None)
    suona(riprendi_lavori)
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: concluso(lavoro), secondi=20)
    assert (lavoro.stato, lavoro.tentativi) == (StatoLavoro.PRONTO, 2)
