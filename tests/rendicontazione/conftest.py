"""The cast, a year whose window is open today, and a way in for a person of the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.scenari import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast, settings: LazySettings, tmp_path: Path) -> Rendicontazione:
    """Open at the moment of the scenarios and still open now, as the views have the real clock."""
    settings.MEDIA_ROOT = tmp_path
    rendicontazione = scenari.anno_aperto(cast)
    rendicontazione.finestra_al = timezone.now() + timedelta(days=30)
    rendicontazione.save(update_fields=["finestra_al"])
    return rendicontazione


@pytest.fixture
def entra(cast: Cast, anno: Rendicontazione) -> Callable[[str], Client]:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso
