"""The personal data of one login, for who asks for them (GDPR, art. 15): what is kept of them, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.db.models import Model

from pianoperf.custodia.persone.riferimenti import riferimenti
from pianoperf.organizzazione.models import Invito, Utente
from rendicontazione.models import Messaggio
from rendicontazione.registro.ambito import modelli_tracciati

# Words in the name of a column that holds a secret: the person gets what it is about, never the secret itself.
SEGRETI = ("password", "secret", "token", "chiave", "impronta", "sha256", "data", "session")
NASCOSTO = "(non riportato: è un segreto)"


def estratto(*, utente: Utente, adesso: datetime) -> dict[str, Any]:
    """As JSON data: the account, everything that hangs from it, the entries in the registries, messages, doings."""
    persone = list(utente.persone.select_related("ente"))
    return {
        "letto_il": adesso.isoformat(timespec="seconds"),
        "account": _riga(utente),
        "anagrafica": [_riga(persona) | {"ente": persona.ente.nome} for persona in persone],
        "collegati": _collegati(utente),
        "inviti": [_riga(voce) for voce in Invito.objects.filter(accettato_da=utente).order_by("creato_il")],
        "accessi": _accessi(utente),
        "messaggi": [_riga(voce) for voce in Messaggio.objects.filter(persona__in=persone).order_by("creato_il")],
        "nominato_in": _nominato_in(utente),
        "modifiche_fatte": _modifiche(utente),
    }


def _riga(oggetto: Model) -> dict[str, Any]:
    """Every column of the row, as text, without secrets."""
    valori: dict[str, Any] = {}
    for campo in oggetto._meta.concrete_fields:
        valore = campo.value_from_object(oggetto)
        if valore in (None, ""):
            continue
        segreto = any(parola in campo.name for parola in SEGRETI) or isinstance(valore, (bytes, memoryview))
        valori[str(campo.verbose_name)] = NASCOSTO if segreto else str(valore)
    return valori


def _collegati(utente: Utente) -> dict[str, list[dict[str, Any]]]:
    """Roles, sessions, second factors, login events: the tables that would go with the account."""
    trovati: dict[str, list[dict[str, Any]]] = {}
    for modello, campo in riferimenti(che_seguono=True):
        righe = modello._default_manager.filter(**{campo.attname: utente.pk}).order_by("pk")
        trovati.setdefault(str(modello._meta.verbose_name_plural), []).extend(_riga(riga) for riga in righe)
    return {nome: righe for nome, righe in trovati.items() if righe}


def _accessi(utente: Utente) -> list[dict[str, Any]]:
    registri = (AccessLog, AccessAttempt)
    return [_riga(voce) for registro in registri for voce in registro.objects.filter(username=utente.username)]


def _nominato_in(utente: Utente) -> dict[str, int]:
    """How many rows of each table name the login as their author: the rows themselves belong to the body."""
    conti: dict[str, int] = {}
    for modello, campo in riferimenti(che_seguono=False):
        quanti = modello._default_manager.filter(**{campo.attname: utente.pk}).count()
        if quanti:
            conti[f"{modello._meta.verbose_name_plural}: {campo.verbose_name}"] = quanti
    return conti


def _modifiche(utente: Utente) -> list[dict[str, str]]:
    """What the history says this login did: when, what, from which page."""
    fatte: list[dict[str, str]] = []
    for tabella in modelli_tracciati().values():
        eventi = tabella.objects.filter(pgh_context__metadata__user=utente.pk)
        fatte += [
            {
                "quando": quando.isoformat(timespec="seconds"),
                "che_cosa": f"{tabella.pgh_tracked_model._meta.verbose_name}: {etichetta}",
                "da": (contesto or {}).get("url", ""),
            }
            for quando, etichetta, contesto in eventi.values_list(
                "pgh_created_at", "pgh_label", "pgh_context__metadata"
            )
        ]
    return sorted(fatte, key=lambda voce: voce["quando"])
