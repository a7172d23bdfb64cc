"""Rows of a table made equal to what is wanted: new ones created, different ones updated, equal ones not touched."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from indicatori.importazione.copia import aggiorna, crea

_M = TypeVar("_M", bound=models.Model)
_K = TypeVar("_K", bound=Hashable)


def allinea(modello: type[_M], esistenti: Mapping[_K, _M], attese: Mapping[_K, dict[str, Any]]) -> dict[_K, int]:
    """`attese` gives the wanted fields of each key (foreign keys as `..._id`).

    Answers the primary key of every wanted row. Rows that exist are changed in the database and in memory.
    """
    nuove = {chiave: campi for chiave, campi in attese.items() if chiave not in esistenti}
    cambiate: list[_M] = []
    campi_cambiati: set[str] = set()
    for chiave, campi in attese.items():
        riga = esistenti.get(chiave)
        if riga is not None and (diversi := _diversi(riga, campi)):
            cambiate.append(riga)
            campi_cambiati.update(diversi)
    _aggiorna(modello, cambiate, campi_cambiati)
    create = dict(zip(nuove, crea(modello, list(nuove.values())), strict=True))
    return {chiave: create[chiave] if chiave in create else esistenti[chiave].pk for chiave in attese}


def metti_in_coda(modello: type[_M], rimaste: Iterable[_M], da: int) -> None:
    """Rows that nobody named keep their order, after the `da` rows that were named."""
    cambiate = [riga for ordine, riga in enumerate(rimaste, start=da) if _diversi(riga, {"ordine": ordine})]
    _aggiorna(modello, cambiate, {"ordine"})


def _aggiorna(modello: type[_M], righe: Sequence[_M], campi: set[str]) -> None:
    nomi = {*campi, modello._meta.pk.attname}
    aggiorna(modello, [{nome: getattr(riga, nome) for nome in nomi} for riga in righe], campi)


def _diversi(riga: models.Model, campi: dict[str, Any]) -> list[str]:
    """The fields whose value was another: they have the new one now."""
    diversi = [nome for nome, valore in campi.items() if getattr(riga, nome) != valore]
    for nome in diversi:
        setattr(riga, nome, campi[nome])
    return diversi
