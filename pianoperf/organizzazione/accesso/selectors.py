"""Who gets into a body, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from pianoperf.organizzazione.accesso.politica import ruoli_obbligati
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from pianoperf.organizzazione.permissions import oggi


@dataclass(frozen=True)
class RigaAccesso:
    """A person with a role today: `manca` when a role requires a second factor that is not there."""

    utente: Utente
    ruoli: list[str]
    fattore: bool
    manca: bool


def accessi_di(ente: Ente) -> list[RigaAccesso]:
    incarichi = Incarico.objects.in_corso(oggi()).filter(ente=ente).select_related("utente")
    ruoli: dict[Utente, list[str]] = {}
    for incarico in incarichi.order_by("utente__last_name", "utente__first_name", "utente_id"):
        ruoli.setdefault(incarico.utente, []).append(incarico.ruolo)
    con_fattore = set(
        Authenticator.objects.filter(user__in=ruoli)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    dovuti = ruoli_obbligati(ente)
    return [
        RigaAccesso(utente, suoi, ha := utente.pk in con_fattore, bool(not ha and dovuti & set(suoi)))
        for utente, suoi in ruoli.items()
    ]


def politica_di(ente: Ente) -> dict[str, Any]:
    """As the form shows it."""
    propria = ente.ruoli_secondo_fattore is not None
    return {"scelta": "propria" if propria else "predefinita", "ruoli": sorted(ruoli_obbligati(ente))}


def predefiniti() -> str:
    """ "Amministratore, Nucleo di valutazione", "nessuno"."""
    nomi = [ruolo.label for ruolo in Ruolo if ruolo in settings.RUOLI_SECONDO_FATTORE]
    return ", ".join(nomi) or "nessuno"
