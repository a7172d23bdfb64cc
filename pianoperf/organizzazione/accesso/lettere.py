"""The messages of the way in: an invitation, a forgotten password. Text only; the site's address is a setting."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Utente

registro = logging.getLogger("pianoperf.accesso")
NON_PARTITO = "Il messaggio non è partito: controlla la posta dell'installazione, poi rispedisci."
TESTATE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def spedisci_invito(*, invito: Invito, gettone: str, adesso: datetime) -> None:
    """Send the link, and write in the invitation whether it left."""
    collegamento = settings.INDIRIZZO_DEL_SITO + reverse("invito", kwargs={"gettone": gettone})
    contesto = {"invito": invito, "collegamento": collegamento, "giorni": settings.GIORNI_INVITO}
    partito = _spedisci(
        indirizzo=invito.email,
        oggetto=f"Invito a pianoperf: {invito.ente.nome_breve}",
        testo=render_to_string("organizzazione/accesso/invito.txt", contesto),
        risposte=invito.creato_da.email,
    )
    invito.spedito_il = adesso if partito else invito.spedito_il
    invito.errore = "" if partito else NON_PARTITO
    invito.save(update_fields=["spedito_il", "errore"])


def spedisci_reimpostazione(indirizzo: str) -> int:
    """A link for each active login with a password and that address; how many left. Nobody is told which exist."""
    utenti = [
        utente
        for utente in Utente.objects.filter(email__iexact=indirizzo, is_active=True)
        if utente.has_usable_password()
    ]
    return sum(_reimpostazione(utente) for utente in utenti)


def _reimpostazione(utente: Utente) -> bool:
    chiave = urlsafe_base64_encode(force_bytes(utente.pk))
    gettone = default_token_generator.make_token(utente)
    dove = reverse("password_reset_confirm", kwargs={"uidb64": chiave, "token": gettone})
    contesto = {"utente": utente, "collegamento": settings.INDIRIZZO_DEL_SITO + dove}
    testo = render_to_string("organizzazione/accesso/reimposta.txt", contesto)
    return _spedisci(indirizzo=utente.email, oggetto="Scegli una nuova password per pianoperf", testo=testo)


def _spedisci(*, indirizzo: str, oggetto: str, testo: str, risposte: str = "") -> bool:
    rispondi = [voce for voce in (risposte or settings.EMAIL_RISPOSTE,) if voce]
    try:
        EmailMessage(oggetto, testo, to=[indirizzo], reply_to=rispondi, headers=TESTATE).send(fail_silently=False)
    except (OSError, smtplib.SMTPException) as errore:
        registro.warning("Un messaggio di accesso non è partito: %s", type(errore).__name__)
        return False
    return True
