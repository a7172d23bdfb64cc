"""One body for all the addresses: made once, and every test takes back what it wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, Utente
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.permessi.scena import Scena
from tests.permessi.sessioni import tutti_entrati
from tests.scenari import Cast


@pytest.fixture(scope="module")
def ente_in_corso(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, Rendicontazione]]:
    """The cast and its open year; `estraneo` holds every role of the other body, `scaduto` an ended one of this."""
    with ExitStack() as insieme:
        insieme.enter_context(django_db_blocker.unblock())
        insieme.enter_context(override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")))
        insieme.enter_context(transaction.atomic())
        cast = scenari.crea_cast()
        anno = scenari.anno_aperto(cast)
        anno.finestra_al = timezone.now() + timedelta(days=30)
        anno.save(update_fields=["finestra_al"])
        _con_tutti_i_ruoli(cast)
        _scaduto(cast)
        insieme.enter_context(tutti_entrati())
        yield cast, anno
        transaction.set_rollback(True)


@pytest.fixture
def scena(ente_in_corso: tuple[Cast, Rendicontazione], db: None) -> Scena:
    cast, anno = ente_in_corso
    return Scena(cast, Rendicontazione.objects.select_related("piano__ente", "profilo").get(pk=anno.pk))


def _con_tutti_i_ruoli(cast: Cast) -> None:
    """No role of his stops the stranger: only that the body, or the thing, is not his."""
    for ruolo in set(Ruolo) - {Ruolo.AMMINISTRATORE}:
        Incarico.objects.create(utente=cast.estraneo, ente=cast.altro_ente, ruolo=ruolo, dal=timezone.localdate())


def _scaduto(cast: Cast) -> None:
    scaduto = Utente.objects.create(username="ugo", first_name="Ugo", last_name="Uscito")
    ieri = timezone.localdate() - timedelta(days=1)
    dal = ieri - timedelta(days=99)
    Incarico.objects.create(utente=scaduto, ente=cast.ente, ruolo=Ruolo.AMMINISTRATORE, dal=dal, al=ieri)
