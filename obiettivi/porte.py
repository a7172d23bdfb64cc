"""What this floor asks of the floors above it. They answer: each registers its function when Django is ready.

An unanswered question is a mistake of the installation, so asking it raises ImproperlyConfigured.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

from obiettivi.enums import FaseAnno
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente

Fotografo = Callable[[Piano], dict[str, Any]]
Calendario = Callable[[Piano], dict[int, FaseAnno]]
Pubblicatore = Callable[[Piano, Utente, datetime], None]

_F = TypeVar("_F")
_fotografi: list[Fotografo] = []
_calendari: list[Calendario] = []
_pubblicatori: list[Pubblicatore] = []


def registra_fotografo(fotografo: Fotografo) -> None:
    """Who gives the whole plan as the JSON of `manage.py esporta`; the last one registered counts."""
    _fotografi[:] = [fotografo]


def registra_calendario(calendario: Calendario) -> None:
    """Who knows how far the measuring of each year has come; the last one registered counts."""
    _calendari[:] = [calendario]


def registra_pubblicatore(pubblicatore: Pubblicatore) -> None:
    """Who makes what everybody may read of a plan just approved; the last one registered counts."""
    _pubblicatori[:] = [pubblicatore]


def fotografia_del_piano(piano: Piano) -> dict[str, Any]:
    """The plan as it is now, in the JSON of `manage.py esporta`."""
    return _registrato(_fotografi, "la fotografia del piano")(piano)


def fasi_degli_anni(piano: Piano) -> dict[int, FaseAnno]:
    """The years whose measuring has begun, and how far each has come."""
    return _registrato(_calendari, "gli anni rendicontati")(piano)


def anni_chiusi(piano: Piano) -> set[int]:
    """The years that were validated, also those that were opened again since."""
    return {anno for anno, fase in fasi_degli_anni(piano).items() if fase == FaseAnno.CHIUSO}


def pubblica_il_piano(piano: Piano, utente: Utente, adesso: datetime) -> None:
    """An act has just approved this version of the plan: everybody may read it. In the transaction of the approval."""
    _registrato(_pubblicatori, "la pagina pubblica")(piano, utente, adesso)


def _registrato(registrati: list[_F], che_cosa: str) -> _F:
    if not registrati:
        raise ImproperlyConfigured(f"Nessuna applicazione installata fornisce {che_cosa}.")
    return registrati[0]
