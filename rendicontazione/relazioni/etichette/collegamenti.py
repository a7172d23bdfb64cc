"""What a link says to one who cannot see it: its own text, where WeasyPrint writes the address (PDF/UA-1 7.18.5)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

INDIRIZZO = re.compile(r"[a-z][a-z0-9+.-]*:\S+|www\.\S+")


def descrizioni(collegamento: Element) -> dict[Element, str]:
    """The description of the annotations of an `a` and of all that stands in it, by element.

    The `aria-label` where there is one, else the text; of a bare address, that it is a link.
    """
    testo = " ".join((collegamento.get("aria-label") or "".join(collegamento.itertext())).split())
    if not testo:
        testo = collegamento.get("href", "")
    if INDIRIZZO.fullmatch(testo):
        testo = f"Collegamento a {testo}"
    return dict.fromkeys(collegamento.iter(), testo)
