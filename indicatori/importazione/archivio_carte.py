"""Where a carta is kept: a file beside the upload, believed only when its fingerprint is the one in the database."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from indicatori.importazione.carta import Carta
from indicatori.models import Importazione

CHIAVE = "carta"


def conserva_carta(importazione: Importazione, carta: Carta) -> None:
    """Writes the file and puts its name and fingerprint in the preview: the caller saves the import."""
    nome = importazione.file.storage.save(f"{importazione.file.name}.carta", ContentFile(carta.contenuto))
    importazione.anteprima[CHIAVE] = {"nome": nome, "sha256": carta.impronta}


def carta_di(importazione: Importazione) -> Carta | None:
    """The carta of the preview; None when there is none, or when the file is not the one that was written."""
    scritta = importazione.anteprima.get(CHIAVE)
    if scritta is None:
        return None
    try:
        with importazione.file.storage.open(scritta["nome"], "rb") as flusso:
            contenuto: bytes = flusso.read()
    except OSError:
        return None
    return Carta(contenuto) if hashlib.sha256(contenuto).hexdigest() == scritta["sha256"] else None


def togli_carta(importazione: Importazione) -> None:
    """Deletes the file once the transaction has been written: the preview is made again."""
    scritta = importazione.anteprima.get(CHIAVE)
    if scritta is not None:
        archivio = importazione.file.storage
        transaction.on_commit(lambda: archivio.delete(scritta["nome"]))
