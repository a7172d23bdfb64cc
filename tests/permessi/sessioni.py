"""The people of the matrix, logged in once for all the tests of a module: a login costs more than most answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client

from pianoperf.organizzazione.models import Utente

RETRO = "django.contrib.auth.backends.ModelBackend"
NOMI = {
    "amministratrice": "anna",
    "direttore": "dario",
    "responsabile": "rita",
    "nucleo": "nora",
    "organo": "orso",
    "estraneo": "elio",
    "scaduto": "ugo",
}
_sessioni: dict[str, str] = {}


@contextmanager
def tutti_entrati() -> Iterator[None]:
    """Inside the transaction that made the cast, and that takes the sessions back at its end."""
    for chi in NOMI:
        _sessioni[chi] = entrato(chi).cookies[settings.SESSION_COOKIE_NAME].value
    try:
        yield
    finally:
        _sessioni.clear()


def entrato(chi: str, *, con_i_guasti: bool = False) -> Client:
    """The client of somebody of the cast, logged in; what goes wrong is an answer, or with `con_i_guasti` raised."""
    client = Client(raise_request_exception=con_i_guasti)
    if chi in _sessioni:
        client.cookies[settings.SESSION_COOKIE_NAME] = _sessioni[chi]
    else:
        client.force_login(Utente.objects.get(username=NOMI[chi]), backend=RETRO)
    return client
