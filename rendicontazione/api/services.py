"""Writes of keys: give one, take one back, note the day it was used."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.api import permissions
from rendicontazione.models import ChiaveApi

INIZIO = "pp_"
# 256 bits drawn at random: nothing to guess, so a plain sha256 is enough to keep them.
BYTE_DEL_SEGRETO = 32
LUNGO = len(INIZIO) + 43
MOSTRATI = len(INIZIO) + 6
DURATA_MASSIMA = timedelta(days=731)


@transaction.atomic
def crea_chiave(
    *, ente: Ente, nome: str, ambito: str, scade_il: date, utente: Utente, adesso: datetime
) -> tuple[ChiaveApi, str]:
    """The key and its secret, which can be read only now. Raises AzioneNegata or DatiNonValidi."""
    permissions.controlla_puo_dare_chiavi(utente, ente)
    Ente.objects.select_for_update().get(pk=ente.pk)
    errori = _errori(ente, nome, scade_il)
    if errori:
        raise DatiNonValidi(errori)
    segreto = INIZIO + secrets.token_urlsafe(BYTE_DEL_SEGRETO)
    chiave = ChiaveApi.objects.create(
        ente=ente,
        nome=nome,
        prefisso=segreto[:MOSTRATI],
        impronta=impronta_di(segreto),
        ambito=ambito,
        scade_il=scade_il,
        creata_da=utente,
        creata_il=adesso,
    )
    return chiave, segreto


@transaction.atomic
def revoca_chiave(*, chiave: ChiaveApi, utente: Utente, adesso: datetime) -> ChiaveApi:
    """From now on it opens nothing. Raises AzioneNegata."""
    chiave = ChiaveApi.objects.select_for_update(of=("self",)).select_related("ente").get(pk=chiave.pk)
    permissions.controlla_puo_revocare(utente, chiave)
    chiave.revocata_da, chiave.revocata_il = utente, adesso
    chiave.save(update_fields=["revocata_da", "revocata_il"])
    return chiave


def segna_uso(*, chiave: ChiaveApi, giorno: date) -> None:
    """Written at the first request of the day, never again until the next."""
    if chiave.ultimo_uso is None or chiave.ultimo_uso < giorno:
        mai_oggi = Q(ultimo_uso__isnull=True) | Q(ultimo_uso__lt=giorno)
        ChiaveApi.objects.filter(mai_oggi, pk=chiave.pk).update(ultimo_uso=giorno)


def impronta_di(segreto: str) -> str:
    return sha256(segreto.encode()).hexdigest()


def _errori(ente: Ente, nome: str, scade_il: date) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    if ChiaveApi.objects.filter(ente=ente, nome=nome, revocata_il__isnull=True).exists():
        errori["nome"] = ["C'è già una chiave con questo nome: scegline un altro, oppure revoca quella."]
    if scade_il < oggi():
        errori["scade_il"] = ["La chiave sarebbe già scaduta: scegli un giorno da oggi in poi."]
    elif scade_il > oggi() + DURATA_MASSIMA:
        errori["scade_il"] = ["Una chiave dura al massimo due anni: scegli un giorno più vicino."]
    return errori
