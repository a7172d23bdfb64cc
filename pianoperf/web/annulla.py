"""A message with its «Annulla»: what to undo travels in a signed token, of one person and for one hour."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest

SEGNO = "annulla"
SALE = "pianoperf.annulla"
SECONDI = 3600


def offri(request: HttpRequest, frase: str, *, indirizzo: str, torna: str, **dati: Any) -> None:
    """Say what was done, with the button that undoes it at `indirizzo`; `dati` is what that address needs (JSON)."""
    contenuto = {**dati, "utente": request.user.pk, "torna": torna}
    gettone = signing.dumps(contenuto, salt=SALE, compress=True)
    messages.success(request, frase, extra_tags=f"{SEGNO} {indirizzo} {gettone}")


def offerta(segni: str | None) -> dict[str, str] | None:
    """{"indirizzo", "gettone"} of a message made by `offri`, None for any other."""
    parti = (segni or "").split(" ")
    if len(parti) != 3 or parti[0] != SEGNO:
        return None
    return {"indirizzo": parti[1], "gettone": parti[2]}


def richiesta(request: HttpRequest) -> dict[str, Any] | None:
    """What this person asks to undo; None when the token is of somebody else, too old, or not ours."""
    try:
        dati: dict[str, Any] = signing.loads(request.POST.get("gettone", ""), salt=SALE, max_age=SECONDI)
    except signing.BadSignature:
        return None
    return dati if dati["utente"] == request.user.pk else None
