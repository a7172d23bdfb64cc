"""A whole plan repeats its texts, and many look at each: while it is in hand, each text is interpreted once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from indicatori.motore.condizioni import Interpretazione
from indicatori.motore.grammatica import lettura

_Ricordate = dict[tuple[str, int, date | None], Interpretazione]
_ricordate: ContextVar[_Ricordate | None] = ContextVar("letture_ricordate", default=None)


@contextmanager
def letture_ricordate() -> Iterator[None]:
    """Inside, equal texts of equal years and terms are interpreted once; everything is forgotten at the end."""
    if _ricordate.get() is not None:
        yield
        return
    gettone = _ricordate.set({})
    try:
        yield
    finally:
        _ricordate.reset(gettone)


def interpreta(testo: str, anno: int, termine: date | None = None) -> Interpretazione:
    """What `lettura.interpreta` gives; inside `letture_ricordate`, what it gave the first time."""
    ricordate = _ricordate.get()
    if ricordate is None:
        return lettura.interpreta(testo, anno, termine)
    chiave = (testo, anno, termine)
    if (letta := ricordate.get(chiave)) is None:
        letta = ricordate[chiave] = lettura.interpreta(testo, anno, termine)
    return letta
