"""HTML to PDF: the only file that imports weasyprint, itself imported only when a document is made."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
from weasyprint import CSS, HTML
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.caratteri import carattere, file_del_carattere
from rendicontazione.relazioni.composizione.pezzi import Carattere, Foglio, Meta, Pezzo, Segnalibro
from rendicontazione.relazioni.etichette import ripara
from rendicontazione.relazioni.etichette.collegamenti import descrizioni
from rendicontazione.relazioni.etichette.nodi import AMBITO, CHI
from rendicontazione.relazioni.veste_vista import LOGO

SCHEMA = "pianoperf"
BASE = f"{SCHEMA}:/"
CARATTERI = f"{SCHEMA}:/caratteri/"
VARIANTE = "pdf/a-3a"
PUNTI = 0.75

SENZA_IL_SISTEMA = Path(__file__).parent / "fonts" / "fonts.conf"


def _solo_i_nostri() -> FontConfiguration:
    """A configuration that knows no font and no rule of the machine: ours are the only ones."""
    di_prima = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(SENZA_IL_SISTEMA)
    try:
        return FontConfiguration()
    finally:
        if di_prima is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = di_prima


# One for the life of the process: what is read from a font is read once.
CONFIGURAZIONE = _solo_i_nostri()


class RisorsaEsterna(FatalURLFetchingError):
    """The document asked for something that is not ours: the rendering stops, nothing is published."""


class SoloNostre(URLFetcher):
    """Gives the fonts of the product and the logo that the section brings; refuses every other address.

    reliability.md 2.3.
    """

    def __init__(self, risorse: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self._risorse = risorse or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(LOGO) and url in self._risorse:
            return URLFetcherResponse(url, self._risorse[url], {"Content-Type": "image/png"})
        nome = url.removeprefix(CARATTERI)
        try:
            if nome == url:
                raise FileNotFoundError(url)
            return URLFetcherResponse(url, carattere(nome), {"Content-Type": "font/ttf"})
        except FileNotFoundError:
            raise RisorsaEsterna(f"Risorsa non ammessa in un documento: {url[:200]}") from None


def _con_l_origine(box: Any, padre: Any, pdf: Any, *altri: Any) -> Iterator[Any]:
    """What WeasyPrint makes of a box, marked with the HTML element it comes from: `ripara` joins by it.

    The annotations of a link get a description that one can read.
    """
    scatola = getattr(box, "_box", box)
    noti = vars(pdf).setdefault("elementi_visti", {})
    detti = vars(pdf).setdefault("collegamenti_detti", {})
    if scatola.element is not None and scatola.element.tag == "a":
        detti.update(descrizioni(scatola.element))
    if scatola.link_annotation and scatola.element in detti:
        scatola.link_annotation["Contents"] = pydyf.String(detti[scatola.element])
    for etichetta in _DI_WEASYPRINT(box, padre, pdf, *altri):
        if CHI not in etichetta and scatola.element is not None:
            etichetta[CHI] = noti.setdefault(scatola.element, len(noti) + 1)
            if ambito := scatola.element.attrib.get("scope"):
                etichetta[AMBITO] = f"/{ambito}"
        yield etichetta


_DI_WEASYPRINT = tags._build_box_tree
tags._build_box_tree = _con_l_origine


def componi_pezzo(foglio: Foglio) -> Pezzo:
    """Compose one section. Raises Rifiuto when it asks for a foreign address."""
    variante = VARIANTE if foglio.etichette else None
    try:
        documento = _impaginato(foglio)
        contenuto = documento.write_pdf(pdf_variant=variante, uncompressed_pdf=True)
    except RisorsaEsterna as esterna:
        raise Rifiuto(f"{esterna}. Il documento non è stato prodotto.") from esterna
    with pikepdf.open(BytesIO(contenuto)) as pdf:
        if foglio.etichette:
            ripara(pdf, prefisso=f"{foglio.chiave[:12]}-")
        _spoglia(pdf)
        uscita = BytesIO()
        pdf.save(uscita, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    return Pezzo(
        pdf=uscita.getvalue(),
        pagine=len(documento.pages),
        mete=_mete(documento),
        segnalibri=_segnalibri(documento),
        caratteri=_caratteri(documento),
    )


def _impaginato(foglio: Foglio) -> Any:
    return HTML(string=foglio.html, base_url=BASE, url_fetcher=SoloNostre(foglio.risorse)).render(
        stylesheets=[_stile(foglio.stile)],
        font_config=CONFIGURAZIONE,
        pdf_variant=VARIANTE,
        presentational_hints=False,
    )


@lru_cache(maxsize=16)
def _stile(testo: str) -> CSS:
    return CSS(string=testo, base_url=BASE, url_fetcher=SoloNostre(), font_config=CONFIGURAZIONE)


def _spoglia(pdf: pikepdf.Pdf) -> None:
    """Leave pages and tags: the joined file has its own fonts, metadata, outline, destinations and attachments."""
    for pagina in pdf.pages:
        if "/Font" in pagina.Resources:
            del pagina.Resources["/Font"]
    for nome in ("/Metadata", "/OutputIntents", "/Outlines", "/Names", "/AF", "/ViewerPreferences"):
        if nome in pdf.Root:
            del pdf.Root[nome]


def _mete(documento: Any) -> dict[str, Meta]:
    return {
        nome: Meta(numero, x * PUNTI, (pagina.height - y) * PUNTI)
        for numero, pagina in enumerate(documento.pages)
        for nome, (x, y, *_) in pagina.anchors.items()
    }


def _segnalibri(documento: Any) -> tuple[Segnalibro, ...]:
    return tuple(
        Segnalibro(titolo, livello, Meta(numero, x * PUNTI, (pagina.height - y) * PUNTI))
        for numero, pagina in enumerate(documento.pages)
        for livello, titolo, (x, y), *_ in pagina.bookmarks
    )


def _caratteri(documento: Any) -> dict[str, Carattere]:
    """By the name in the pages. Two entries may be of the same file."""
    trovati: dict[str, Carattere] = {}
    for font in documento.fonts.values():
        trovati[f"/{font.hash}"] = Carattere(file_del_carattere(font.family, font.style, font.weight), font.to_unicode)
    return trovati
