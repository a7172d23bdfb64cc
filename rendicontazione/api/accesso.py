"""Whose key it is, and how often it may ask: no session, no cookie, no login."""

from __future__ import annotations

import logging
from typing import cast

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from redis import RedisError

from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.recinto.stato import solo, tutto
from rendicontazione.api.problemi import IGNOTA, REVOCATA, SCADUTA, TROPPE, ErroreApi
from rendicontazione.api.selectors import chiave_del_segreto, stato_di
from rendicontazione.api.services import segna_uso
from rendicontazione.models import ChiaveApi

registro = logging.getLogger("pianoperf.api")
FINESTRA = 60


class Chiave(HttpBearer):
    """`Authorization: Bearer pp_...`; what it gives is the ChiaveApi, as `request.auth`."""

    def authenticate(self, request: HttpRequest, token: str) -> ChiaveApi:
        with tutto():
            chiave = chiave_del_segreto(token)
        if chiave is None:
            raise ErroreApi(IGNOTA, "Questa chiave non esiste: copiala di nuovo, intera.")
        stato = stato_di(chiave, oggi())
        if stato == "revocata":
            raise ErroreApi(REVOCATA, f"La chiave «{chiave.nome}» è stata revocata: chiedine una nuova.")
        if stato == "scaduta":
            giorno = f"{chiave.scade_il:%d/%m/%Y}"
            raise ErroreApi(SCADUTA, f"La chiave «{chiave.nome}» è scaduta il {giorno}: chiedine una nuova.")
        _conta(chiave)
        solo(chiave.ente_id)
        segna_uso(chiave=chiave, giorno=oggi())
        return chiave


def chiave_di(request: HttpRequest) -> ChiaveApi:
    """The key of an authenticated request."""
    return cast(ChiaveApi, vars(request)["auth"])


def _conta(chiave: ChiaveApi) -> None:
    """One more request of this minute, counted for all the processes. Raises ErroreApi when there are too many.

    Without Redis nobody is held up: the limit keeps one program from taking the others' turn, it is no lock.
    """
    minuto, passati = divmod(int(timezone.now().timestamp()), FINESTRA)
    nome = f"chiave:{chiave.pk}:{minuto}"
    try:
        caches["richieste"].add(nome, 0, timeout=FINESTRA)
        quante = caches["richieste"].incr(nome)
    except (RedisError, ValueError):
        registro.warning("Le richieste delle chiavi non si contano: Redis non risponde.")
        return
    massimo = settings.RICHIESTE_API_AL_MINUTO
    if quante > massimo:
        attesa = FINESTRA - passati
        frase = f"Questa chiave può fare {massimo} richieste al minuto: riprova fra {attesa} secondi."
        raise ErroreApi(TROPPE, frase, testate={"Retry-After": str(attesa)})
