"""Where uploaded files and PDFs are kept: a folder, or a bucket that speaks S3 (PIANOPERF_ARCHIVIO)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DISCO = "pianoperf.disco.ArchivioSuDisco"
S3 = "storages.backends.s3.S3Storage"
# the words of the address, and what django-storages calls them; keys come from AWS's own variables
OPZIONI_S3 = {"endpoint": "endpoint_url", "regione": "region_name", "firma": "signature_version"}


def archivio(indirizzo: str, cartella: Path) -> dict[str, object]:
    """Django's `STORAGES["default"]` of `s3://bucket/prefisso?endpoint=https://...&regione=...`; "" is `cartella`.

    Files are private, and never overwritten by another of the same name. Raises ImproperlyConfigured.
    """
    if not indirizzo:
        return {"BACKEND": DISCO, "OPTIONS": {"location": cartella, "file_permissions_mode": 0o640}}
    parti = urlsplit(indirizzo)
    if parti.scheme != "s3" or not parti.hostname:
        raise ImproperlyConfigured(
            "PIANOPERF_ARCHIVIO non è un indirizzo conosciuto: scrivi s3://nome-del-bucket/prefisso, "
            "oppure toglila per conservare i file in PIANOPERF_VAR/archivio."
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "PIANOPERF_ARCHIVIO chiede un archivio S3, ma mancano i suoi pacchetti: "
            "installa django-storages[s3], oppure togli la variabile."
        )
    return {"BACKEND": S3, "OPTIONS": _opzioni(parti.netloc, parti.path, parti.query)}


def _opzioni(bucket: str, percorso: str, interrogazione: str) -> dict[str, object]:
    opzioni: dict[str, object] = {
        "bucket_name": unquote(bucket),
        "location": unquote(percorso).strip("/"),
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
    }
    for nome, valore in parse_qsl(interrogazione):
        if nome not in OPZIONI_S3:
            ammesse = ", ".join(OPZIONI_S3)
            raise ImproperlyConfigured(f"PIANOPERF_ARCHIVIO: «{nome}» non è un'opzione; sono {ammesse}.")
        opzioni[OPZIONI_S3[nome]] = valore
    return opzioni
