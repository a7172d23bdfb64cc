"""Documents without their composition: what is tested is who asks, who waits and what is kept, not the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento
from rendicontazione.relazioni.vista import Vista, impronta_dei_dati
from tests import scenari


def in_una_cartella(settings: Any, cartella: Path) -> None:
    """Files of the archive go there, and not where those of other tests are."""
    deposito = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": cartella / "archivio", "file_permissions_mode": 0o640},
    }
    settings.STORAGES = {**settings.STORAGES, "default": deposito}


def senza_comporre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document is its kind and the code of its data: equal data still give equal bytes."""

    def finto(vista: Vista, tipo: str, avanza: Any = None) -> bytes:
        avanza("scheda", 1, 2)
        return f"%PDF-1.7 {tipo} dati-sha256:{impronta_dei_dati(vista, tipo)} %%EOF".encode()

    monkeypatch.setattr("rendicontazione.documenti.tasks.produci", finto)


def chiesto(cast: scenari.Cast, piano: Piano, tipo: str = "piano", chi: str = "organo", **altro: Any) -> Documento:
    """Asked for at ADESSO, of the year of scenari when the kind has one."""
    con_anno = tipo not in ("piano", "testo_a_fronte")
    campi = {"adesso": scenari.ADESSO, "utente": cast.per_nome(chi), **altro}
    return chiedi_documento(piano=piano, tipo=TipoDocumento(tipo), anno=scenari.ANNO if con_anno else None, **campi)


def pronto(cast: scenari.Cast, piano: Piano, tipo: str = "piano", **altro: Any) -> Documento:
    documento = chiesto(cast, piano, tipo, **altro)
    esegui(documento.lavoro_id)
    return Documento.objects.get(pk=documento.pk)
