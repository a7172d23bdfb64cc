"""Which events belong to a body: each event table reaches it through the copies of its own foreign keys.

The way goes through the event tables, not the live rows, so what was deleted keeps its history.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from pghistory.models import Event

from pianoperf.organizzazione.models import Delega, Ente, Incarico, Invito, Persona, Struttura, Utente
from rendicontazione.models import ChiaveApi

# An event table of pghistory: its columns are made from the tracked model, and no stub knows them.
Tabella = type[Any]
# The nearest parent that a tracked model names, from the body down.
PADRI = ("ente", "piano", "scheda", "indicatore", "rendicontazione", "risultato")
PERMESSI = (Incarico, Delega, Invito, Persona, Struttura, Utente, Ente, ChiaveApi)
GRUPPI = {
    "piano": "Piano e indicatori",
    "risultati": "Risultati e giudizi",
    "anno": "Anno, finestre e sedute",
    "permessi": "Persone e permessi",
}
DEI_RISULTATI = {"risultato", "evidenza", "giudizio", "richiesta", "intervento"}


def modelli_tracciati() -> dict[str, Tabella]:
    """Every tracked model by its label ("rendicontazione.risultato"), with its event table."""
    eventi: list[Tabella] = [modello for modello in apps.get_models() if issubclass(modello, Event)]
    return {modello.pgh_tracked_model._meta.label_lower: modello for modello in eventi}


def gruppo_di(modello: type[Model]) -> str:
    if modello in PERMESSI:
        return "permessi"
    if modello._meta.app_label in {"obiettivi", "indicatori"}:
        return "piano"
    return "risultati" if modello._meta.model_name in DEI_RISULTATI else "anno"


def eventi_dell_ente(tabella: Tabella, ente: Ente) -> QuerySet[Any]:
    """The events of one table that concern the body."""
    modello = tabella.pgh_tracked_model
    if modello is Ente:
        return tabella.objects.filter(id=ente.pk)
    if modello is Utente:
        incarichi = modelli_tracciati()[Incarico._meta.label_lower].objects.filter(ente_id=ente.pk)
        return tabella.objects.filter(id__in=incarichi.values("utente_id"))
    padre = padre_di(tabella)
    if padre == "ente":
        return tabella.objects.filter(ente_id=ente.pk)
    del_padre = modelli_tracciati()[tabella._meta.get_field(padre).related_model._meta.label_lower]
    return tabella.objects.filter(Q(**{f"{padre}_id__in": eventi_dell_ente(del_padre, ente).values("id")}))


def padre_di(tabella: Tabella) -> str:
    """The field that leads towards the body. Raises LookupError for a model that names no parent."""
    campi = {campo.name for campo in tabella._meta.fields}
    for padre in PADRI:
        if padre in campi:
            return padre
    raise LookupError(f"{tabella._meta.label}: no way to the body")
