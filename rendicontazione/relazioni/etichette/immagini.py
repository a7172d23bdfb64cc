"""Images are drawn as they are: an archive admits no interpolation (ISO 19005-3, 6.2.8)."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name

FORMATI = (Name.Image, Name.Form)


def senza_interpolazione(pdf: pikepdf.Pdf) -> None:
    """Turn in place the flag off on every image of the pages, their masks and their forms included."""
    visti: set[tuple[int, int]] = set()
    for pagina in pdf.pages:
        _nelle_risorse(pagina.obj.get("/Resources", Dictionary()), visti)


def _nelle_risorse(risorse: pikepdf.Object, visti: set[tuple[int, int]]) -> None:
    for disegno in risorse.get("/XObject", Dictionary()).values():
        if disegno.objgen in visti or disegno.get("/Subtype") not in FORMATI:
            continue
        visti.add(disegno.objgen)
        _nelle_risorse(disegno.get("/Resources", Dictionary()), visti)
        for immagine in (disegno, disegno.get("/SMask")):
            if immagine is not None and "/Interpolate" in immagine:
                immagine.Interpolate = False
