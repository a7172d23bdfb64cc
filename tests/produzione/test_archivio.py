"""Where the files are kept is said by the environment; what is missing is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from pianoperf import archiviazione
from pianoperf.archiviazione import archivio

CARTELLA = Path("/dati/archivio")


@pytest.fixture
def con_i_pacchetti(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiviazione, "find_spec", lambda nome: object())


def test_senza_indirizzo_i_file_stanno_in_una_cartella() -> None:
    opzioni = {"location": CARTELLA, "file_permissions_mode": 0o640}
    assert archivio("", CARTELLA) == {"BACKEND": archiviazione.DISCO, "OPTIONS": opzioni}


def test_un_indirizzo_s3_sceglie_bucket_prefisso_e_opzioni(con_i_pacchetti: None) -> None:
    scelto = archivio("s3://prove-ente/pianoperf/?endpoint=https://s3.ente.it&regione=eu-south-1", CARTELLA)
    assert scelto["BACKEND"] == archiviazione.S3
    assert scelto["OPTIONS"] == {
        "bucket_name": "prove-ente",
        "location": "pianoperf",
        "endpoint_url": "https://s3.ente.it",
        "region_name": "eu-south-1",
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
    }


def test_senza_i_pacchetti_il_servizio_non_parte_e_dice_quali(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiviazione, "find_spec", lambda nome: None)
    with pytest.raises(ImproperlyConfigured, match=r"installa django-storages\[s3\]"):
        archivio("s3://prove-ente", CARTELLA)


@pytest.mark.parametrize("indirizzo", ["ftp://server/cartella", "/dati", "s3://", "s3:///prefisso"])
def test_un_indirizzo_sconosciuto_si_rifiuta(indirizzo: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="non è un indirizzo conosciuto"):
        archivio(indirizzo, CARTELLA)


def test_un_opzione_sconosciuta_si_rifiuta(con_i_pacchetti: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="«chiave» non è un'opzione"):
        archivio("s3://prove-ente?chiave=segreta", CARTELLA)
