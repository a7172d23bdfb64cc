"""The things before and after one, where things are examined one after another: `web/_vicini.html` shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Vicino:
    """`nome` is what the link says; `titolo` is read after it by a screen reader."""

    indirizzo: str
    nome: str
    titolo: str = ""


@dataclass(frozen=True, slots=True)
class Vicini:
    """`posto` counts from 1; None when a filter leaves out the thing that is shown."""

    precedente: Vicino | None
    successivo: Vicino | None
    posto: int | None
    totale: int
    filtrati: bool = False

    @property
    def altri(self) -> bool:
        return bool(self.precedente or self.successivo)


def vicini_in(
    elenco: Sequence[K], qui: K, vicino: Callable[[K], Vicino], *, tra: Collection[K] | None = None
) -> Vicini:
    """The neighbours of `qui` in a list in order; with `tra`, the nearest of those that a filter keeps."""
    scelti = [chiave for chiave in elenco if tra is None or chiave in tra]
    posto = elenco.index(qui) if qui in elenco else -1
    prima = next((chiave for chiave in reversed(elenco[: max(posto, 0)]) if tra is None or chiave in tra), None)
    dopo = next((chiave for chiave in elenco[posto + 1 :] if tra is None or chiave in tra), None)
    return Vicini(
        precedente=None if prima is None else vicino(prima),
        successivo=None if dopo is None else vicino(dopo),
        posto=scelti.index(qui) + 1 if qui in scelti else None,
        totale=len(scelti),
        filtrati=tra is not None,
    )


def filtri_in(dati: QueryDict, chiavi: Collection[str]) -> str:
    """The filters of a list as they follow a thing of it: "?stato=da_fare&scheda=3", "" when there are none."""
    tenuti = QueryDict(mutable=True)
    for chiave in chiavi:
        if valore := str(dati.get(chiave, "")):
            tenuti[chiave] = valore
    return f"?{tenuti.urlencode()}" if tenuti else ""
