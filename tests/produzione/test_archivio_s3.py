"""Files kept in a bucket: an evidence goes there and comes back, and nothing of it stays on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from moto import mock_aws

from pianoperf.archiviazione import archivio
from rendicontazione.documenti.archivio import conserva, letto
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari
from tests.schermo.conftest import entra

BUCKET = "prove-ente"


@pytest.fixture
def bucket(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    """An S3 of the library moto, empty, where Django keeps its files."""
    for nome in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(nome, "prova")
    with mock_aws():
        servizio = boto3.client("s3", region_name="eu-south-1")
        servizio.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-south-1"})
        settings.MEDIA_ROOT = tmp_path
        scelto = archivio(f"s3://{BUCKET}/pianoperf?regione=eu-south-1", tmp_path)
        settings.STORAGES = {**settings.STORAGES, "default": scelto}
        yield servizio


def _nomi(servizio: object) -> list[str]:
    return [voce["Key"] for voce in servizio.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_un_documento_va_nel_bucket_e_torna_uguale(bucket: object) -> None:
    conservato = conserva(b"%PDF-1.7 prova")
    assert letto(conservato.nome) == b"%PDF-1.7 prova"
    assert _nomi(bucket) == [f"pianoperf/{conservato.nome}"]
    assert conserva(b"%PDF-1.7 prova") == conservato


def test_due_file_con_lo_stesso_nome_restano_due(bucket: object) -> None:
    primo = default_storage.save("evidenze/a.txt", ContentFile(b"uno"))
    secondo = default_storage.save("evidenze/a.txt", ContentFile(b"due"))
    assert primo != secondo
    assert len(_nomi(bucket)) == 2


@pytest.mark.django_db
def test_un_evidenza_si_carica_e_si_scarica(bucket: object, client: Client, tmp_path: Path) -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    evidenza = allega_evidenza(
        risultato=scenari.risultato_di("1.1"),
        caricato=SimpleUploadedFile("prova.txt", b"una prova"),
        utente=cast.direttore,
        adesso=scenari.ADESSO,
    )
    entra(client, cast.nucleo)
    risposta = client.get(reverse("evidenza", kwargs={"ente": cast.ente.codice, "evidenza": evidenza.pk}))
    assert b"".join(risposta.streaming_content) == b"una prova"
    assert len(_nomi(bucket)) == 1
    assert not any(voce.is_file() for voce in tmp_path.rglob("*"))
