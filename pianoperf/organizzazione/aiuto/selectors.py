"""Which first steps a user finds on the desk."""

from __future__ import annotations

from collections.abc import Iterable

from pianoperf.organizzazione.aiuto.primi_passi import PrimiPassi, primi_passi
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, PassiVisti, Utente
from pianoperf.organizzazione.permissions import ruoli_in


def ruoli_e_enti(utente: Utente, enti: Iterable[Ente]) -> list[tuple[str, Ente]]:
    """Each role that the user holds, with the first body in which he holds it, in the order of the roles."""
    primi: dict[str, Ente] = {}
    for ente in enti:
        for ruolo in ruoli_in(utente, ente):
            primi.setdefault(ruolo, ente)
    return [(ruolo.value, primi[ruolo.value]) for ruolo in Ruolo if ruolo.value in primi]


def passi_da_mostrare(utente: Utente, enti: Iterable[Ente]) -> PrimiPassi | None:
    """Those of the first role that the user has not hidden yet: one panel at a time. One query, and the marks'."""
    ruoli = ruoli_e_enti(utente, enti)
    if not ruoli:
        return None
    visti = set(PassiVisti.objects.filter(utente=utente).values_list("ruolo", flat=True))
    for ruolo, ente in ruoli:
        if ruolo not in visti:
            return primi_passi(utente, ente, ruolo)
    return None


def passi_di(utente: Utente, enti: Iterable[Ente]) -> list[PrimiPassi]:
    """The steps of every role of the user, hidden or not."""
    return [primi_passi(utente, ente, ruolo) for ruolo, ente in ruoli_e_enti(utente, enti)]
