"""What goes to a composer and what comes back: plain data, no Django, no WeasyPrint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

# Grows when we compose the same HTML into another PDF; another WeasyPrint may too. Kept pieces are then made again.
COMPOSIZIONE = f"7 {version('weasyprint')}"


@dataclass(frozen=True, slots=True)
class Foglio:
    """One section to compose: a whole HTML document and its stylesheet. `etichette` False: no tags (the stamps).

    `risorse` are the files that the HTML may ask for beside the fonts, by their address (veste_vista.LOGO).
    """

    html: str
    stile: str
    etichette: bool = True
    risorse: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def chiave(self) -> str:
        """The fingerprint of what it will look like."""
        impasto = hashlib.sha256(f"{COMPOSIZIONE}\0{self.etichette}\0{self.stile}\0".encode())
        impasto.update(self.html.encode())
        for indirizzo, contenuto in sorted(self.risorse.items()):
            impasto.update(f"\0{indirizzo}\0{hashlib.sha256(contenuto).hexdigest()}".encode())
        return impasto.hexdigest()


@dataclass(frozen=True, slots=True)
class Meta:
    """A place in a section: page from 0, x and y in points from the lower left corner."""

    pagina: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Segnalibro:
    """`livello` is from 1, in the whole document: a section may begin at any."""

    titolo: str
    livello: int
    meta: Meta


@dataclass(frozen=True, slots=True)
class Carattere:
    """How a section uses a font: `file` is a name of `caratteri`, `segni` the text of each glyph by its number."""

    file: str
    segni: dict[int, str]


@dataclass(frozen=True, slots=True)
class Pezzo:
    """A composed section. `pdf` holds pages and tags; its fonts are by name only, the file stands in the joined PDF.

    `caratteri` are by the name under which the pages call them; `mete` are the anchors of the section.
    """

    pdf: bytes
    pagine: int
    mete: dict[str, Meta] = field(default_factory=dict)
    segnalibri: tuple[Segnalibro, ...] = ()
    caratteri: dict[str, Carattere] = field(default_factory=dict)
