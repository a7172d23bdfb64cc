"""Rows of a table made equal to what is wanted: new ones created, different ones updated, equal ones not touched."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

_M = TypeVar("_M", bound=models.Model)
_K = TypeVar("_K", bound=Hashable)


def allinea(modello: type[_M], esistenti: Mapping[_K, _M], attese: Mapping[_K, dict[str, Any]]) -> dict[_K, _M]:
    """`attese` gives the wanted fields of each key (foreign keys as `..._id`); answers every wanted row by key."""
    righe: dict[_K, _M] = {}
    nuove: list[_M] = []
    cambiate: list[_M] = []
    for chiave, campi in attese.items():
        riga = esistenti.get(chiave)
        if riga is None:
            riga = modello(**campi)
            nuove.append(riga)
        elif _aggiorna(riga, campi):
            cambiate.append(riga)
        righe[chiave] = riga
    modello._default_manager.bulk_create(nuove)
    if cambiate:
        modello._default_manager.bulk_update(cambiate, list(next(iter(attese.values()))))
    return righe


def metti_in_coda(modello: type[_M], rimaste: Iterable[_M], da: int) -> None:
    """Rows that nobody named keep their order, after the `da` rows that were named."""
    cambiate = [riga for ordine, riga in enumerate(rimaste, start=da) if _aggiorna(riga, {"ordine": ordine})]
    if cambiate:
        modello._default_manager.bulk_update(cambiate, ["ordine"])


def _aggiorna(riga: models.Model, campi: dict[str, Any]) -> bool:
    diversi = {nome: valore for nome, valore in campi.items() if getattr(riga, nome) != valore}
    for nome, valore in diversi.items():
        setattr(riga, nome, valore)
    return bool(diversi)
