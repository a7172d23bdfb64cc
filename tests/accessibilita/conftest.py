"""A browser that asks the test client: pages as each role, in the test's own transaction, with no server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests.accessibilita.vetrina import FORESTIERE
from tests.percorsi.conftest import browser
from tests.permessi.conftest import ente_in_corso, scena

__all__ = ["browser", "connessioni", "ente_in_corso", "pagina", "scena"]


@pytest.fixture(scope="module", autouse=True)
def connessioni(browser: Browser, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """While the browser's loop runs, a thread has connections of its own: nobody else closes them."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="module")
def pagina(browser: Browser) -> Iterator[Page]:
    """One window for all the pages, none of which may ask anything of another host."""
    with browser.new_page() as aperta:
        yield aperta
    assert FORESTIERE == []
