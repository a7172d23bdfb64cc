"""A logo that comes from outside."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.veste.logo import BYTE_MASSIMI, logo_pulito
from tests.veste.test_pdf import immagine


def riletto(contenuto: bytes) -> Image.Image:
    aperto = Image.open(BytesIO(logo_pulito(contenuto)))
    aperto.load()
    return aperto


@pytest.mark.parametrize("modo", ["RGBA", "RGB", "L", "LA", "P", "1"])
def test_un_png_di_ogni_modo_torna_un_png_opaco(modo: str) -> None:
    aperto = riletto(immagine(modo=modo))
    assert (aperto.format, aperto.mode, aperto.size) == ("PNG", "RGB", (300, 120))


def test_ciò_che_è_trasparente_diventa_bianco() -> None:
    assert riletto(immagine(modo="RGBA")).getpixel((5, 5)) == (255, 255, 255)


def test_una_fotografia_in_quadricromia_è_accettata() -> None:
    assert riletto(immagine("JPEG", modo="CMYK")).mode == "RGB"


def test_i_metadati_non_restano() -> None:
    scritti = PngInfo()
    scritti.add_text("Autore", "segreto")
    assert b"segreto" not in logo_pulito(immagine(pnginfo=scritti))


def test_un_logo_grande_si_riduce_alla_stampa() -> None:
    aperto = riletto(immagine(lati=(4000, 1000)))
    assert aperto.size == (900, 225)


@pytest.mark.parametrize(
    "contenuto",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        immagine("GIF", modo="P"),
        immagine("TIFF"),
        immagine()[:-20],
        immagine("JPEG", modo="RGB")[:-20],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    ],
)
def test_ciò_che_non_è_png_o_jpeg_è_rifiutato(contenuto: bytes) -> None:
    with pytest.raises(Rifiuto, match="PNG o JPEG"):
        logo_pulito(contenuto)


def test_un_lato_oltre_i_4000_punti_è_rifiutato() -> None:
    with pytest.raises(Rifiuto, match="4000"):
        logo_pulito(immagine(lati=(4001, 1), modo="1"))


def test_oltre_1_mb_è_rifiutato() -> None:
    with pytest.raises(Rifiuto, match="1 MB"):
        logo_pulito(b"x" * (BYTE_MASSIMI + 1))
