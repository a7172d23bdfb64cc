"""A backup of an archive kept in a bucket, put back into an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from moto import mock_aws

from pianoperf.archiviazione import archivio
from pianoperf.custodia.copie.deposito import deposita
from pianoperf.custodia.copie.lettura import esamina
from pianoperf.custodia.copie.pacco import ARCHIVIO, membri
from pianoperf.custodia.copie.rifiuti import RipristinoNegato
from rendicontazione.models import Evidenza
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari

BUCKET = "copie-ente"
DATI = b"%PDF-1.7 nel bucket"


@pytest.fixture
def bucket(settings, monkeypatch, tmp_path: Path) -> Iterator[None]:
    for nome in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(nome, "prova")
    with mock_aws():
        servizio = boto3.client("s3", region_name="eu-south-1")
        servizio.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-south-1"})
        scelto = archivio(f"s3://{BUCKET}/pianoperf?regione=eu-south-1", tmp_path)
        settings.STORAGES = {**settings.STORAGES, "default": scelto}
        yield


@pytest.mark.django_db(transaction=True)
def test_un_bucket_va_nella_copia_e_torna(bucket: None, tmp_path: Path, capsys) -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    caricato, risultato = SimpleUploadedFile("prova.pdf", DATI), scenari.risultato_di("1.1")
    allega_evidenza(risultato=risultato, caricato=caricato, utente=cast.direttore, adesso=scenari.ADESSO)
    copia = tmp_path / "prova.copia"
    call_command("copia", uscita=copia)

    nome = Evidenza.objects.get().file.name
    default_storage.delete(nome)
    voce = esamina(copia, None).voci[f"{ARCHIVIO}{nome}"]
    with membri(copia, None) as voci:
        for trovato, contenuto in voci:
            if trovato == voce.nome:
                deposita(nome, contenuto, byte=voce.byte, sha256=voce.sha256)

    with default_storage.open(nome) as aperto:
        assert aperto.read() == DATI


def test_un_file_che_non_e_quello_del_manifesto_non_resta(bucket: None) -> None:
    with pytest.raises(RipristinoNegato):
        deposita("evidenze/a.pdf", BytesIO(b"altro"), byte=5, sha256="0" * 64)
    assert not default_storage.exists("evidenze/a.pdf")
