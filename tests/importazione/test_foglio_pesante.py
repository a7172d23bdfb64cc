"""PRP (field.md): an upload above what Django keeps in memory failed, and its name chose where it was written."""

from __future__ import annotations

import io
import random
import zipfile

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indicatori.models import Importazione
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Utente
from tests.importazione.fogli_di_prova import foglio
from tests.importazione.test_servizi import archivio

__all__ = ["archivio"]
NOVE_MEGABYTE = 9 * 2**20


def _con_una_fotografia(contenuto: bytes) -> bytes:
    libro = io.BytesIO(contenuto)
    with zipfile.ZipFile(libro, "a") as zip_:
        zip_.writestr("xl/media/foto.jpeg", random.Random(1).randbytes(NOVE_MEGABYTE))
    return libro.getvalue()


def test_un_foglio_di_nove_megabyte_si_importa_dal_suo_contenuto(client: Client, amministratrice: Utente) -> None:
    pesante = _con_una_fotografia(foglio())
    assert len(pesante) > NOVE_MEGABYTE > 2 * settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    client.force_login(amministratrice)
    client.post("/asc-insieme/importazioni/", {"foglio": SimpleUploadedFile("../../tmp/piano.xlsx", pesante)})
    importazione = Importazione.objects.get()
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    assert (importazione.nome_file, importazione.errore) == ("piano.xlsx", "")
    assert ".." not in importazione.file.name
    assert "Sportello aperto" in client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
