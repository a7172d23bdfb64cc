"""Heads, feet and page numbers: put on each page when the document is joined, as artefacts."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from rendicontazione.relazioni.caratteri import PESI
from rendicontazione.relazioni.composizione.caratteri_pdf import Cassa, in_glifi
from rendicontazione.relazioni.composizione.pezzi import Pezzo

FILE = PESI["normal", 400]
CORPO = 7.5
MARGINE_DESTRO, ALTEZZA = 34.016, 29.107
GRIGIO = "0.271 0.357 0.443"
# The name of the font of the page number in the resources of every page.
NUMERO = "/Numero"
MARCA = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"


class Timbratura:
    """The stamps of a document of `totale` pages: page 1 of the stamps on the first page, page 2 on the others."""

    def __init__(self, pdf: Pdf, timbri: Pezzo, cassa: Cassa, totale: int) -> None:
        self._pdf, self._cassa, self._totale = pdf, cassa, totale
        with Pdf.open(BytesIO(timbri.pdf)) as fogli:
            self._moduli = [pdf.copy_foreign(pagina.as_form_xobject()) for pagina in fogli.pages]
        self._apri = pdf.make_indirect(Stream(pdf, b"q\n"))

    @property
    def risorse(self) -> list[pikepdf.Object]:
        """The resources of the stamps: their fonts are put there once all are known."""
        return [modulo.Resources for modulo in self._moduli]

    def timbra(self, pagina: pikepdf.Page, numero: int) -> None:
        """Head, foot and "pagina n di m" on a page, its number counted from 0."""
        modulo = self._moduli[min(numero, len(self._moduli) - 1)]
        larghezza = float(pagina.MediaBox[2])
        codici, segni, mille = in_glifi(FILE, f"pagina {numero + 1} di {self._totale}")
        self._cassa.aggiungi(FILE, segni)
        x = larghezza - MARGINE_DESTRO - mille * CORPO / 1000
        timbro = (
            f"\nQ\n{MARCA}\nq\n/Timbro{min(numero, 1)} Do\nQ\n"
            f"q\n{GRIGIO} rg\nBT\n{NUMERO} {CORPO} Tf\n{x:.3f} {ALTEZZA} Td\n<{codici.hex()}> Tj\nET\nQ\nEMC\n"
        )
        risorse = pagina.Resources
        if "/XObject" not in risorse:
            risorse.XObject = Dictionary()
        risorse.XObject[f"/Timbro{min(numero, 1)}"] = modulo
        pagina.Contents = Array(
            [self._apri, *_flussi(pagina), self._pdf.make_indirect(Stream(self._pdf, timbro.encode()))]
        )


def _flussi(pagina: pikepdf.Page) -> list[pikepdf.Object]:
    contenuti = pagina.Contents
    return list(contenuti) if isinstance(contenuti, Array) else [contenuti]
