"""The cast, and a way in for a person of the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import scenari
from tests.scenari import Cast

Entra = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def entra(cast: Cast) -> Entra:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso
