"""A real worker on a real Redis: a job is done, and one whose process or worker is killed is done all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.utils import timezone

from pianoperf.ambiente import indirizzo_broker
from pianoperf.celery import app
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda as accoda_davvero
from pianoperf.lavori.services import annulla
from pianoperf.lavori.tasks import esegui_lavoro, riprendi_lavori
from rendicontazione.documenti.archivio import impronta, letto
from rendicontazione.models import Documento
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from tests import scenari
from tests.processi import ambiente_di_prova, attendi, processo
from tests.relazioni.archivio_finto import chiesto

pytestmark = pytest.mark.django_db(transaction=True)

# A queue of its own: the worker of the journeys must not hear these doorbells.
REDIS = settings.REDIS_URL.split("?")[0] + "?db=15"


@contextmanager
def operaio(registro: Path, coda: str) -> Iterator[psutil.Process]:
    """A worker with the executors of cantiere.py, alone on its queue."""
    comando = ["-m", "celery", "-A", "pianoperf", "worker", "-c", "1", "-n", f"{coda}@prova", "-Q", coda]
    comando += ["--include", "tests.lavori.cantiere", "-l", "INFO"]
    with processo(comando, ambiente_di_prova(REDIS_URL=REDIS), registro) as figlio:
        assert attendi(lambda: " ready." in registro.read_text(), secondi=60), registro.read_text()
        yield psutil.Process(figlio.pid)


def suona(compito, *args, coda="cantiere"):
    with app.connection_for_write(indirizzo_broker(REDIS)) as connessione:
        compito.apply_async(args=args, connection=connessione, queue=coda)


@pytest.fixture(scope="module")
def cantiere(django_db_setup, tmp_path_factory):
    """One worker for the tests that do not hurt it."""
    with operaio(tmp_path_factory.mktemp("celery") / "celery.log", "cantiere"):
        yield


@pytest.fixture
def cast(transactional_db, campanello):
    return scenari.crea_cast()


def documento(cast, **parametri):
    """A document that somebody asked for, with what the executor of the tests is told."""
    trovato = chiesto(cast, scenari.piano_approvato(cast))
    trovato.lavoro.parametri |= parametri
    trovato.lavoro.save(update_fields=["parametri"])
    return trovato


def concluso(lavoro: Lavoro) -> bool:
    lavoro.refresh_from_db()
    return lavoro.concluso


def a_meta(lavoro: Lavoro) -> bool:
    return Lavoro.objects.filter(pk=lavoro.pk, stato=StatoLavoro.IN_CORSO, fatti__gte=1).exists()


def scaduta_la_presa() -> None:
    Lavoro.objects.update(scadenza_presa=timezone.now() - timedelta(seconds=1), suonato_il=None)


def test_the_worker_of_the_journeys_hears_what_a_commit_announces(ente, celery_vero):
    for tipo in (TipoLavoro.DOCUMENTO, TipoLavoro.IMPORTAZIONE, TipoLavoro.PROMEMORIA):
        accoda_davvero(ente=ente, tipo=tipo, parametri={}, chiave="a", utente=None, adesso=timezone.now())
    assert attendi(lambda: Lavoro.objects.filter(tentativi__gte=1).count() == 3, secondi=20)


def test_a_real_worker_carries_out_a_job(accoda, cantiere):
    lavoro = accoda(tipo=TipoLavoro.IMPORTAZIONE, parametri={"passi": 3}, adesso=timezone.now())
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: concluso(lavoro), secondi=20)
    assert (lavoro.stato, lavoro.fatti, lavoro.totale) == (StatoLavoro.PRONTO, 3, 3)


def test_a_killed_process_costs_a_lease_not_the_work(accoda, cantiere):
    lavoro = accoda(tipo=TipoLavoro.IMPORTAZIONE, parametri={"passi": 2, "muori": True}, adesso=timezone.now())
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: Lavoro.objects.filter(pk=lavoro.pk, fatti=1), secondi=20)
    scaduta_la_presa()
    suona(riprendi_lavori)
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: concluso(lavoro), secondi=20)
    assert (lavoro.stato, lavoro.tentativi) == (StatoLavoro.PRONTO, 2)


def test_a_worker_killed_in_the_middle_of_a_document_and_another_give_the_file_once(cast, cantiere, tmp_path):
    lavoro = documento(cast, fermati=1).lavoro
    with operaio(tmp_path / "celery.log", "morituro") as capo:
        suona(esegui_lavoro, str(lavoro.pk), coda="morituro")
        assert attendi(lambda: a_meta(lavoro), secondi=60)
        for processo_del_capo in (capo, *capo.children(recursive=True)):
            processo_del_capo.kill()
    assert not Documento.objects.get().file
    scaduta_la_presa()
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: concluso(lavoro), secondi=60), lavoro.stato
    fatto = Documento.objects.get()
    assert (lavoro.stato, lavoro.tentativi) == (StatoLavoro.PRONTO, 2)
    senza_fermate = impronta(produci(vista_di(fatto.piano, "piano"), "piano"))
    assert impronta(letto(fatto.file.name)) == fatto.sha256 == senza_fermate


def test_a_document_cancelled_while_it_is_made_stops_and_leaves_no_file(cast, cantiere):
    lavoro = documento(cast, fermati=1).lavoro
    suona(esegui_lavoro, str(lavoro.pk))
    assert attendi(lambda: a_meta(lavoro), secondi=60)
    annulla(lavoro=lavoro, utente=cast.organo, adesso=timezone.now())
    # The worker is free again: it takes what comes after.
    dopo = chiesto(cast, Documento.objects.get().piano).lavoro
    suona(esegui_lavoro, str(dopo.pk))
    assert attendi(lambda: concluso(dopo), secondi=60)
    assert (concluso(lavoro), lavoro.stato) == (True, StatoLavoro.ANNULLATO)
    assert list(Documento.objects.exclude(file="").values_list("lavoro_id", flat=True)) == [dopo.pk]


def test_a_poison_document_fails_after_three_attempts_with_the_reason(cast, cantiere):
    lavoro = documento(cast, avvelenato=True).lavoro
    for volte in (1, 2, 3):
        suona(esegui_lavoro, str(lavoro.pk))
        assert attendi(
            lambda v=volte: Lavoro.objects.filter(pk=lavoro.pk, tentativi=v, gettone=None) or concluso(lavoro)
        )
    assert attendi(lambda: concluso(lavoro), secondi=20)
    assert (lavoro.stato, lavoro.tentativi) == (StatoLavoro.FALLITO, 3)
    assert "dopo 3 tentativi" in lavoro.errore
    assert "ZeroDivisionError" in lavoro.errore
