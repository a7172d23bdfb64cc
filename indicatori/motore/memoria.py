"""A whole plan repeats its texts, and many look at each: while it is in hand, each text is read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_ricordate: ContextVar[dict[Hashable, Any] | None] = ContextVar("letture_ricordate", default=None)


@contextmanager
def letture_ricordate() -> Iterator[None]:
    """Inside, what a remembered function gave is given again for equal arguments; at the end all is forgotten."""
    if _ricordate.get() is not None:
        yield
        return
    gettone = _ricordate.set({})
    try:
        yield
    finally:
        _ricordate.reset(gettone)


def ricordata(funzione: Callable[_P, _T]) -> Callable[_P, _T]:
    """Decorator of a pure function of hashable arguments: called outside `letture_ricordate`, it is as it was."""

    @wraps(funzione)
    def che_ricorda(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        ricordate = _ricordate.get()
        if ricordate is None or kwargs:
            return funzione(*args, **kwargs)
        chiave = (funzione, *args)
        if chiave not in ricordate:
            ricordate[chiave] = funzione(*args, **kwargs)
        risultato: _T = ricordate[chiave]
        return risultato

    return che_ricorda
