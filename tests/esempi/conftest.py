"""The five plans and the demo years, loaded once per module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def esempi(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("carica_esempi", verbosity=0)
        yield
        transaction.set_rollback(True)
