"""Which code carries out which kind of job: each app registers its own in a module called `esecutori`.

That module is imported by every process at startup, so it must import heavy libraries inside the function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pianoperf.lavori.enums import TipoLavoro

if TYPE_CHECKING:
    from pianoperf.lavori.esecuzione import Avanzamento
    from pianoperf.lavori.models import Lavoro
    from pianoperf.organizzazione.models import Utente

    Esegui = Callable[[Lavoro, Avanzamento], None]


@dataclass(frozen=True)
class Esito:
    """Where the result of a finished job is, and the words of the link to it."""

    url: str
    testo: str


@dataclass(frozen=True)
class Esecutore:
    """What a kind of job knows of itself.

    `esito`: where the result of a finished job is. `elenco`: the URL name, with `ente`, of the page that lists these
    jobs: who waits for one is told there. `avvisa`: writes to who asked to be, once the job is over. `richiedi`: asks
    for the same thing anew, and gives the new job; only a kind that has it can be cancelled.
    """

    esegui: Esegui
    esito: Callable[[Lavoro], Esito | None] | None = None
    elenco: str = ""
    avvisa: Callable[[Lavoro], None] | None = None
    richiedi: Callable[[Lavoro, Utente, datetime], Lavoro] | None = None


_esecutori: dict[str, Esecutore] = {}


def esecutore(
    tipo: TipoLavoro,
    *,
    esito: Callable[[Lavoro], Esito | None] | None = None,
    elenco: str = "",
    avvisa: Callable[[Lavoro], None] | None = None,
    richiedi: Callable[[Lavoro, Utente, datetime], Lavoro] | None = None,
) -> Callable[[Esegui], Esegui]:
    """Register `esegui(lavoro, avanzamento) -> None` for a kind of job; the rest is told by Esecutore.

    The function runs outside any transaction; it ends with `avanzamento.concludi(scrivi)`, where `scrivi` writes the
    result rows in the transaction that marks the job done.
    """

    def registra(funzione: Esegui) -> Esegui:
        _esecutori[tipo] = Esecutore(funzione, esito, elenco, avvisa, richiedi)
        return funzione

    return registra


def esecutore_di(tipo: str) -> Esecutore | None:
    return _esecutori.get(tipo)


def esito_di(lavoro: Lavoro) -> Esito | None:
    """The result of a finished job, if its kind has one to show."""
    registrato = esecutore_di(lavoro.tipo)
    return registrato.esito(lavoro) if registrato and registrato.esito else None


def tipi_elencati(elenco: str) -> list[str]:
    """The kinds of job that one page lists."""
    return [tipo for tipo, registrato in _esecutori.items() if registrato.elenco == elenco]
