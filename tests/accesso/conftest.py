"""The cast, what a telephone would show, and a second factor that is already there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.models import Utente
from tests import scenari
from tests.percorsi.conftest import browser
from tests.permessi.conftest import ente_in_corso, scena
from tests.scenari import PAROLA, Cast

__all__ = ["browser", "ente_in_corso", "scena"]


@pytest.fixture(autouse=True)
def _password_leggere(settings: Any) -> None:
    """A hash that takes no time: which one is used is another test's business."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def obbligo(cast: Cast) -> None:
    """The body asks the second factor of those of whom production asks it."""
    cast.ente.ruoli_secondo_fattore = ["amministratore", "nucleo"]
    cast.ente.save()


def codice(segreto: str, fra: int = 0) -> str:
    """What the app of the telephone shows, `fra` half minutes from now."""
    return format_hotp_value(hotp_value(segreto, int(time.time()) // 30 + fra))


@pytest.fixture
def con_app() -> Callable[[Utente], str]:
    """Give the person an app (and its recovery codes); the secret that it shares with the telephone."""

    def dai(utente: Utente) -> str:
        segreto = generate_totp_secret()
        TOTP.activate(utente, segreto)
        RecoveryCodes.activate(utente)
        return segreto

    return dai


def codici_di_riserva(utente: Utente) -> list[str]:
    riga = Authenticator.objects.get(user=utente, type=Authenticator.Type.RECOVERY_CODES)
    return list(riga.wrap().get_unused_codes())


def password(client: Client, utente: str, parola: str = PAROLA, **altro: str) -> HttpResponse:
    return client.post(reverse("accedi"), {"username": utente, "password": parola, **altro})


def dentro(client: Client) -> bool:
    return "_auth_user_id" in client.session
