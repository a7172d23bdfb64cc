"""Every row that belongs to a body, found by the foreign keys: a table added tomorrow is here without being named."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import FileField, Model, Q
from pghistory.models import Context, Event

from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.registro.ambito import eventi_dell_ente, modelli_tracciati

Righe = dict[type[Model], set[Any]]


def righe_dell_ente(ente: Ente) -> Righe:
    """The keys of the live rows: the body, what points to it, what points to that. Logins belong to no body."""
    righe: Righe = {Ente: {ente.pk}}
    while _aggiungi(righe):
        pass
    return righe


def _aggiungi(righe: Righe) -> bool:
    nuove = False
    for modello in _modelli():
        condizione = Q()
        for campo in modello._meta.concrete_fields:
            verso = campo.related_model
            if isinstance(verso, type) and verso in righe:
                condizione |= Q(**{f"{campo.attname}__in": righe[verso]})
        if not condizione:
            continue
        trovate = set(modello._default_manager.filter(condizione).values_list("pk", flat=True))
        nuove |= not trovate <= righe.get(modello, set())
        if trovate:
            righe[modello] = righe.get(modello, set()) | trovate
    return nuove


def _modelli() -> list[type[Model]]:
    """Tables of live rows: not the history, nor views, nor the logins."""
    return [
        modello
        for modello in apps.get_models(include_auto_created=True)
        if modello._meta.managed and modello is not Utente and not issubclass(modello, Event)
    ]


def eventi_per_tabella(ente: Ente) -> Righe:
    """The keys of the history rows of the body, those of rows that are gone included."""
    eventi: Righe = {}
    for tabella in modelli_tracciati().values():
        if tabella.pgh_tracked_model is not Utente:
            eventi[tabella] = set(_della_storia(tabella, ente))
    return {tabella: chiavi for tabella, chiavi in eventi.items() if chiavi}


def _della_storia(tabella: Any, ente: Ente) -> list[Any]:
    try:
        return list(eventi_dell_ente(tabella, ente).values_list("pk", flat=True))
    except LookupError:
        return []


def file_di(righe: Righe) -> set[str]:
    """The names of the files that those rows hold."""
    nomi: set[str] = set()
    for modello, chiavi in righe.items():
        for campo in modello._meta.concrete_fields:
            if isinstance(campo, FileField):
                trovati = modello._default_manager.filter(pk__in=chiavi).exclude(**{campo.name: ""})
                nomi |= {str(nome) for nome in trovati.values_list(campo.name, flat=True)}
    return nomi


def ancora_citati(nomi: set[str]) -> set[str]:
    """Of those files, the ones that some row still names: equal files of two bodies are one file."""
    citati: set[str] = set()
    for modello in apps.get_models():
        for campo in modello._meta.concrete_fields:
            if isinstance(campo, FileField):
                trovati = modello._default_manager.filter(**{f"{campo.name}__in": nomi})
                citati |= {str(nome) for nome in trovati.values_list(campo.name, flat=True)}
    return citati


def contesti_di(eventi: Righe) -> set[Any]:
    """The contexts (who, from which page) of those history rows."""
    contesti: set[Any] = set()
    for tabella, chiavi in eventi.items():
        trovati = tabella._default_manager.filter(pk__in=chiavi, pgh_context__isnull=False)
        contesti |= set(trovati.values_list("pgh_context_id", flat=True))
    return contesti


def contesti_liberi(contesti: set[Any]) -> set[Any]:
    """Of those contexts, the ones that no history row names any more."""
    usati: set[Any] = set()
    for tabella in modelli_tracciati().values():
        trovati = tabella.objects.filter(pgh_context_id__in=contesti - usati)
        usati |= set(trovati.values_list("pgh_context_id", flat=True))
    return set(Context.objects.filter(pk__in=contesti - usati).values_list("pk", flat=True))
