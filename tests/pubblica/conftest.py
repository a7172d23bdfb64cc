"""A body with a published year, its PDFs ready, and beside it everything that must not be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pianoperf.lavori.esecuzione import esegui
from rendicontazione.models import Documento, Rendicontazione
from tests import scenari
from tests.relazioni.archivio_finto import in_una_cartella, senza_comporre
from tests.rendicontazione.chiusure import pubblicata
from tests.scenari import Cast


@pytest.fixture
def cast(db: None, pdf_da_soli: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    in_una_cartella(settings, tmp_path)
    senza_comporre(monkeypatch)
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    """Published, its documents asked for and made."""
    uscito = pubblicata(cast)
    fai_i_documenti()
    return uscito


@pytest.fixture
def chiunque() -> Client:
    return Client()


def fai_i_documenti() -> None:
    for lavoro in Documento.objects.filter(pronto_il__isnull=True).values_list("lavoro_id", flat=True):
        esegui(lavoro)
