"""Putting a file of a backup back where its row says it is, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from pianoperf.custodia.copie.lettura import avanti
from pianoperf.custodia.copie.pacco import Misurato
from pianoperf.custodia.copie.rifiuti import RipristinoNegato


def deposita(nome: str, contenuto: IO[bytes], *, byte: int, sha256: str) -> None:
    """Write the file under exactly that name. Raises RipristinoNegato when it does not arrive as the manifest says."""
    misurato = Misurato(contenuto)
    if isinstance(default_storage, FileSystemStorage):
        _su_disco(Path(default_storage.path(nome)), misurato)
    else:
        _altrove(nome, misurato)
    if (misurato.byte, misurato.sha256) != (byte, sha256):
        default_storage.delete(nome)
        raise RipristinoNegato(f"Il file «{nome}» della copia è cambiato mentre lo si leggeva.")


def _su_disco(percorso: Path, contenuto: Misurato) -> None:
    percorso.parent.mkdir(parents=True, exist_ok=True)
    descrittore, provvisorio = tempfile.mkstemp(dir=percorso.parent, prefix=".in-scrittura-")
    try:
        with os.fdopen(descrittore, "wb") as uscita:
            avanti(contenuto, uscita)
            uscita.flush()
            os.fsync(uscita.fileno())
        Path(provvisorio).chmod(getattr(default_storage, "file_permissions_mode", None) or 0o640)
        Path(provvisorio).replace(percorso)
    except BaseException:
        Path(provvisorio).unlink(missing_ok=True)
        raise


def _altrove(nome: str, contenuto: Misurato) -> None:
    """A bucket: what is already there under that name would make it choose another."""
    with tempfile.TemporaryFile() as appoggio:
        avanti(contenuto, appoggio)
        appoggio.seek(0)
        default_storage.delete(nome)
        scritto = default_storage.save(nome, File(appoggio, name=nome))
    if scritto != nome:
        raise RipristinoNegato(f"L'archivio ha dato al file «{nome}» un altro nome, «{scritto}».")
