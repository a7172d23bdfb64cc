"""An exception without its words: they quote what people wrote (a unique constraint quotes the row)."""

from __future__ import annotations

import traceback
from pathlib import PurePath
from types import TracebackType

from pianoperf.ambiente import RADICE

# the last ones: where it was raised
PASSI = 25
Errore = dict[str, object]


def in_dati(errore: BaseException, dove: TracebackType | None) -> Errore:
    """Type, SQLSTATE, file:line of each step and the same of the causes. Never the message, nor a value."""
    dati: Errore = {"tipo": tipo_di(errore), "passi": _passi(dove)}
    # PostgreSQL's own five characters, which say what kind of error it was
    if codice := getattr(errore, "pgcode", None):
        dati["sqlstate"] = codice
    causa = errore.__cause__ or (None if errore.__suppress_context__ else errore.__context__)
    if causa is not None:
        dati["causa"] = in_dati(causa, causa.__traceback__)
    return dati


def tipo_di(errore: BaseException) -> str:
    return f"{type(errore).__module__}.{type(errore).__qualname__}"


def percorso(file: str) -> str:
    """The path below the project or the libraries: nothing of the machine."""
    intero = PurePath(file)
    if intero.is_relative_to(RADICE) and "site-packages" not in intero.parts:
        return str(intero.relative_to(RADICE))
    return "/".join(intero.parts[-3:])


def _passi(dove: TracebackType | None) -> list[str]:
    passi = traceback.StackSummary.extract(traceback.walk_tb(dove), lookup_lines=False)[-PASSI:]
    return [f"{percorso(passo.filename)}:{passo.lineno} {passo.name}" for passo in passi]
