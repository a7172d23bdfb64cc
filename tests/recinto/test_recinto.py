"""What the database shows and takes inside the fence, whatever the code forgets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from indicatori.models import Indicatore, Previsione
from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente
from pianoperf.organizzazione.recinto.stato import NIENTE, TUTTO, Vista, recinto, solo, tutto
from rendicontazione.models import Rendicontazione, Risultato

pytestmark = pytest.mark.django_db
MODELLI = (Piano, Scheda, Indicatore, Previsione, Rendicontazione, Risultato, Persona, Incarico)


def _quanti() -> dict[str, int]:
    return {modello.__name__: modello.objects.count() for modello in MODELLI}


def _chi() -> str:
    with connection.cursor() as cursore:
        cursore.execute("SELECT current_user")
        return str(cursore.fetchone()[0])


@contextmanager
def rifiutata() -> Iterator[None]:
    with pytest.raises(DatabaseError, match=r"row-level security|null value"), transaction.atomic():
        yield


def test_a_query_that_forgets_its_filter_sees_one_body(enti: tuple[Ente, Ente]) -> None:
    fuori = _quanti()
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        dentro = _quanti()
        assert {piano.ente_id for piano in Piano.objects.all()} == {enti[0].pk}
    assert all(0 < dentro[nome] < fuori[nome] for nome in fuori)
    assert dentro == {nome: quanti // 2 for nome, quanti in fuori.items()}
    assert _quanti() == fuori


def test_so_does_raw_sql(enti: tuple[Ente, Ente]) -> None:
    with recinto(vista=Vista(enti=(enti[1].pk,))), connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM rendicontazione_risultato")
        assert cursore.fetchone()[0] * 2 == 8
        cursore.execute("SELECT count(*) FROM rendicontazione_risultatoevent WHERE del_ente <> %s", [enti[1].pk])
        assert cursore.fetchone()[0] == 0


def test_without_a_body_nothing_is_seen(enti: tuple[Ente, Ente]) -> None:
    for vista in (NIENTE, None, Vista(enti=()), Vista(codice="nessuno")):
        with recinto(HttpRequest(), vista):
            assert set(_quanti().values()) == {0}


def test_a_user_without_a_body_chosen_sees_his_own(enti: tuple[Ente, Ente]) -> None:
    richiesta = HttpRequest()
    richiesta.user = Utente.objects.get(username="direttore.ente-1")
    with recinto(richiesta):
        assert list(Piano.objects.values_list("ente__codice", flat=True)) == ["ente-1"]
        solo(enti[1].pk)
        assert list(Piano.objects.values_list("ente__codice", flat=True)) == ["ente-1-1"]
        assert Incarico.objects.filter(utente=richiesta.user).count() == 1


def test_the_body_of_a_code(enti: tuple[Ente, Ente]) -> None:
    with recinto(vista=Vista(codice="ente-1-1")):
        assert {piano.ente_id for piano in Piano.objects.all()} == {enti[1].pk}


def test_what_is_of_another_body_is_not_written(enti: tuple[Ente, Ente]) -> None:
    mio, suo = (Scheda.objects.filter(piano__ente=ente).earliest("pk") for ente in enti)
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        assert Scheda.objects.filter(pk=suo.pk).update(titolo="Preso") == 0
        with transaction.atomic():
            assert Scheda.objects.filter(pk=mio.pk).update(titolo="Mio") == 1
        with rifiutata():
            Persona.objects.create(ente=enti[1], nome="Rita", cognome="Rossi")
        with rifiutata():
            Scheda.objects.create(piano_id=suo.piano_id, codice="99", titolo="Nel piano altrui", ordine=99)
        with rifiutata():
            Scheda.objects.filter(pk=mio.pk).update(piano_id=suo.piano_id, codice="98", ordine=98)
        with connection.cursor() as cursore:
            cursore.execute("DELETE FROM indicatori_responsabilita WHERE del_ente = %s", [enti[1].pk])
            assert cursore.rowcount == 0
    suo.refresh_from_db()
    assert suo.titolo not in ("Preso", "Mio")


def test_a_moment_of_everything_ends(enti: tuple[Ente, Ente]) -> None:
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        with tutto():
            assert Piano.objects.count() == 2
        assert Piano.objects.count() == 1
        with transaction.atomic(), tutto():
            assert Piano.objects.count() == 2
            transaction.set_rollback(True)
        assert Piano.objects.count() == 1


def test_a_rollback_does_not_open_the_fence(enti: tuple[Ente, Ente]) -> None:
    with recinto(vista=NIENTE) as dentro:
        assert dentro is not None
        assert Piano.objects.count() == 0
        with transaction.atomic():
            dentro.vista = Vista(enti=(enti[0].pk,))
            assert Piano.objects.count() == 1
            transaction.set_rollback(True)
        assert Piano.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursore:
            cursore.execute("SELECT 1 / 0")
        assert Piano.objects.count() == 1


def test_a_fence_inside_a_fence_gives_back_the_first(enti: tuple[Ente, Ente]) -> None:
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        assert Piano.objects.get().ente_id == enti[0].pk
        with recinto(vista=Vista(enti=(enti[1].pk,))):
            assert Piano.objects.get().ente_id == enti[1].pk
        assert Piano.objects.get().ente_id == enti[0].pk


def test_the_owner_is_back_afterwards(enti: tuple[Ente, Ente]) -> None:
    proprietario = _chi()
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        assert _chi() == "pianoperf_recinto" != proprietario
    assert _chi() == proprietario
    with recinto(vista=TUTTO):
        assert _chi() == proprietario


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_rollback_is_noticed(enti: tuple[Ente, Ente]) -> None:
    """Here what is said inside a transaction is really taken back when it fails."""
    with recinto(vista=Vista(enti=(enti[0].pk,))):
        with transaction.atomic():
            assert Piano.objects.count() == 1
            transaction.set_rollback(True)
        assert _chi() == "pianoperf_recinto"
        assert Piano.objects.count() == 1
        connection.close()
        assert Piano.objects.count() == 1
    assert Piano.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_threads_have_each_its_own(enti: tuple[Ente, Ente]) -> None:
    visti: dict[int, set[int]] = {}
    insieme = threading.Barrier(2)

    def guarda(ente: Ente) -> None:
        with recinto(vista=Vista(enti=(ente.pk,))):
            insieme.wait(20)
            visti[ente.pk] = {piano.ente_id for piano in Piano.objects.all()}
        connection.close()

    fili = [threading.Thread(target=guarda, args=[ente]) for ente in enti]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join(30)
    assert visti == {ente.pk: {ente.pk} for ente in enti}


def test_the_role_may_not_leave_the_rules_aside() -> None:
    with recinto(vista=NIENTE), connection.cursor() as cursore:
        for ordine in (
            "ALTER TABLE obiettivi_piano DISABLE ROW LEVEL SECURITY",
            "DROP POLICY recinto ON obiettivi_piano",
            "TRUNCATE obiettivi_piano CASCADE",
        ):
            with pytest.raises(DatabaseError) as rifiuto, transaction.atomic():
                cursore.execute(ordine)
            assert isinstance(rifiuto.value.__cause__, psycopg2.errors.InsufficientPrivilege)
        cursore.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursore.fetchone()[0] is False
