"""The proof that a person asked to link an identity: a signed token in the link of his own page, for ten minutes.

A link, not a form: the policy of the contents lets forms go to this site only, and the provider is another.
"""

from __future__ import annotations

from typing import Any

from django.core import signing

SALE = "pianoperf.accesso.collegamento"
SECONDI = 600


def gettone_di(utente: Any) -> str:
    return signing.dumps(utente.pk, salt=SALE)


def e_suo(gettone: str, utente: Any) -> bool:
    try:
        return bool(utente.is_authenticated and signing.loads(gettone, salt=SALE, max_age=SECONDI) == utente.pk)
    except signing.BadSignature:
        return False
