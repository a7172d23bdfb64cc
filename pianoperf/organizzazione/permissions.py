"""Who may do what in a body, by the incarichi in force today.

`controlla_...` raises AzioneNegata with the sentence the person reads; `puo_...` answers a bool.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Delega, Ente, Incarico, Utente
from pianoperf.web.rifiuti import AzioneNegata


def oggi() -> date:
    return timezone.localdate()


def ruoli_in(utente: Utente | AnonymousUser, ente: Ente) -> frozenset[str]:
    """The roles in force today; read once per user object and kept on it for the request."""
    if not utente.is_authenticated or not utente.is_active:
        return frozenset()
    memoria = vars(utente)
    if "_ruoli_per_ente" not in memoria:
        memoria["_ruoli_per_ente"] = _ruoli_per_ente(utente)
    ruoli: frozenset[str] = memoria["_ruoli_per_ente"].get(ente.pk, frozenset())
    return ruoli


def _ruoli_per_ente(utente: Utente | AnonymousUser) -> dict[int, frozenset[str]]:
    ruoli: dict[int, frozenset[str]] = {}
    in_corso = Incarico.objects.in_corso(oggi()).filter(utente_id=utente.pk or 0)
    propri = in_corso.values_list("ente_id", "ruolo")
    ricevuti = Delega.objects.efficaci(oggi()).filter(delegato_id=utente.pk or 0).values_list("ente_id", "ruolo")
    for ente_id, ruolo in propri.union(ricevuti):
        ruoli[ente_id] = ruoli.get(ente_id, frozenset()) | {ruolo}
    return ruoli


def agisce_per(utente: Utente, ente: Ente) -> frozenset[int]:
    """The logins whose indicators this user may fill in: his own, and who made him deputy as a responsabile."""
    memoria = vars(utente)
    if "_deleganti_per_ente" not in memoria:
        deleghe = Delega.objects.efficaci(oggi()).filter(delegato_id=utente.pk, ruolo=Ruolo.RESPONSABILE)
        per_ente: dict[int, frozenset[int]] = {}
        for ente_id, delegante_id in deleghe.values_list("ente_id", "delegante_id"):
            per_ente[ente_id] = per_ente.get(ente_id, frozenset()) | {delegante_id}
        memoria["_deleganti_per_ente"] = per_ente
    deleganti: frozenset[int] = memoria["_deleganti_per_ente"].get(ente.pk, frozenset())
    return deleganti | {utente.pk}


def ha_ruolo(utente: Utente | AnonymousUser, ente: Ente, *ruoli: str) -> bool:
    return bool(ruoli_in(utente, ente) & set(ruoli))


def controlla_ruolo(utente: Utente | AnonymousUser, ente: Ente, *ruoli: str, per: str) -> None:
    """Raises AzioneNegata unless the user holds one of `ruoli`; `per` completes "Per ... serve il ruolo di"."""
    if not ha_ruolo(utente, ente, *ruoli):
        nomi = " o ".join(Ruolo(ruolo).label.lower() for ruolo in ruoli)
        raise AzioneNegata(f"Per {per} serve il ruolo di {nomi}.")
