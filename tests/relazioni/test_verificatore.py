"""The checker sees each defect in a document where it was made on purpose."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.relazioni.piani import pdf_di
from tests.relazioni.test_etichette import DISEGNO, pezzo
from tests.relazioni.verificatore import difetti, guasti_d_archivio
from tests.relazioni.verificatore.guasti import GUASTI, primo

# Imported for the damages that it enters among the others.
assert guasti_d_archivio


def buono() -> bytes:
    return pdf_di("asc-insieme-2023-2025", 2023)


def salvato(pdf: pikepdf.Pdf) -> bytes:
    """As a first saving: with an identifier of its own."""
    uscita = BytesIO()
    del pdf.trailer["/ID"]
    pdf.save(uscita, deterministic_id=True)
    return uscita.getvalue()


@pytest.mark.parametrize("quale", GUASTI)
def test_each_damage_is_seen(quale: str) -> None:
    guasto, frase = GUASTI[quale]
    with pikepdf.open(BytesIO(buono())) as pdf:
        guasto(pdf)
        trovati = difetti(salvato(pdf))
    assert any(frase in difetto for difetto in trovati), trovati[:10]


def test_saving_again_is_no_defect() -> None:
    with pikepdf.open(BytesIO(buono())) as pdf:
        assert difetti(salvato(pdf)) == []


def test_a_ciphered_file_is_seen() -> None:
    uscita = BytesIO()
    with pikepdf.open(BytesIO(buono())) as pdf:
        pdf.save(uscita, encryption=pikepdf.Encryption(owner="x", user=""))
    assert any("cifrato" in difetto for difetto in difetti(uscita.getvalue()))


def test_an_identifier_by_chance_is_seen() -> None:
    uscita = BytesIO()
    with pikepdf.open(BytesIO(buono())) as pdf:
        pdf.save(uscita)
    assert any("identificatore" in difetto for difetto in difetti(uscita.getvalue()))


@pytest.mark.parametrize(
    ("riquadro", "frase"), [([0, 0, 2000, 10], "esce dalla pagina"), ([10, 10, 5, 20], "esce"), ([], "non ha BBox")]
)
def test_a_figure_out_of_its_page_is_seen(riquadro: list[int], frase: str) -> None:
    with pikepdf.open(BytesIO(pezzo(DISEGNO).pdf)) as pdf:
        primo(pdf, "Figure").A = Dictionary(O=Name.Layout, BBox=Array(riquadro))
        trovati = difetti(salvato(pdf), sezione=True)
    assert any(frase in difetto for difetto in trovati), trovati
