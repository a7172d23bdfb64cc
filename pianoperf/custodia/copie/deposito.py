"""Putting a file of a backup back where its row says it is, whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from pianoperf.custodia.copie.pacco import Misurato, blocchi
from pianoperf.custodia.copie.rifiuti import RipristinoNegato
from pianoperf.disco import scrivi_intero


def deposita(nome: str, contenuto: IO[bytes], *, byte: int, sha256: str) -> None:
    """Write the file under exactly that name. Raises RipristinoNegato when it does not arrive as the manifest says."""
    misurato = Misurato(contenuto)
    if isinstance(default_storage, FileSystemStorage):
        permessi = default_storage.file_permissions_mode
        scrivi_intero(Path(default_storage.path(nome)), blocchi(misurato), permessi)
    else:
        _altrove(nome, misurato)
    if (misurato.byte, misurato.sha256) != (byte, sha256):
        default_storage.delete(nome)
        raise RipristinoNegato(f"Il file «{nome}» della copia è cambiato mentre lo si leggeva.")


def _altrove(nome: str, contenuto: Misurato) -> None:
    """A bucket: what is already there under that name would make it choose another."""
    with tempfile.TemporaryFile() as appoggio:
        appoggio.writelines(blocchi(contenuto))
        appoggio.seek(0)
        default_storage.delete(nome)
        scritto = default_storage.save(nome, File(appoggio, name=nome))
    if scritto != nome:
        raise RipristinoNegato(f"L'archivio ha dato al file «{nome}» un altro nome, «{scritto}».")
