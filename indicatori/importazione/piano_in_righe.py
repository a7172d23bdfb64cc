"""A PianoDati as rows that JSON can hold, and back, exactly: quick and compact, for a reading that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, get_args, get_type_hints

from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)

_CLASSI: tuple[type[Any], ...] = (
    PianoDati,
    ObiettivoStrategicoDati,
    SchedaDati,
    AzioneDati,
    IndicatoreDati,
    CapitoloDati,
)
Righe = list[Any]


def forma() -> dict[str, list[str]]:
    """The fields of each class in their order: rows kept with another form cannot be read."""
    return {classe.__name__: [campo.name for campo in fields(classe)] for classe in _CLASSI}


def piano_in_righe(dati: PianoDati) -> Righe:
    """The values of each thing in the order of `forma`; to be written with `scrivi_valore` for what JSON has not."""
    return _in_riga(dati)


def piano_da_righe(righe: Righe) -> PianoDati:
    """The inverse, after JSON: equal to the plan that was given."""
    piano: PianoDati = _da_riga(PianoDati, righe)
    return piano


def scrivi_valore(valore: Any) -> str:
    """For json.dumps: days and exact numbers as text."""
    return valore.isoformat() if isinstance(valore, date) else str(valore)


def _in_riga(voce: Any) -> Righe:
    riga = list(_VALORI[type(voce)](voce))
    for posto in _ELENCHI[type(voce)]:
        riga[posto] = [_in_riga(figlio) for figlio in riga[posto]]
    return riga


def _da_riga(classe: type[Any], riga: Righe) -> Any:
    for posto, leggi in _LETTORI[classe]:
        if riga[posto] is not None:
            riga[posto] = leggi(riga[posto])
    return classe(*riga)


def _lettore(tipo: Any) -> Callable[[Any], Any] | None:
    """How a value of that type is made again from what JSON gives; None when it is as it was."""
    voci = _voci_di(tipo)
    if voci is not None:
        return lambda righe: [_da_riga(voci, riga) for riga in righe]
    if date in get_args(tipo):
        return date.fromisoformat
    if Decimal in get_args(tipo):
        return Decimal
    if tipo == dict[int, str]:
        return lambda testi: {int(anno): testo for anno, testo in testi.items()}
    return tuple if str(tipo).startswith("tuple") else None


def _voci_di(tipo: Any) -> type[Any] | None:
    """The class of which a field is a list."""
    dentro = get_args(tipo)
    return dentro[0] if dentro and dentro[0] in _CLASSI else None


def _tipi(classe: type[Any]) -> list[Any]:
    tipi = get_type_hints(classe)
    return [tipi[campo.name] for campo in fields(classe)]


def _lettori(classe: type[Any]) -> list[tuple[int, Callable[[Any], Any]]]:
    trovati = ((posto, _lettore(tipo)) for posto, tipo in enumerate(_tipi(classe)))
    return [(posto, lettore) for posto, lettore in trovati if lettore is not None]


_VALORI = {classe: attrgetter(*(campo.name for campo in fields(classe))) for classe in _CLASSI}
_ELENCHI = {classe: [n for n, tipo in enumerate(_tipi(classe)) if _voci_di(tipo)] for classe in _CLASSI}
_LETTORI = {classe: _lettori(classe) for classe in _CLASSI}
