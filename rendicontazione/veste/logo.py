"""A logo that comes from outside: looked at, decoded, and written again as a plain PNG."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from pianoperf.web.rifiuti import Rifiuto

FORMATI = ("PNG", "JPEG")
BYTE_MASSIMI = 2**20
LATO_MASSIMO = 4000
FINE_JPEG = b"\xff\xd9"
# The logo is 18 mm high in print: these are about 500 points to the inch.
STAMPA = (900, 360)

TROPPO_PESANTE = "Il logo supera 1 MB: caricane uno più leggero."
TROPPO_GRANDE = f"Il logo supera i {LATO_MASSIMO} punti di lato: riducilo e caricalo di nuovo."
NON_IMMAGINE = "Il file non è un'immagine PNG o JPEG che si possa leggere: salva il logo in uno di questi formati."
GUASTI = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
)


def logo_pulito(contenuto: bytes) -> bytes:
    """A PNG without metadata and without transparency, at most 900 x 360 points. Raises Rifiuto."""
    if len(contenuto) > BYTE_MASSIMI:
        raise Rifiuto(TROPPO_PESANTE)
    try:
        _intera(contenuto)
        with Image.open(BytesIO(contenuto), formats=FORMATI) as immagine:
            if max(immagine.size) > LATO_MASSIMO:
                raise Rifiuto(TROPPO_GRANDE)
            return _riscritta(immagine)
    except GUASTI as guasto:
        raise Rifiuto(NON_IMMAGINE) from guasto


def _intera(contenuto: bytes) -> None:
    """Raises OSError or SyntaxError for a file cut short: WeasyPrint lets Pillow read those, in the whole process."""
    with Image.open(BytesIO(contenuto), formats=FORMATI) as immagine:
        immagine.verify()
        if immagine.format == "JPEG" and FINE_JPEG not in contenuto[-1024:]:
            raise OSError("the end of the picture is missing")


def _riscritta(immagine: Image.Image) -> bytes:
    dritta = ImageOps.exif_transpose(immagine)
    colori = dritta.convert("RGB") if dritta.mode in ("CMYK", "YCbCr", "F", "I", "I;16") else dritta
    velata = colori.convert("RGBA")
    velata.thumbnail(STAMPA)
    piana = Image.new("RGB", velata.size, "white")
    piana.paste(velata, mask=velata.getchannel("A"))
    uscita = BytesIO()
    piana.save(uscita, format="PNG", optimize=True)
    return uscita.getvalue()
