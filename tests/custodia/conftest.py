"""A body with results and a proof in its archive, committed, and its installation in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rendicontazione.documenti.archivio import conserva
from rendicontazione.services.evidenze import allega_evidenza
from rendicontazione.sigillo.services import sigilla
from tests import scenari
from tests.custodia.banche_dati import Impianto, impianto

PROVA = b"una prova, con qualche byte \x00\xff"


@pytest.fixture
def archivio(settings, tmp_path: Path) -> Path:
    cartella = tmp_path / "origine" / "archivio"
    settings.MEDIA_ROOT = cartella
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": cartella}},
    }
    return cartella


@pytest.fixture
def lavoro_svolto(archivio: Path) -> scenari.Cast:
    """An open year with two results and a proof, sealed."""
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")
    scenari.bozza(cast, "1.3", "82%")
    allega_evidenza(
        risultato=scenari.risultato_di("1.1"),
        caricato=SimpleUploadedFile("prova.pdf", b"%PDF-1.7 " + PROVA),
        utente=cast.direttore,
        adesso=scenari.ADESSO,
    )
    conserva(b"un file che nessuna riga nomina")
    sigilla(adesso=scenari.ADESSO, assestamento=timedelta(0))
    return cast


@pytest.fixture
def installazione(transactional_db: None, lavoro_svolto: scenari.Cast, archivio: Path) -> Iterator[Impianto]:
    """What the test committed, in a database and a folder that may be destroyed."""
    with impianto(archivio.parent, "pianoperf_custodia", come_la_prova=True) as fatto:
        yield fatto


@pytest.fixture
def macchina_vuota(tmp_path: Path) -> Iterator[Impianto]:
    """Another machine: an empty database and an empty folder."""
    cartella = tmp_path / "altra"
    with impianto(cartella, "pianoperf_vuota", come_la_prova=False) as fatto:
        yield fatto
    shutil.rmtree(cartella, ignore_errors=True)
