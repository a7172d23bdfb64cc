"""The same form sent twice is carried out once: a double click, a reload, "send again" after a broken connection.

Django's CSRF token is masked anew every time a page is made, so a form that arrives with the same token and the same
fields is the very same one. Its twin waits for the first and is sent where the first was. What ends without a redirect
(an error to correct, a file, a fault) is not remembered.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as ErroreBancaDati
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from pianoperf.lavori.models import Invio

registro = logging.getLogger(__name__)

GETTONE = "csrfmiddlewaretoken"
# seconds a twin waits for the first, and after which a first that never ended is taken to be dead
ATTESA = settings.PRESA_DEI_LAVORI
OGNI = 0.1
PRENDI = """
    INSERT INTO lavori_invio (chiave, arrivato_il, dove) VALUES (%s, %s, '')
    ON CONFLICT (chiave) DO UPDATE SET arrivato_il = EXCLUDED.arrivato_il
    WHERE lavori_invio.dove = '' AND lavori_invio.arrivato_il < %s
    RETURNING id
"""


class InvioUnicoMiddleware:
    """After the one of the user. Asks nothing of a request that is no form of somebody who is logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chiave = _chiave_di(request) if request.method == "POST" else None
        if chiave is None:
            return self.get_response(request)
        dove = _primo_o_dove(chiave)
        if dove is not None:
            return HttpResponseRedirect(dove)
        risposta = self.get_response(request)
        _ricorda(chiave, risposta)
        return risposta


def _chiave_di(request: HttpRequest) -> str | None:
    """The fingerprint of all that was sent; None for what comes without a token of ours, as HTMX does."""
    if not request.POST.get(GETTONE) or not request.user.is_authenticated:
        return None
    impronta = hashlib.sha256(repr([request.user.pk, request.get_full_path()]).encode())
    impronta.update(repr(sorted(request.POST.lists())).encode())
    for nome, caricati in sorted(request.FILES.lists()):
        for caricato in caricati:
            impronta.update(repr([nome, caricato.name]).encode())
            for pezzo in caricato.chunks():
                impronta.update(pezzo)
            caricato.seek(0)
    return impronta.hexdigest()


def _primo_o_dove(chiave: str) -> str | None:
    """None for the first to arrive; for a twin, once the first has ended, where that one was sent."""
    scadenza = time.monotonic() + ATTESA
    while not _prendi(chiave, timezone.now()):
        dove = Invio.objects.filter(chiave=chiave).values_list("dove", flat=True).first()
        if dove:
            return dove
        if time.monotonic() > scadenza:
            return None
        time.sleep(OGNI)
    return None


def _prendi(chiave: str, adesso: datetime) -> bool:
    with connection.cursor() as cursore:
        cursore.execute(PRENDI, [chiave, adesso, adesso - timedelta(seconds=ATTESA)])
        return cursore.fetchone() is not None


def _ricorda(chiave: str, risposta: HttpResponse) -> None:
    """What was done is done: that it cannot be remembered is no error of this request."""
    try:
        _scrivi(chiave, risposta)
    except ErroreBancaDati as errore:
        registro.warning("L'esito di un invio non è stato ricordato: %s", type(errore).__name__)


def _scrivi(chiave: str, risposta: HttpResponse) -> None:
    invio = Invio.objects.filter(chiave=chiave)
    if risposta.status_code in (302, 303) and risposta.headers.get("Location"):
        invio.update(dove=risposta.headers["Location"])
    else:
        invio.delete()
