"""Which code carries out which kind of job: each app registers its own in a module called `esecutori`.

That module is imported by every process at startup, so it must import heavy libraries inside the function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pianoperf.lavori.enums import TipoLavoro

if TYPE_CHECKING:
    from pianoperf.lavori.esecuzione import Avanzamento
    from pianoperf.lavori.models import Lavoro

    Esegui = Callable[[Lavoro, Avanzamento], None]


@dataclass(frozen=True)
class Esito:
    """Where the result of a finished job is, and the words of the link to it."""

    url: str
    testo: str


@dataclass(frozen=True)
class Esecutore:
    esegui: Esegui
    esito: Callable[[Lavoro], Esito | None] | None


_esecutori: dict[str, Esecutore] = {}


def esecutore(tipo: TipoLavoro, *, esito: Callable[[Lavoro], Esito | None] | None = None) -> Callable[[Esegui], Esegui]:
    """Register `esegui(lavoro, avanzamento) -> None` for a kind of job.

    `esito` tells where the result of a finished job is. The function runs outside any transaction; it ends with
    `avanzamento.concludi(scrivi)`, where `scrivi` writes the result rows in the transaction that marks the job done.
    """

    def registra(funzione: Esegui) -> Esegui:
        _esecutori[tipo] = Esecutore(funzione, esito)
        return funzione

    return registra


def esecutore_di(tipo: str) -> Esecutore | None:
    return _esecutori.get(tipo)


def esito_di(lavoro: Lavoro) -> Esito | None:
    """The result of a finished job, if its kind has one to show."""
    registrato = esecutore_di(lavoro.tipo)
    return registrato.esito(lavoro) if registrato and registrato.esito else None
