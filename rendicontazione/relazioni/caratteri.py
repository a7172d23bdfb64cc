"""The fonts of the documents: Titillium Web from the national design system, a few drawn signs, a reduced DejaVu Sans.

Titillium lacks signs that plans use (≥, ≤, →, ●): they are drawn here. DejaVu Sans has the other scripts and
symbols (fonts/LEGGIMI.md). No font of the system is ever used: a document looks the same, byte for byte, on a
machine with no font installed at all.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

CARTELLA = ("static", "fonts", "Titillium_Web")
PESI = {
    ("normal", 400): "titillium-web-v10-latin-ext_latin-regular.ttf",
    ("italic", 400): "titillium-web-v10-latin-ext_latin-italic.ttf",
    ("normal", 600): "titillium-web-v10-latin-ext_latin-600.ttf",
    ("normal", 700): "titillium-web-v10-latin-ext_latin-700.ttf",
}
TITILLIUM = "Titillium Web"
SEGNI = "segni.ttf"
ALTRI = "dejavu-sans-ridotto.ttf"
# The families with one face for every weight: those of _stile.css, and what a page without it falls back on.
FAMIGLIE_UNICHE = {"Segni": SEGNI, "Altri segni": ALTRI, "DejaVu Sans": ALTRI}
# In the order in which a document carries them.
FILE = (*PESI.values(), SEGNI, ALTRI)

# Seconds since 1904, as fonts count: the first of January 2026. A fixed day, so always the same bytes.
GIORNO_DEL_FONT = 3_850_070_400

Contorno = list[tuple[int, int]]
MAGGIORE: Contorno = [(60, 640), (60, 560), (400, 400), (60, 240), (60, 160), (490, 365), (490, 435)]
MINORE: Contorno = [(490, 640), (60, 435), (60, 365), (490, 160), (490, 240), (150, 400), (490, 560)]
SOTTO: Contorno = [(60, 110), (490, 110), (490, 40), (60, 40)]
FRECCIA: Contorno = [
    (40, 370),
    (560, 370),
    (420, 240),
    (475, 190),
    (690, 405),
    (475, 620),
    (420, 570),
    (560, 440),
    (40, 440),
]
SPUNTA: Contorno = [(40, 330), (220, 130), (610, 610), (550, 660), (220, 260), (95, 390)]
QUADRO: Contorno = [(60, 60), (60, 660), (660, 660), (660, 60)]
QUADRO_DENTRO: Contorno = [(130, 130), (590, 130), (590, 590), (130, 590)]
TONDO: Contorno = [
    (110, 350), (130, 450), (190, 535), (280, 585), (380, 595), (480, 560), (555, 490), (590, 400),
    (590, 300), (555, 210), (480, 140), (380, 105), (280, 115), (190, 165), (130, 250),
]  # fmt: skip

CENTRI = ((360, 540), (180, 360), (540, 360), (360, 180))
ROMBI: list[Contorno] = [[(x - 165, y), (x, y + 165), (x + 165, y), (x, y - 165)] for x, y in CENTRI]

DISEGNI: dict[str, tuple[int, list[Contorno]]] = {
    "≥": (550, [MAGGIORE, SOTTO]),
    "≤": (550, [MINORE, SOTTO]),
    "→": (730, [FRECCIA]),
    "✓": (650, [SPUNTA]),
    "●": (700, [TONDO]),
    "■": (720, [QUADRO]),
    "❖": (720, ROMBI),
    "☐": (720, [QUADRO, QUADRO_DENTRO]),
}


def carattere(nome: str) -> bytes:
    """The file of one font. Raises FileNotFoundError for a name that is not among ours."""
    if nome == SEGNI:
        return _segni()
    if nome == ALTRI:
        return (Path(__file__).parent / "fonts" / ALTRI).read_bytes()
    if nome not in PESI.values():
        raise FileNotFoundError(nome)
    return files("bootstrap_italia_template").joinpath(*CARTELLA, nome).read_bytes()


def file_del_carattere(famiglia: str, stile: int, peso: int) -> str:
    """Which of our files a composed font is. `stile` is 0 for upright, `peso` from 100 to 900 as in CSS.

    Raises ValueError for a family that is not ours: its glyph numbers would be read in another file.
    """
    if famiglia in FAMIGLIE_UNICHE:
        return FAMIGLIE_UNICHE[famiglia]
    if famiglia != TITILLIUM:
        raise ValueError(f"Carattere non del prodotto: {famiglia}")
    corsivo = "italic" if stile else "normal"
    return min(PESI.items(), key=lambda voce: (voce[0][0] != corsivo, abs(voce[0][1] - peso)))[1]


@cache
def _segni() -> bytes:
    """A TrueType font with the drawn signs: fixed dates, so always the same bytes."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    nomi = {segno: f"segno{ord(segno):04X}" for segno in DISEGNI}
    penne = {".notdef": TTGlyphPen(None)}
    for segno, (_, contorni) in DISEGNI.items():
        penne[nomi[segno]] = _disegna(TTGlyphPen(None), contorni)
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(penne))
    font.setupCharacterMap({ord(segno): nome for segno, nome in nomi.items()})
    font.setupGlyf({nome: penna.glyph() for nome, penna in penne.items()})
    font.setupHorizontalMetrics(
        {".notdef": (500, 0)} | {nomi[s]: (larghezza, 0) for s, (larghezza, _) in DISEGNI.items()}
    )
    font.setupHorizontalHeader(ascent=1000, descent=-300)
    font.setupNameTable({"familyName": "Pianoperf Segni", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=1000, sTypoDescender=-300, usWinAscent=1000, usWinDescent=300)
    font.setupPost()
    font.updateHead(created=GIORNO_DEL_FONT, modified=GIORNO_DEL_FONT)
    uscita = BytesIO()
    font.font.recalcTimestamp = False
    font.save(uscita)
    return uscita.getvalue()


def _disegna(penna: Any, contorni: list[Contorno]) -> Any:
    for contorno in contorni:
        penna.moveTo(contorno[0])
        for punto in contorno[1:]:
            penna.lineTo(punto)
        penna.closePath()
    return penna
