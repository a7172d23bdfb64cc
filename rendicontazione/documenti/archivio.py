"""Where finished documents are kept: whole and verified, or not at all (reliability.md 4.5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from pianoperf.disco import scrivi_intero, spazio_esaurito
from pianoperf.web.rifiuti import Rifiuto

SPAZIO_ESAURITO = "Lo spazio per conservare i documenti è esaurito: avvisa chi gestisce il servizio."
SCRITTURA_FALLITA = (
    "Il file non è stato scritto per intero: riprova, e se succede ancora avvisa chi gestisce il servizio."
)


@dataclass(frozen=True, slots=True)
class Conservato:
    """A file in the storage: its name there, its sha256, its size in bytes."""

    nome: str
    sha256: str
    dimensione: int


def impronta(contenuto: bytes) -> str:
    return hashlib.sha256(contenuto).hexdigest()


def nome_di(sha256: str, *, cartella: str = "documenti", estensione: str = "pdf") -> str:
    """Where the file with that fingerprint is kept."""
    return f"{cartella}/{sha256[:2]}/{sha256}.{estensione}"


def conserva(contenuto: bytes, *, cartella: str = "documenti", estensione: str = "pdf") -> Conservato:
    """Keep a file under the name of its fingerprint: writing it twice changes nothing.

    Raises Rifiuto when there is no room or the file does not read back as written.
    """
    sha256 = impronta(contenuto)
    nome = nome_di(sha256, cartella=cartella, estensione=estensione)
    try:
        if isinstance(default_storage, FileSystemStorage):
            permessi = default_storage.file_permissions_mode
            scrivi_intero(Path(default_storage.path(nome)), [contenuto], permessi)
        elif not default_storage.exists(nome):
            nome = default_storage.save(nome, ContentFile(contenuto))
    except OSError as errore:
        if spazio_esaurito(errore):
            raise Rifiuto(SPAZIO_ESAURITO) from errore
        raise
    if letto(nome) != contenuto:
        default_storage.delete(nome)
        raise Rifiuto(SCRITTURA_FALLITA)
    return Conservato(nome, sha256, len(contenuto))


def trattieni(conservato: Conservato, contenuto: bytes) -> None:
    """Within the transaction that writes the name down: nobody removes that file until it commits.

    The sweep of expired files may have just removed an equal one: then it is written again.
    """
    blocca(conservato.nome)
    if not default_storage.exists(conservato.nome):
        cartella, estensione = conservato.nome.split("/", 1)[0], conservato.nome.rsplit(".", 1)[-1]
        conserva(contenuto, cartella=cartella, estensione=estensione)


def blocca(nome: str) -> None:
    """One at a time, until the end of the transaction, for who names this file and who removes it."""
    with connection.cursor() as cursore:
        cursore.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [nome])


def letto(nome: str) -> bytes | None:
    """The bytes of a kept file, None when it is not there."""
    try:
        with default_storage.open(nome, "rb") as aperto:
            contenuto: bytes = aperto.read()
    except FileNotFoundError:
        return None
    return contenuto
