"""Who may do what in a body, by the incarichi in force today.

`controlla_...` raises AzioneNegata with the sentence the person reads; `puo_...` answers a bool.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata


def oggi() -> date:
    return timezone.localdate()


def ruoli_in(utente: Utente | AnonymousUser, ente: Ente) -> frozenset[str]:
    """The roles in force today; read once per user object and kept on it for the request."""
    if not utente.is_authenticated or not utente.is_active:
        return frozenset()
    cache: dict[int, frozenset[str]] | None = getattr(utente, "_ruoli_per_ente", None)
    if cache is None:
        cache = {}
        for ente_id, ruolo in utente.incarichi.in_corso(oggi()).values_list("ente_id", "ruolo"):
            cache[ente_id] = cache.get(ente_id, frozenset()) | {ruolo}
        utente._ruoli_per_ente = cache
    return cache.get(ente.pk, frozenset())


def ha_ruolo(utente: Utente | AnonymousUser, ente: Ente, *ruoli: str) -> bool:
    return bool(ruoli_in(utente, ente) & set(ruoli))


def controlla_ruolo(utente: Utente | AnonymousUser, ente: Ente, *ruoli: str, per: str) -> None:
    """Raises AzioneNegata unless the user holds one of `ruoli`; `per` completes "Per ... serve il ruolo di"."""
    if not ha_ruolo(utente, ente, *ruoli):
        nomi = " o ".join(Ruolo(ruolo).label.lower() for ruolo in ruoli)
        raise AzioneNegata(f"Per {per} serve il ruolo di {nomi}.")
