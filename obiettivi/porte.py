"""What this floor asks of the floors above it. They answer: each registers its function when Django is ready.

An unanswered question is a mistake of the installation, so asking it raises ImproperlyConfigured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

from obiettivi.enums import FaseAnno
from obiettivi.models import Piano

Fotografo = Callable[[Piano], dict[str, Any]]
Calendario = Callable[[Piano], dict[int, FaseAnno]]

_F = TypeVar("_F")
_fotografi: list[Fotografo] = []
_calendari: list[Calendario] = []


def registra_fotografo(fotografo: Fotografo) -> None:
    """Who gives the whole plan as the JSON of `manage.py esporta`; the last one registered counts."""
    _fotografi[:] = [fotografo]


def registra_calendario(calendario: Calendario) -> None:
    """Who knows how far the measuring of each year has come; the last one registered counts."""
    _calendari[:] = [calendario]


def fotografia_del_piano(piano: Piano) -> dict[str, Any]:
    """The plan as it is now, in the JSON of `manage.py esporta`."""
    return _registrato(_fotografi, "la fotografia del piano")(piano)


def fasi_degli_anni(piano: Piano) -> dict[int, FaseAnno]:
    """The years whose measuring has begun, and how far each has come."""
    return _registrato(_calendari, "gli anni rendicontati")(piano)


def anni_chiusi(piano: Piano) -> set[int]:
    """The years that were validated, also those that were opened again since."""
    return {anno for anno, fase in fasi_degli_anni(piano).items() if fase == FaseAnno.CHIUSO}


def _registrato(registrati: list[_F], che_cosa: str) -> _F:
    if not registrati:
        raise ImproperlyConfigured(f"Nessuna applicazione installata fornisce {che_cosa}.")
    return registrati[0]
