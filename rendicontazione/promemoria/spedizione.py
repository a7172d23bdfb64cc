"""Sending the messages that are written down: each is claimed before it leaves, so that it leaves once."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from rendicontazione.models import Messaggio
from rendicontazione.promemoria.selectors import INTERROTTO, da_spedire

registro = logging.getLogger("pianoperf.promemoria")
ERRORI_DI_RETE = (OSError, smtplib.SMTPException)


def spedisci(
    messaggi: Iterable[Messaggio], *, adesso: datetime, segna: Callable[[int], object] = lambda fatti: None
) -> int:
    """Try once each of those that still wait; one that fails does not stop the others. How many left.

    `segna` is told how many were tried. The connection is opened once, and again after a failure; when the server
    does not answer at all, the others are not made to wait for it one by one.
    """
    posta = get_connection(fail_silently=False)
    partiti, muto = 0, ""
    try:
        for fatti, messaggio in enumerate(messaggi, start=1):
            if _prendi(messaggio):
                muto = muto or _apri(posta, messaggio.indirizzo)
                errore = muto or _spedisci(messaggio, posta)
                _annota(messaggio, errore, adesso)
                partiti += not errore
            segna(fatti)
    finally:
        _chiudi(posta)
    return partiti


def _apri(posta: BaseEmailBackend, indirizzo: str) -> str:
    """The sentence of the failure, "" when the server answers."""
    try:
        posta.open()
    except ERRORI_DI_RETE as errore:
        registro.warning("Il server di posta non risponde: %s", errore)
        return in_parole(errore, indirizzo)
    return ""


def _spedisci(messaggio: Messaggio, posta: BaseEmailBackend) -> str:
    """The sentence of the failure, "" when the message has left."""
    try:
        _lettera(messaggio, posta).send(fail_silently=False)
    except SoftTimeLimitExceeded:
        raise
    except Exception as errore:  # whatever goes wrong is told in the list of messages
        registro.warning("Il messaggio %s non è partito: %s", messaggio.pk, errore)
        _chiudi(posta)
        return in_parole(errore, messaggio.indirizzo)
    return ""


def _annota(messaggio: Messaggio, errore: str, adesso: datetime) -> None:
    esito: dict[str, object] = {"errore": errore} if errore else {"errore": "", "spedito_il": adesso}
    Messaggio.objects.filter(pk=messaggio.pk).update(**esito)


def _prendi(messaggio: Messaggio) -> bool:
    """Claim it: of two workers one goes on. Until the end it counts as interrupted, and is not tried by itself."""
    libero = da_spedire().filter(pk=messaggio.pk, tentativi=messaggio.tentativi)
    return bool(libero.update(tentativi=F("tentativi") + 1, errore=INTERROTTO))


def _chiudi(posta: BaseEmailBackend) -> None:
    try:
        posta.close()
    except ERRORI_DI_RETE as errore:
        registro.info("La connessione al server di posta era già caduta: %s", errore)


def _lettera(messaggio: Messaggio, posta: BaseEmailBackend) -> EmailMessage:
    host = urlsplit(settings.INDIRIZZO_DEL_SITO).hostname or "localhost"
    return EmailMessage(
        subject=" ".join(messaggio.oggetto.split()),
        body=messaggio.testo,
        to=[messaggio.indirizzo],
        reply_to=_risposte(messaggio),
        headers={
            "Message-ID": f"<messaggio-{messaggio.pk}-{messaggio.tentativi + 1}@{host}>",
            "List-Id": f"Promemoria di pianoperf <promemoria.{messaggio.ente.codice}.{host}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=posta,
    )


def _risposte(messaggio: Messaggio) -> list[str]:
    """Who asked for the reminder, else the address of the installation."""
    chi = messaggio.creato_da.email if messaggio.creato_da else ""
    return [indirizzo for indirizzo in (chi or settings.EMAIL_RISPOSTE,) if indirizzo]


def in_parole(errore: Exception, indirizzo: str) -> str:
    """The failure as a sentence that says what to do."""
    if isinstance(errore, smtplib.SMTPRecipientsRefused):
        return f"Il server di posta rifiuta l'indirizzo {indirizzo}: controllalo nell'anagrafica."
    if isinstance(errore, smtplib.SMTPAuthenticationError):
        return "Il server di posta rifiuta utente o password: controlla la configurazione della posta."
    if isinstance(errore, smtplib.SMTPSenderRefused):
        return "Il server di posta rifiuta il mittente: controlla PIANOPERF_EMAIL_MITTENTE."
    if isinstance(errore, smtplib.SMTPResponseException):
        return f"Il server di posta ha risposto con l'errore {errore.smtp_code}."
    if isinstance(errore, ERRORI_DI_RETE):
        return "Il server di posta non risponde: controlla l'host, la porta e la rete."
    return f"Il messaggio non si può spedire ({type(errore).__name__}). Avvisa chi gestisce il servizio."
