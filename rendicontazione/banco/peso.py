"""How heavy a page is: its own markup, and our own style sheets and scripts that it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

MARCATURA, PROPRI = 250_000, 60_000  # bytes, not compressed (issue 7)
_RISORSA = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"]+\.(?:css|js))"')


@dataclass(frozen=True)
class Peso:
    """Bytes as written, before any compression; `propri` are the CSS and JavaScript written here, not the theme's."""

    marcatura: int
    propri: int


def peso_di(corpo: bytes) -> Peso:
    risorse = set(_RISORSA.findall(corpo.decode()))
    return Peso(len(corpo), sum(_nostra(nome) for nome in risorse))


def _nostra(nome: str) -> int:
    """The size of a file of ours, 0 for one of a package."""
    trovato = finders.find(nome)
    if trovato is None:
        return 0
    percorso = Path(str(trovato))
    return percorso.stat().st_size if percorso.is_relative_to(settings.RADICE / "static") else 0
