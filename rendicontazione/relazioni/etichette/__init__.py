"""Repairs of the tags that WeasyPrint 70 writes (reliability.md 2.2), on one section of a document.

An element divided by page breaks is one element again, the repeated heads of tables are artefacts, every header cell
has its scope, and the tree holds nothing that says nothing.
"""

from __future__ import annotations

import pikepdf

from rendicontazione.relazioni.etichette.compattazione import compatta
from rendicontazione.relazioni.etichette.flussi import declassa
from rendicontazione.relazioni.etichette.fusione import fondi
from rendicontazione.relazioni.etichette.immagini import senza_interpolazione
from rendicontazione.relazioni.etichette.nodi import leggi
from rendicontazione.relazioni.etichette.rimandi import raccogli
from rendicontazione.relazioni.etichette.scrittura import Scrittura


def ripara(pdf: pikepdf.Pdf, *, prefisso: str = "") -> None:
    """Repair in place the PDF of a section as the composer has just written it; `prefisso` makes its IDs unique."""
    documento = leggi(pdf)
    fondi(documento)
    compatta(documento)
    raccogli(pdf, documento)
    declassa(pdf, documento)
    senza_interpolazione(pdf)
    Scrittura(pdf, prefisso).scrivi(documento)
