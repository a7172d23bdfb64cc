"""Is the Pango library there? Without it everything works but the PDFs."""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import suppress

MANCA_PANGO = (
    "Manca la libreria Pango: pianoperf si avvia, ma i PDF non si possono preparare. Installala con "
    "«apt install libpango-1.0-0 libpangoft2-1.0-0» (Debian, Ubuntu) o «brew install pango» (macOS) e riavvia."
)


def pango_presente() -> bool:
    """True when the two libraries of Pango that WeasyPrint opens can be opened."""
    return all(_si_apre(nome) for nome in ("pango-1.0", "pangoft2-1.0"))


def _si_apre(nome: str) -> bool:
    for candidato in (ctypes.util.find_library(nome), f"lib{nome}.so.0", f"lib{nome}.0.dylib", f"lib{nome}.dylib"):
        if candidato:
            with suppress(OSError):
                ctypes.CDLL(candidato)
                return True
    return False
