"""The identifier of the request that is being served: in the answer, in every line, in the jobs that it asks for."""

from __future__ import annotations

import re
from contextvars import ContextVar
from uuid import uuid4

# Hexadecimal and hyphens only: whatever comes from outside, no word can be hidden in it.
BEN_FATTO = re.compile(r"[0-9a-f][0-9a-f-]{14,62}[0-9a-f]", re.IGNORECASE)

richiesta: ContextVar[str] = ContextVar("richiesta", default="")


def identificativo(ricevuto: str | None) -> str:
    """`ricevuto` (header X-Request-ID) if it is well formed, else a new one of 32 hexadecimal digits."""
    return ricevuto if ricevuto and BEN_FATTO.fullmatch(ricevuto) else uuid4().hex
