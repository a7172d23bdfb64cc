"""What an executor does, and what the person who asked reads when it does not succeed."""

from __future__ import annotations

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from pianoperf.lavori import esecuzione, registro
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto


@pytest.fixture
def lavoro(accoda):
    return accoda(adesso=timezone.now())


def esegui(lavoro: Lavoro) -> Lavoro:
    esecuzione.esegui(lavoro.pk)
    lavoro.refresh_from_db()
    return lavoro


def test_the_result_is_written_with_the_state(lavoro, esecutore):
    def fai(lavoro, avanzamento):
        avanzamento.segna(3, 17, "scheda")
        avanzamento.concludi(lambda: Ente.objects.create(codice="esito", nome="Esito", nome_breve="Esito"))

    esecutore(fai)
    assert esegui(lavoro).stato == StatoLavoro.PRONTO
    assert (lavoro.fase, lavoro.fatti, lavoro.totale) == ("scheda", 3, 17)
    assert Ente.objects.filter(codice="esito").exists()


def test_an_executor_that_only_returns_has_finished(lavoro, esecutore):
    esecutore(lambda lavoro, avanzamento: None)
    assert esegui(lavoro).stato == StatoLavoro.PRONTO


def test_a_finished_job_is_not_carried_out_again(lavoro, esecutore):
    volte = []
    esecutore(lambda lavoro, avanzamento: volte.append(1))
    esegui(lavoro)
    esegui(lavoro)
    assert volte == [1]


def test_a_refusal_fails_at_once_with_its_sentence(lavoro, esecutore):
    def rifiuta(lavoro, avanzamento):
        raise Rifiuto("Il piano non ha schede.")

    esecutore(rifiuta)
    assert (esegui(lavoro).stato, lavoro.errore, lavoro.tentativi) == (
        StatoLavoro.FALLITO,
        "Il piano non ha schede.",
        1,
    )


def test_an_unexpected_error_is_tried_three_times_and_then_named(lavoro, esecutore, campanello):
    def rompi(lavoro, avanzamento):
        raise ZeroDivisionError

    esecutore(rompi)
    assert [esegui(lavoro).stato for _ in range(3)] == [StatoLavoro.IN_CODA, StatoLavoro.IN_CODA, StatoLavoro.FALLITO]
    assert "dopo 3 tentativi" in lavoro.errore
    assert "ZeroDivisionError" in lavoro.errore
    assert campanello == [str(lavoro.pk)] * 2


def test_a_job_that_takes_too_long_says_so(lavoro, esecutore):
    def dura(lavoro, avanzamento):
        raise SoftTimeLimitExceeded

    esecutore(dura)
    assert esegui(lavoro).stato == StatoLavoro.FALLITO
    assert "tempo massimo" in lavoro.errore


def test_an_unknown_kind_fails_with_a_sentence(lavoro, monkeypatch):
    monkeypatch.delitem(registro._esecutori, TipoLavoro.DOCUMENTO, raising=False)
    assert "non sa eseguire" in esegui(lavoro).errore


def test_a_lost_lease_leaves_the_new_worker_alone(lavoro, esecutore):
    def perdi(lavoro, avanzamento):
        Lavoro.objects.update(gettone="00000000-0000-0000-0000-000000000001")
        avanzamento.segna(1, 2)

    esecutore(perdi)
    assert esegui(lavoro).stato == StatoLavoro.IN_CORSO


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_executor_is_busy(lavoro, esecutore, monkeypatch):
    import time

    monkeypatch.setattr(esecuzione, "BATTITO", 0.05)
    prese = []

    def lavora(lavoro, avanzamento):
        for _ in range(2):
            prese.append(Lavoro.objects.get().scadenza_presa)
            time.sleep(0.3)

    esecutore(lavora)
    esegui(lavoro)
    assert prese[1] > prese[0]
