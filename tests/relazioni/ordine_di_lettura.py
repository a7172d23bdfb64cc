"""What a reader with a screen reader hears of a document, and what its HTML says: both without white space."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import tinyhtml5

from tests.relazioni.lettura_pdf import compatto
from tests.relazioni.verificatore.albero import Albero
from tests.relazioni.verificatore.caratteri import in_unicode

# The label of an item is the composer's, a figure is read by its alternative text.
TACIUTI = {"Lbl", "Figure"}
SVG = "{http://www.w3.org/2000/svg}svg"


def letto(pdf: bytes) -> str:
    """The text of a joined document in the order of its tree."""
    with pikepdf.open(BytesIO(pdf)) as aperto:
        scritti = {
            (numero, mcid): testo
            for numero, pagina in enumerate(aperto.pages, 1)
            for mcid, testo in _per_contenuto(pagina)
        }
        pagine = {pagina.obj.objgen: numero for numero, pagina in enumerate(aperto.pages, 1)}
        return compatto("".join(_del_nodo(Albero(aperto).radice.K, 0, pagine, scritti)))


def scritto_nell_html(html: str) -> str:
    """The text of the body of a section, figures aside."""
    corpo = next(voce for voce in tinyhtml5.parse(html).iter() if str(voce.tag).endswith("}body"))
    return compatto("".join(_dell_elemento(corpo)))


def _dell_elemento(elemento: Element) -> Iterator[str]:
    if isinstance(elemento.tag, str) and elemento.tag != SVG:
        yield elemento.text or ""
        for figlio in elemento:
            yield from _dell_elemento(figlio)
            yield figlio.tail or ""


def _del_nodo(nodo: Any, pagina: int, pagine: dict[Any, int], scritti: dict[tuple[int, int], str]) -> Iterator[str]:
    if isinstance(nodo, pikepdf.Array):
        for figlio in nodo:
            yield from _del_nodo(figlio, pagina, pagine, scritti)
        return
    if isinstance(nodo, int):
        yield scritti[pagina, nodo]
        return
    pagina = pagine[nodo.Pg.objgen] if "/Pg" in nodo else pagina
    if "/MCID" in nodo:
        yield scritti[pagina, int(nodo.MCID)]
    elif "/K" in nodo and str(nodo.S).removeprefix("/") not in TACIUTI:
        yield from _del_nodo(nodo.K, pagina, pagine, scritti)


def _per_contenuto(pagina: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """(MCID, text) of each piece of marked content, in the order of the page."""
    mappe: dict[str, dict[int, str]] = {}
    mappa: dict[int, str] = {}
    marche: list[tuple[int | None, list[str]]] = []
    for istruzione in pikepdf.parse_content_stream(pagina):
        comando, operandi = str(istruzione.operator), istruzione.operands
        if comando in ("BDC", "BMC"):
            proprieta: Any = operandi[1] if len(operandi) > 1 else {}
            marche.append((int(proprieta.MCID) if "/MCID" in proprieta else None, []))
        elif comando == "EMC":
            mcid, testi = marche.pop()
            if mcid is not None:
                yield mcid, "".join(testi)
        elif comando == "Tf":
            nome = str(operandi[0])
            if nome not in mappe:
                mappe[nome] = in_unicode(pagina.Resources.Font[nome].ToUnicode.read_bytes().decode("latin-1"))
            mappa = mappe[nome]
        elif comando in ("Tj", "TJ") and marche:
            marche[-1][1].append(_testo(operandi[0], mappa))


def _testo(mostrato: Any, mappa: dict[int, str]) -> str:
    pezzi = mostrato if isinstance(mostrato, pikepdf.Array) else [mostrato]
    codici = b"".join(bytes(pezzo) for pezzo in pezzi if isinstance(pezzo, pikepdf.String))
    return "".join(mappa[int.from_bytes(codici[i : i + 2], "big")] for i in range(0, len(codici), 2))
