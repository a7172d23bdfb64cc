"""Fonts: embedded, with the widths of their own program and a text for each glyph that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from unicodedata import category

from fontTools.ttLib import TTFont
from pikepdf import Array

from tests.relazioni.verificatore.contenuto import Pagina

SCARTO = 1.0
SENZA_SENSO = {"", "\x00", "\ufeff", "\ufffe"}


def difetti_dei_caratteri(pagine: Sequence[Pagina]) -> list[str]:
    mostrati: dict[tuple[int, int], tuple[Any, set[bytes]]] = {}
    for pagina in pagine:
        for chiave, (font, testi) in pagina.usati.items():
            mostrati.setdefault(chiave, (font, set()))[1].update(testi)
    trovati = []
    for font, testi in mostrati.values():
        trovati += [f"Carattere {str(font.get('/BaseFont', '?'))[1:]}: {che}." for che in _del_carattere(font, testi)]
    return trovati or ([] if mostrati else ["Nessun testo con un suo carattere."])


def _del_carattere(font: Any, testi: set[bytes]) -> Iterator[str]:
    if str(font.get("/Subtype")) != "/Type0" or str(font.get("/Encoding")) != "/Identity-H":
        yield "non è composto con i glifi per numero"
        return
    discendente = font.DescendantFonts[0]
    descrittore = discendente.get("/FontDescriptor", {})
    file = descrittore.get("/FontFile2", descrittore.get("/FontFile3"))
    if file is None:
        yield "il file non è incorporato"
        return
    if str(discendente.get("/Subtype")) == "/CIDFontType2" and str(discendente.get("/CIDToGIDMap")) != "/Identity":
        yield "non dice quale glifo è ogni numero (CIDToGIDMap)"
    codici = {int.from_bytes(testo[i : i + 2], "big") for testo in testi for i in range(0, len(testo), 2)}
    if 0 in codici:
        yield "mostra un segno che non ha (.notdef)"
    yield from _dei_testi(font, codici)
    yield from _delle_larghezze(discendente, file.read_bytes(), codici)


def _dei_testi(font: Any, codici: set[int]) -> Iterator[str]:
    if "/ToUnicode" not in font:
        yield "non dice i testi dei glifi (ToUnicode)"
        return
    mappa = in_unicode(font.ToUnicode.read_bytes().decode("latin-1"))
    senza = sorted(codice for codice in codici if mappa.get(codice, "") in SENZA_SENSO)
    if senza:
        yield f"{len(senza)} glifi mostrati non hanno testo: {senza[:8]}"
    privati = sorted(codice for codice in codici if any(category(segno) == "Co" for segno in mappa.get(codice, "")))
    if privati:
        yield f"{len(privati)} glifi hanno un testo che solo chi lo ha scritto sa leggere: {privati[:8]}"


def in_unicode(cmap: str) -> dict[int, str]:
    """The code -> text pairs of a ToUnicode map, its ranges unfolded."""
    mappa = {}
    for blocco in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for codice, testo in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", blocco):
            mappa[int(codice, 16)] = bytes.fromhex(testo).decode("utf-16-be", "replace")
    for blocco in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for primo, ultimo, testo in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", blocco):
            for posto in range(int(ultimo, 16) - int(primo, 16) + 1):
                mappa[int(primo, 16) + posto] = chr(int(testo, 16) + posto)
    return mappa


def _delle_larghezze(discendente: Any, programma: bytes, codici: set[int]) -> Iterator[str]:
    font = TTFont(BytesIO(programma))
    ordine, mille = font.getGlyphOrder(), 1000 / font["head"].unitsPerEm
    oltre = [codice for codice in codici if codice >= len(ordine)]
    if oltre:
        yield f"mostra glifi che il file non ha: {sorted(oltre)[:8]}"
    dette, predefinita = _dette(discendente.get("/W", Array())), float(discendente.get("/DW", 1000))
    misure = font["hmtx"]
    diverse = [
        codice
        for codice in sorted(codici - set(oltre))
        if abs(dette.get(codice, predefinita) - misure[ordine[codice]][0] * mille) > SCARTO
    ]
    if diverse:
        yield f"le larghezze di {len(diverse)} glifi non sono quelle del file: {diverse[:8]}"


def _dette(larghezze: Any) -> dict[int, float]:
    """The W array: `first [w w w]` or `first last w`."""
    dette: dict[int, float] = {}
    voci, posto = list(larghezze), 0
    while posto < len(voci):
        primo, secondo = int(voci[posto]), voci[posto + 1]
        if isinstance(secondo, Array):
            dette |= {primo + n: float(valore) for n, valore in enumerate(secondo)}
            posto += 2
        else:
            dette |= dict.fromkeys(range(primo, int(secondo) + 1), float(voci[posto + 2]))
            posto += 3
    return dette
