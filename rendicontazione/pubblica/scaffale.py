"""The public answers already made, kept ready by this process up to a weight: the least asked for go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from rendicontazione.pubblica.risposte import Corpo

# Bytes: of all the answers kept by a process, and of the largest that is worth keeping.
TUTTI, UNO = 24 * 2**20, 2 * 2**20

_corpi: OrderedDict[Hashable, Corpo] = OrderedDict()
_serratura = Lock()
_peso = 0


def prendi(chiave: Hashable) -> Corpo | None:
    with _serratura:
        corpo = _corpi.get(chiave)
        if corpo is not None:
            _corpi.move_to_end(chiave)
        return corpo


def metti(chiave: Hashable, corpo: Corpo) -> None:
    """`chiave` must name the content exactly: what is under it is given again without a question."""
    global _peso
    if corpo.peso > UNO:
        return
    with _serratura:
        vecchio = _corpi.pop(chiave, None)
        _corpi[chiave] = corpo
        _peso += corpo.peso - (vecchio.peso if vecchio else 0)
        while _peso > TUTTI:
            _peso -= _corpi.popitem(last=False)[1].peso
