"""What a change of the plan asks of the floor that keeps the results: it registers its custode when Django is ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente

Condizioni = list[dict[str, Any]]


class CustodeRisultati(Protocol):
    """Previsioni are named by their primary key."""

    def impedimenti(self, *, piano: Piano, tolte: Sequence[int], cambiate: Sequence[int]) -> list[str]:
        """Sentences: the results that a removed or changed target would wrong. Writes nothing."""
        ...

    def blocca(self, *, piano: Piano) -> None:
        """Locks the plan's years until the end of the transaction: nobody validates them meanwhile."""
        ...

    def prepara(self, *, tolte: Sequence[int]) -> None:
        """Drops the empty results of the targets that are about to go."""
        ...

    def aggiorna(self, *, piano: Piano, cambiate: Mapping[int, Condizioni], utente: Utente, adesso: datetime) -> None:
        """After the change: results of changed targets (with the conditions of before) follow, new targets get theirs.

        Runs in the transaction of the approval.
        """
        ...


_custodi: list[CustodeRisultati] = []


def registra_custode(custode: CustodeRisultati) -> None:
    """Called once by the upper floor when it is ready; the last one registered counts."""
    _custodi[:] = [custode]


def custode() -> CustodeRisultati:
    if not _custodi:
        raise ImproperlyConfigured("Nessuna applicazione installata custodisce i risultati.")
    return _custodi[0]
