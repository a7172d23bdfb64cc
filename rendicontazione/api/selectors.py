"""Reads of keys: the list of a body's, and whose a secret is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.api import permissions
from rendicontazione.api.services import INIZIO, impronta_di
from rendicontazione.models import ChiaveApi

# What no key can be is refused without asking the database.
_SEGRETO = re.compile(rf"{INIZIO}[A-Za-z0-9_-]{{43}}")


@dataclass(frozen=True)
class RigaChiave:
    """A key as the list shows it: `motivo` is why its button is grey, "" when it may be revoked."""

    chiave: ChiaveApi
    stato: str
    motivo: str


def chiavi_di(ente: Ente, utente: Utente, oggi: date) -> list[RigaChiave]:
    """All those of the body, newest first, the revoked ones too."""
    chiavi = ChiaveApi.objects.filter(ente=ente).select_related("ente", "creata_da", "revocata_da")
    return [RigaChiave(chiave, stato_di(chiave, oggi), _motivo(utente, chiave)) for chiave in chiavi]


def stato_di(chiave: ChiaveApi, oggi: date) -> str:
    if chiave.revocata_il is not None:
        return "revocata"
    return "scaduta" if chiave.scaduta(oggi) else "attiva"


def chiave_del_segreto(segreto: str) -> ChiaveApi | None:
    """One query by the unique index of the fingerprint: how long it takes tells nothing of the secret."""
    if not _SEGRETO.fullmatch(segreto):
        return None
    return ChiaveApi.objects.select_related("ente").filter(impronta=impronta_di(segreto)).first()


def _motivo(utente: Utente, chiave: ChiaveApi) -> str:
    try:
        permissions.controlla_puo_revocare(utente, chiave)
    except AzioneNegata as negata:
        return str(negata)
    return ""
