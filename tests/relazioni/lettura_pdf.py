"""Reading back a PDF: its text without spaces, its pages, what it carries."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

from pypdf import PdfReader


def lettore(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def compatto(testo: str) -> str:
    """Without any white space: line breaks inside a cell do not matter."""
    return re.sub(r"\s+", "", testo)


def scritto_in(pdf: bytes) -> str:
    return "".join(pagine_di(pdf))


@cache
def pagine_di(pdf: bytes) -> list[str]:
    """The text of each page, read once for each document of the session."""
    return [compatto(pagina.extract_text()) for pagina in lettore(pdf).pages]


def segnalibri(pdf: bytes) -> dict[str, int]:
    """Title -> page number from 1, of the outline's first level."""
    aperto = lettore(pdf)
    voci = [voce for voce in aperto.outline if not isinstance(voce, list)]
    return {voce.title: aperto.get_destination_page_number(voce) + 1 for voce in voci}
