"""The fonts of a joined document: each file stands in it once, with the widths and the texts of the glyphs used."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from rendicontazione.relazioni.caratteri import FILE, carattere

# How Unicode calls the shapes that a letter takes beside others.
FORME = {"<compat>", "<isolated>", "<initial>", "<medial>", "<final>"}
SIMBOLICO, CORSIVO = 4, 64
SEGNI_PER_BLOCCO = 100


@dataclass(frozen=True, slots=True)
class Misure:
    """What a PDF says of a font file. Lengths are in thousandths of the body."""

    contenuto: bytes
    nome: str
    corsivo: bool
    ascendente: int
    discendente: int
    riquadro: tuple[int, int, int, int]
    larghezze: tuple[int, ...]
    mappa: dict[int, int]
    testi: dict[int, str]

    def testo(self, glifo: int, letto: str) -> str:
        """What a glyph says. The composer gives a base without its accent no text, and the accent the text of both."""
        if len(letto) == 1 and self.mappa.get(ord(letto)) == glifo:
            return letto
        return self.testi.get(glifo, letto)


@cache
def misure(file: str) -> Misure:
    """Read from the font once in the life of the process."""
    from fontTools.ttLib import TTFont

    contenuto = carattere(file)
    font = TTFont(BytesIO(contenuto))
    corpo = font["head"].unitsPerEm
    mille = 1000 / corpo
    testa, riga = font["head"], font["hhea"]
    ordine = font.getGlyphOrder()
    mappa = {codice: font.getGlyphID(nome) for codice, nome in font.getBestCmap().items()}
    return Misure(
        contenuto=contenuto,
        nome=str(font["name"].getDebugName(6) or font["name"].getDebugName(1)).replace(" ", "-"),
        corsivo=bool(font["head"].macStyle & 2),
        ascendente=round(riga.ascent * mille),
        discendente=round(riga.descent * mille),
        riquadro=(
            round(testa.xMin * mille), round(testa.yMin * mille), round(testa.xMax * mille), round(testa.yMax * mille),
        ),
        larghezze=tuple(round(font["hmtx"][nome][0] * mille) for nome in ordine),
        mappa=mappa,
        testi=_testi(mappa),
    )  # fmt: skip


def _testi(mappa: dict[int, int]) -> dict[int, str]:
    """The text of each glyph that has a code: of the lowest one, a joined or shaped letter as its plain letters."""
    testi: dict[int, str] = {}
    for codice, glifo in sorted(mappa.items()):
        segno = chr(codice)
        forma = unicodedata.decomposition(segno).partition(" ")[0] in FORME
        testi.setdefault(glifo, unicodedata.normalize("NFKC", segno) if forma else segno)
    return testi


def in_glifi(file: str, testo: str) -> tuple[bytes, dict[int, str], float]:
    """A text as the codes of a shown string, the text of each of its glyphs, and its width in thousandths."""
    dati = misure(file)
    glifi = [dati.mappa[ord(segno)] for segno in testo]
    larghezza = sum(dati.larghezze[glifo] for glifo in glifi)
    codici = b"".join(glifo.to_bytes(2, "big") for glifo in glifi)
    return codici, dict(zip(glifi, testo, strict=True)), float(larghezza)


class Cassa:
    """The fonts used by one document, gathered section by section."""

    def __init__(self) -> None:
        self._usati: dict[str, dict[int, str]] = {}

    def aggiungi(self, file: str, segni: dict[int, str]) -> None:
        usati, dati = self._usati.setdefault(file, {}), misure(file)
        usati.update({glifo: dati.testo(glifo, testo) for glifo, testo in segni.items()})

    def scrivi(self, pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
        """The font objects by file, in the order of the product's list."""
        return {file: _font(pdf, file, self._usati[file]) for file in FILE if file in self._usati}


def _font(pdf: pikepdf.Pdf, file: str, segni: dict[int, str]) -> pikepdf.Object:
    dati = misure(file)
    nome = Name(f"/{dati.nome}")
    descrittore = Dictionary(
        Type=Name.FontDescriptor,
        FontName=nome,
        Flags=SIMBOLICO + (CORSIVO if dati.corsivo else 0),
        FontBBox=Array(dati.riquadro),
        ItalicAngle=-12 if dati.corsivo else 0,
        Ascent=dati.ascendente,
        Descent=dati.discendente,
        CapHeight=dati.ascendente,
        StemV=80,
        FontFile2=pdf.make_indirect(Stream(pdf, dati.contenuto, Length1=len(dati.contenuto))),
    )
    discendente = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=nome,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=_larghezze(dati, sorted(segni)),
        FontDescriptor=pdf.make_indirect(descrittore),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=nome,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(discendente)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _in_unicode(segni))),
        )
    )


def _larghezze(dati: Misure, glifi: list[int]) -> Array:
    """Runs of consecutive glyphs: [first [width width ...] first [...]]."""
    larghezze = Array()
    gruppo: list[int] = []
    for indice, glifo in enumerate(glifi):
        gruppo.append(dati.larghezze[glifo])
        if indice + 1 == len(glifi) or glifi[indice + 1] != glifo + 1:
            larghezze.append(glifo - len(gruppo) + 1)
            larghezze.append(Array(gruppo))
            gruppo = []
    return larghezze


def _in_unicode(segni: dict[int, str]) -> bytes:
    coppie = [f"<{glifo:04x}> <{testo.encode('utf-16-be').hex()}>" for glifo, testo in sorted(segni.items()) if testo]
    righe = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    for inizio in range(0, len(coppie), SEGNI_PER_BLOCCO):
        blocco = coppie[inizio : inizio + SEGNI_PER_BLOCCO]
        righe += [f"{len(blocco)} beginbfchar", *blocco, "endbfchar"]
    righe += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(righe).encode()
