"""Files kept where no path leads: proofs, their archive, imported workbooks and documents work all the same."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.files.base import File
from django.core.files.storage import InMemoryStorage, Storage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.enums import StatoImportazione
from indicatori.importazione.services import carica_foglio, conferma_importazione
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Evidenza, Rendicontazione
from rendicontazione.prove.tolte import togli_i_file
from tests import scenari
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 una prova"
ANNO = {"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023}


class SenzaPercorsi(Storage):
    """As a bucket: no file has a place on the disk, and `path` is what Django's base makes of it, an error."""

    def __init__(self) -> None:
        self.memoria = InMemoryStorage()

    def _open(self, name: str, mode: str = "rb") -> File:
        return self.memoria.open(name, mode)

    def _save(self, name: str, content: File) -> str:
        return self.memoria.save(name, content)

    def delete(self, name: str) -> None:
        self.memoria.delete(name)

    def exists(self, name: str) -> bool:
        return self.memoria.exists(name)

    def size(self, name: str) -> int:
        return self.memoria.size(name)


@pytest.fixture(autouse=True)
def _senza_disco(settings: LazySettings) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.SenzaPercorsi"}}


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    aperto = scenari.anno_aperto(cast)
    aperto.finestra_al = timezone.now() + timedelta(days=30)
    aperto.save(update_fields=["finestra_al"])
    return aperto


@pytest.fixture
def direttore(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.direttore, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_un_evidenza_si_carica_si_scarica_entra_nello_zip_e_si_toglie(direttore: Client, anno: Rendicontazione) -> None:
    modulo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    direttore.post(modulo, {"versione": 0, "parte_0": "85", "file": SimpleUploadedFile("verbale.pdf", PDF)})
    evidenza = Evidenza.objects.get()
    with pytest.raises(NotImplementedError):
        default_storage.path(evidenza.file.name)
    scaricata = direttore.get(reverse("evidenza", kwargs={"ente": "ente-prova", "evidenza": evidenza.pk}))
    assert b"".join(scaricata.streaming_content) == PDF
    flusso = direttore.get(reverse("evidenze_zip", kwargs=ANNO)).streaming_content
    assert zipfile.ZipFile(io.BytesIO(b"".join(flusso))).read("1/1.3/verbale.pdf") == PDF
    nome = evidenza.file.name
    direttore.post(modulo, {"versione": 1, "togli": evidenza.pk})
    assert default_storage.exists(nome)
    togli_i_file(adesso=timezone.now() + timedelta(days=2))
    assert not default_storage.exists(nome)


def test_un_documento_si_prepara_si_scarica_e_ha_la_sua_impronta(
    direttore: Client, cast: Cast, anno: Rendicontazione
) -> None:
    documento = chiedi_documento(
        piano=anno.piano, tipo=TipoDocumento.PIANO, anno=None, utente=cast.direttore, adesso=ADESSO
    )
    esegui(documento.lavoro_id)
    documento.refresh_from_db()
    scaricato = direttore.get(reverse("documento_scarica", kwargs={"ente": "ente-prova", "documento": documento.pk}))
    assert hashlib.sha256(b"".join(scaricato.streaming_content)).hexdigest() == documento.sha256


def test_un_foglio_si_esamina_e_si_importa(cast: Cast) -> None:
    importazione = carica_foglio(
        ente=cast.ente,
        nome_file="piano.xlsx",
        contenuto=foglio(piano_piccolo(ente="ente-prova")),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    assert importazione.stato == StatoImportazione.ANTEPRIMA, importazione.anteprima
    conferma_importazione(importazione=importazione, utente=cast.amministratrice, adesso=ADESSO)
    assert Piano.objects.get().codice == "prova-2023-2025"
