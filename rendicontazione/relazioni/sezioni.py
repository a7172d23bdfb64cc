"""A document is a list of sections, each composed by itself and starting on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rendicontazione.relazioni.celle import VoceIndice


@dataclass(frozen=True, slots=True)
class Sezione:
    """A part of a document: the template under relazioni/, its variables, its lines of the index.

    The template sees `vista` and what the document gives to all, beside `contesto`. What it prints must depend on
    nothing else: the section is kept by its text. `scheda` marks those that the progress counts.
    """

    modello: str
    contesto: dict[str, Any] = field(default_factory=dict)
    voci: tuple[VoceIndice, ...] = ()
    scheda: bool = False
