"""Secrets of the second factor at rest: encrypted with a key made from the installation's own."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _chiave(segreto: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"pianoperf.secondo-fattore" + segreto.encode()).digest()))


def _chiavi() -> MultiFernet:
    """The first encrypts; those left from a change of SECRET_KEY still decrypt."""
    return MultiFernet([_chiave(str(segreto)) for segreto in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def cifra(testo: str) -> str:
    return _chiavi().encrypt(testo.encode()).decode()


def decifra(cifrato: str) -> str:
    """Raises cryptography.fernet.InvalidToken when the key of the installation was changed without a fallback."""
    return _chiavi().decrypt(cifrato.encode()).decode()
