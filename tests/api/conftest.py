"""A body with a published year and its documents, another body, a key of each kind: made once for each file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as impostazioni
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from pianoperf.organizzazione.permissions import oggi
from rendicontazione.api.services import crea_chiave
from rendicontazione.enums import AmbitoChiave
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.api.chiamate import Programma
from tests.pubblica.conftest import fai_i_documenti
from tests.relazioni.archivio_finto import senza_comporre
from tests.rendicontazione.chiusure import pubblicata
from tests.scenari import ADESSO, Cast


@dataclass(frozen=True)
class Mondo:
    """`anno` is 2023, published, its documents made; the keys are of `cast.ente`, but for `altrui`."""

    cast: Cast
    anno: int
    sito: str
    interno: str
    altrui: str


@pytest.fixture(scope="module")
def mondo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mondo]:
    with ExitStack() as insieme:
        insieme.enter_context(django_db_blocker.unblock())
        insieme.enter_context(override_settings(STORAGES=_deposito(tmp_path_factory)))
        senza_comporre(insieme.enter_context(pytest.MonkeyPatch.context()))
        insieme.enter_context(transaction.atomic())
        cast = scenari.crea_cast()
        anno = pubblicata(cast)
        fai_i_documenti()
        interno = segreto(cast, AmbitoChiave.INTERNO, "Cruscotto")
        altrui = segreto(cast, AmbitoChiave.INTERNO, altrui=True)
        yield Mondo(cast, anno.pk, segreto(cast), interno, altrui)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def senza_limite(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted in the memory of the test, from nothing: the real count is of all the processes."""
    monkeypatch.setattr("rendicontazione.api.accesso.caches", {"richieste": caches["default"]})
    caches["default"].clear()


@pytest.fixture
def cast(mondo: Mondo, db: None) -> Cast:
    return mondo.cast


@pytest.fixture
def anno(mondo: Mondo, db: None) -> Rendicontazione:
    return Rendicontazione.objects.select_related("piano__ente", "profilo").get(pk=mondo.anno)


@pytest.fixture
def sito(mondo: Mondo, db: None) -> Programma:
    """With a key for the public."""
    return Programma(mondo.sito)


@pytest.fixture
def interno(mondo: Mondo, db: None) -> Programma:
    """With a key for the inside."""
    return Programma(mondo.interno)


@pytest.fixture
def altrui(mondo: Mondo, db: None) -> Programma:
    """Of the other body."""
    return Programma(mondo.altrui)


@pytest.fixture
def senza_chiudere() -> Iterator[None]:
    """A WSGI request closes the connections it finds: the one of the test stays open, as in Django's own client."""
    segnali = (request_started, request_finished)
    for segnale in segnali:
        segnale.disconnect(close_old_connections)
    yield
    for segnale in segnali:
        segnale.connect(close_old_connections)


def segreto(cast: Cast, ambito: str = AmbitoChiave.PUBBLICO, nome: str = "Sito", altrui: bool = False) -> str:
    return crea_chiave(
        ente=cast.altro_ente if altrui else cast.ente,
        nome=nome,
        ambito=ambito,
        scade_il=oggi() + timedelta(days=30),
        utente=cast.estraneo if altrui else cast.amministratrice,
        adesso=ADESSO,
    )[1]


def _deposito(cartelle: pytest.TempPathFactory) -> dict[str, Any]:
    opzioni = {"location": cartelle.mktemp("archivio"), "file_permissions_mode": 0o640}
    deposito = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": opzioni}
    return {**impostazioni.STORAGES, "default": deposito}
