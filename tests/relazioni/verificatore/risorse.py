"""Images, transparency and streams: what an archive may not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

from tests.relazioni.verificatore.albero import lista

FUSIONI = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip


def difetti_delle_risorse(pdf: pikepdf.Pdf) -> list[str]:
    trovati = []
    for oggetto in pdf.objects:
        if isinstance(oggetto, Dictionary | Stream):
            trovati += [f"Oggetto {oggetto.objgen[0]}: {che}." for che in _dell_oggetto(oggetto)]
    for numero, pagina in enumerate(pdf.pages, 1):
        for nome, stato in pagina.get("/Resources", {}).get("/ExtGState", {}).items():
            trovati += [f"Pagina {numero}, {nome}: {che}." for che in _dello_stato(stato)]
    return trovati


def _dell_oggetto(oggetto: Any) -> Iterator[str]:
    sottotipo = str(oggetto.get("/Subtype", ""))
    if sottotipo == "/Image":
        yield from _dell_immagine(oggetto)
    if sottotipo == "/PS" or str(oggetto.get("/Subtype2", "")) == "/PS":
        yield "un programma PostScript"
    if isinstance(oggetto, Stream):
        if "/LZWDecode" in [str(filtro) for filtro in lista(oggetto.get("/Filter"))]:
            yield "compressa con LZW"
        if "/F" in oggetto:
            yield "il contenuto sta in un altro file"
    if str(oggetto.get("/Type", "")) == "/ExtGState":
        yield from _dello_stato(oggetto)


def _dell_immagine(immagine: Any) -> Iterator[str]:
    if bool(immagine.get("/Interpolate", False)):
        yield "l'immagine è Interpolate"
    if "/Alternates" in immagine or "/OPI" in immagine:
        yield "l'immagine ha delle varianti"
    if str(immagine.get("/ColorSpace", "")) == "/DeviceCMYK":
        yield "l'immagine è in quadricromia"
    if "/SMask" in immagine and "/Matte" in immagine.SMask:
        yield "l'immagine ha colori già mischiati allo sfondo"


def _dello_stato(stato: Any) -> Iterator[str]:
    """Transparency is admitted (the output intent gives its colours), odd blendings and transfer functions are not."""
    if any(str(modo) not in FUSIONI for modo in lista(stato.get("/BM"))):
        yield f"fusione {stato.BM} che non è normalizzata"
    if "/TR" in stato or str(stato.get("/TR2", "/Default")) != "/Default" or "/HTP" in stato:
        yield "una funzione di trasferimento"
    if str(stato.get("/SMask", "/None")) != "/None" and "/G" not in stato.SMask:
        yield "una maschera senza gruppo"
