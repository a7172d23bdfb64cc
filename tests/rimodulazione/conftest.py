"""The cast, and ways in for its people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests import scenari
from tests.scenari import Cast


@pytest.fixture
def cast(db: None, settings: LazySettings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return scenari.crea_cast()


@pytest.fixture
def entra(cast: Cast) -> Callable[[str], Client]:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso
