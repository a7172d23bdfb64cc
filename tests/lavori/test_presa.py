"""Claims, leases and tokens: who may carry out a job, and whose result counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import Avanzamento, PresaPerdutaError, prendi
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import riprendi
from tests.lavori.conftest import ADESSO

SCADUTA = ADESSO + timedelta(seconds=61)


def test_a_queued_job_is_taken_for_a_minute(accoda):
    lavoro = prendi(accoda().pk, adesso=ADESSO)
    assert (lavoro.stato, lavoro.tentativi) == (StatoLavoro.IN_CORSO, 1)
    assert lavoro.scadenza_presa == ADESSO + timedelta(seconds=60)


def test_a_job_in_progress_is_not_taken_twice(accoda):
    lavoro = accoda()
    assert prendi(lavoro.pk, adesso=ADESSO)
    assert prendi(lavoro.pk, adesso=ADESSO + timedelta(seconds=59)) is None


def test_an_expired_lease_is_taken_with_a_new_token(accoda):
    lavoro = accoda()
    primo = prendi(lavoro.pk, adesso=ADESSO)
    secondo = prendi(lavoro.pk, adesso=SCADUTA)
    assert secondo.gettone != primo.gettone
    assert secondo.tentativi == 2


def test_a_job_interrupted_three_times_fails_with_the_reason(accoda):
    lavoro = accoda()
    momento = ADESSO
    for _ in range(3):
        assert prendi(lavoro.pk, adesso=momento)
        momento += timedelta(seconds=61)
    assert prendi(lavoro.pk, adesso=momento) is None
    lavoro.refresh_from_db()
    assert lavoro.stato == StatoLavoro.FALLITO
    assert "interrotto 3 volte" in lavoro.errore


def in_un_altro_processo(lavoro: Lavoro) -> Lavoro | None:
    """`prendi` on a connection of its own."""

    def fai() -> Lavoro | None:
        try:
            return prendi(lavoro.pk, adesso=ADESSO)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as filo:
        return filo.submit(fai).result(timeout=5)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_both_take_it_nor_wait(accoda):
    lavoro = accoda()
    with transaction.atomic():
        assert prendi(lavoro.pk, adesso=ADESSO)
        assert in_un_altro_processo(lavoro) is None
    assert in_un_altro_processo(lavoro) is None


def test_who_lost_the_lease_cannot_publish(accoda):
    lavoro = accoda()
    lento = Avanzamento(prendi(lavoro.pk, adesso=ADESSO))
    svelto = Avanzamento(prendi(lavoro.pk, adesso=SCADUTA))
    scritti = []
    with pytest.raises(PresaPerdutaError):
        lento.concludi(lambda: scritti.append("lento"))
    svelto.concludi(lambda: scritti.append("svelto"))
    assert scritti == ["svelto"]
    assert Lavoro.objects.get().stato == StatoLavoro.PRONTO


def test_who_lost_the_lease_is_told_at_the_next_step_and_beat(accoda):
    lavoro = accoda()
    lento = Avanzamento(prendi(lavoro.pk, adesso=ADESSO))
    prendi(lavoro.pk, adesso=SCADUTA)
    assert lento.batti() is False
    with pytest.raises(PresaPerdutaError):
        lento.segna(1, 2, "scheda")


def test_a_beat_renews_the_lease(accoda):
    lavoro = prendi(accoda().pk, adesso=ADESSO)
    assert Avanzamento(lavoro).batti()
    lavoro.refresh_from_db()
    assert lavoro.scadenza_presa > ADESSO + timedelta(seconds=60)


def test_a_result_that_cannot_be_written_leaves_the_job_unfinished(accoda):
    avanzamento = Avanzamento(prendi(accoda().pk, adesso=ADESSO))

    def rotto():
        raise ValueError

    with pytest.raises(ValueError):
        avanzamento.concludi(rotto)
    assert Lavoro.objects.get().stato == StatoLavoro.IN_CORSO


def test_the_sweep_announces_what_nobody_heard(accoda, campanello):
    lavoro = accoda()
    assert riprendi(adesso=ADESSO + timedelta(seconds=29)) == 0
    assert riprendi(adesso=ADESSO + timedelta(seconds=31)) == 1
    assert riprendi(adesso=ADESSO + timedelta(seconds=32)) == 0
    assert campanello == [str(lavoro.pk)]


def test_the_sweep_announces_an_expired_lease(accoda, campanello):
    lavoro = accoda()
    prendi(lavoro.pk, adesso=ADESSO)
    assert riprendi(adesso=ADESSO + timedelta(seconds=59)) == 0
    assert riprendi(adesso=SCADUTA) == 1


def test_the_sweep_fails_what_was_interrupted_too_often(accoda, campanello):
    lavoro = accoda()
    prendi(lavoro.pk, adesso=ADESSO)
    Lavoro.objects.update(tentativi=3)
    assert riprendi(adesso=SCADUTA) == 0
    lavoro.refresh_from_db()
    assert (lavoro.stato, campanello) == (StatoLavoro.FALLITO, [])
    assert "interrotto 3 volte" in lavoro.errore
