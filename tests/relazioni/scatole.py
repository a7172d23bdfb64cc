"""The boxes of a composed section: whether each text stands in its cell and on its page, and cells stand apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.stampa import _impaginato

# In CSS pixels: half a border, and the rounding of the text engine.
SCARTO = 1.0


def fuori_posto(foglio: Foglio) -> list[str]:
    """A sentence for each box that is not where it should be."""
    documento = _impaginato(foglio)
    trovati = []
    for numero, pagina in enumerate(documento.pages, 1):
        trovati += [f"pagina {numero}: {che}" for che in _della_pagina(pagina._page_box)]
    return trovati


def _della_pagina(pagina: Any) -> Iterator[str]:
    sinistra, cima = pagina.content_box_x(), pagina.content_box_y()
    area = (sinistra, cima, sinistra + pagina.width, cima + pagina.height)
    for scatola in pagina.descendants():
        if isinstance(scatola, boxes.TextBox) and scatola.text.strip() and not _dentro(scatola, area):
            yield f"«{scatola.text[:40]}» esce dalla pagina"
        elif isinstance(scatola, boxes.TableCellBox):
            yield from _della_cella(scatola)
        elif isinstance(scatola, boxes.TableRowBox):
            yield from _della_riga(scatola)


def _della_cella(cella: Any) -> Iterator[str]:
    x, y = cella.content_box_x(), cella.position_y
    # Downwards up to the border: the padding after the last line is that of the cell.
    area = (x, y, x + cella.width, y + cella.border_height())
    for scatola in cella.descendants():
        if isinstance(scatola, boxes.TextBox) and scatola.text.strip() and not _dentro(scatola, area):
            yield f"«{scatola.text[:40]}» esce dalla cella"


def _della_riga(riga: Any) -> Iterator[str]:
    celle = sorted(riga.children, key=lambda cella: cella.position_x)
    for prima, dopo in pairwise(celle):
        if prima.position_x + prima.border_width() > dopo.position_x + SCARTO:
            yield f"due celle si sovrappongono a x = {dopo.position_x:.1f}"


def _dentro(testo: Any, area: tuple[float, float, float, float]) -> bool:
    sinistra, cima, destra, fondo = area
    return (
        testo.position_x >= sinistra - SCARTO
        and testo.position_x + testo.width <= destra + SCARTO
        and testo.position_y >= cima - SCARTO
        and testo.position_y + testo.height <= fondo + SCARTO
    )
