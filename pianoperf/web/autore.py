"""Who opened a form: a signed mark in each of them, so that what somebody wrote is never taken for another's."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from pianoperf.web.chi_scrive import SENZA_SESSIONE

CAMPO = "_autore"
_firma = Signer(salt="pianoperf.autore")


def marchio(request: HttpRequest) -> str:
    """The value of the hidden field, "" for nobody; the pages open to anybody do not read the session."""
    if request.path.startswith(SENZA_SESSIONE):
        return ""
    utente = getattr(request, "user", None)
    return _firma.sign(str(utente.pk)) if utente is not None and utente.is_authenticated else ""


def autore_di(dati: QueryDict) -> int | None:
    """The id of who opened the form, None when it has no mark of ours."""
    try:
        return int(_firma.unsign(dati.get(CAMPO, "")))
    except (BadSignature, ValueError):
        return None
