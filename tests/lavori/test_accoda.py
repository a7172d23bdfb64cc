"""Asking for a job: one row for equal requests, workers called only after the commit, and never for long."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from pianoperf.lavori import services
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.web.rifiuti import AzioneNegata
from tests.lavori.conftest import ADESSO


def fallito(lavoro: Lavoro) -> Lavoro:
    lavoro.stato, lavoro.errore, lavoro.finito_il, lavoro.tentativi = StatoLavoro.FALLITO, "Guasto.", ADESSO, 3
    lavoro.save()
    return lavoro


def test_an_equal_request_joins_the_unfinished_job(accoda):
    assert accoda("a").pk == accoda("a").pk


def test_an_equal_request_joins_the_finished_job(accoda):
    primo = accoda("a")
    Lavoro.objects.filter(pk=primo.pk).update(stato=StatoLavoro.PRONTO, finito_il=ADESSO)
    assert accoda("a").pk == primo.pk


def test_a_failed_job_is_not_joined(accoda):
    primo = fallito(accoda("a"))
    assert accoda("a").pk != primo.pk


@pytest.mark.parametrize("diverso", [{"chiave": "b"}, {"tipo": TipoLavoro.IMPORTAZIONE}])
def test_another_key_or_kind_is_another_job(accoda, diverso):
    assert accoda("a").pk != accoda(**{"chiave": "a", **diverso}).pk


def test_the_key_does_not_depend_on_the_order_of_the_fields():
    assert services.chiave_di({"a": 1, "b": ADESSO}) == services.chiave_di({"b": ADESSO, "a": 1})
    assert services.chiave_di({"a": 1}) != services.chiave_di({"a": 2})


def test_workers_are_called_after_the_commit_and_once(accoda, campanello, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        lavoro = accoda("a")
        accoda("a")
        assert campanello == []
    assert campanello == [str(lavoro.pk)]


def test_a_rolled_back_request_leaves_nothing(accoda, campanello, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                accoda("a")
                raise ValueError
        except ValueError:
            pass
    assert (Lavoro.objects.count(), campanello) == (0, [])


def test_a_queue_that_never_answers_holds_nobody_up(monkeypatch):
    risposta, finito = threading.Event(), threading.Event()
    monkeypatch.setattr(services, "suona", lambda lavoro_id, tipo: (risposta.wait(20), finito.set()))
    services.suona_entro(None, 0.1, tipo=TipoLavoro.DOCUMENTO)
    assert not finito.is_set()
    risposta.set()


def test_a_queue_that_refuses_does_not_undo_the_request(accoda, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.undo()

    def rifiuta(*args, **kwargs):
        raise ConnectionError("coda spenta")

    monkeypatch.setattr("pianoperf.lavori.tasks.esegui_lavoro.apply_async", rifiuta)
    with django_capture_on_commit_callbacks(execute=True):
        lavoro = accoda("a")
    assert Lavoro.objects.get(pk=lavoro.pk).stato == StatoLavoro.IN_CODA


def test_trying_again_starts_from_the_first_attempt(accoda, campanello, django_capture_on_commit_callbacks):
    lavoro = fallito(accoda("a"))
    with django_capture_on_commit_callbacks(execute=True):
        services.riprova(lavoro=lavoro, adesso=ADESSO + timedelta(hours=1))
    assert (lavoro.stato, lavoro.tentativi, lavoro.errore, lavoro.finito_il) == (StatoLavoro.IN_CODA, 0, "", None)
    assert campanello == [str(lavoro.pk)]


def test_only_a_failed_job_is_tried_again(accoda):
    with pytest.raises(AzioneNegata, match="solo un lavoro non riuscito"):
        services.riprova(lavoro=accoda("a"), adesso=ADESSO)


def test_a_failed_job_asked_again_meanwhile_is_not_tried_again(accoda):
    primo = fallito(accoda("a"))
    accoda("a")
    with pytest.raises(AzioneNegata, match="già stata chiesta di nuovo"):
        services.riprova(lavoro=primo, adesso=ADESSO)
