"""Archives taken apart and put together again: one part replaced, one added, sheets written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from itertools import groupby
from xml.sax.saxutils import escape

from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from tests.importazione.fogli_di_prova import foglio, piano_piccolo

FOGLIO1 = "xl/worksheets/sheet1.xml"
TESTA = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CODA = b"</sheetData></worksheet>"
ODS_TESTA = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
)
ODS_CORPO = b'<office:body><office:spreadsheet><table:table table:name="Piano">'
ODS_CODA = b"</table:table></office:spreadsheet></office:body></office:document-content>"
CELLA_ODS = (
    b'<table:table-cell office:value-type="string" table:number-columns-repeated="%d">'
    b"<text:p>a</text:p></table:table-cell>"
)
RIGA_ODS = b'<table:table-row table:number-rows-repeated="%d">'
FINE_RIGA = b"</table:table-row>"
SPAZIO = "http://schemas.openxmlformats.org"
PARTI = {
    "[Content_Types].xml": f'<Types xmlns="{SPAZIO}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>%s</Types>',
    "_rels/.rels": f'<Relationships xmlns="{SPAZIO}/package/2006/relationships"><Relationship Id="r0"'
    f' Type="{SPAZIO}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
}
STATI = {True: "hidden", False: "visible"}
Cella = tuple[int, str, str]


def con(parte: str, cambia: Callable[[bytes], bytes], origine: bytes | None = None) -> bytes:
    """The same archive with one part replaced."""
    entrata, uscita = zipfile.ZipFile(io.BytesIO(origine or foglio())), io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for voce in entrata.infolist():
            dati = entrata.read(voce)
            archivio.writestr(voce.filename, cambia(dati) if voce.filename == parte else dati)
    return uscita.getvalue()


def con_in_piu(nome: str, dati: bytes) -> bytes:
    uscita = io.BytesIO(foglio())
    with zipfile.ZipFile(uscita, "a", zipfile.ZIP_DEFLATED) as archivio:
        archivio.writestr(nome, dati)
    return uscita.getvalue()


def archivio_zip(parti: dict[str, bytes]) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, dati in parti.items():
            archivio.writestr(nome, dati)
    return uscita.getvalue()


def ods(corpo: bytes, stili: bytes = b"") -> bytes:
    contenuto = ODS_TESTA + stili + ODS_CORPO + corpo + ODS_CODA
    return con("content.xml", lambda _: contenuto, in_ods(in_pagine(piano_piccolo())))


def libro(fogli: dict[str, list[Cella]], nascosti: Iterable[str] = (), stringhe: Iterable[str] = ()) -> bytes:
    """A workbook written by hand, with (row, letters, text) cells as far away as one likes; quick to make.

    A text "s:0" is the first of the shared `stringhe`.
    """
    nomi = list(fogli)
    tipi = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(nomi) + 1)
    )
    elenco = "".join(
        f'<sheet name="{escape(nome)}" sheetId="{n}" r:id="r{n}" state="{STATI[nome in nascosti]}"/>'
        for n, nome in enumerate(nomi, start=1)
    )
    legami = "".join(
        f'<Relationship Id="r{n}" Type="{SPAZIO}/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(nomi) + 1)
    )
    legami += (
        f'<Relationship Id="rs" Type="{SPAZIO}/officeDocument/2006/relationships/sharedStrings"'
        ' Target="sharedStrings.xml"/>'
    )
    tipi += (
        '<Override PartName="/xl/sharedStrings.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    )
    parti = {nome: (testo.replace("%s", tipi)).encode() for nome, testo in PARTI.items()}
    parti["xl/workbook.xml"] = (
        f'<workbook xmlns="{SPAZIO}/spreadsheetml/2006/main"'
        f' xmlns:r="{SPAZIO}/officeDocument/2006/relationships"><sheets>{elenco}</sheets></workbook>'
    ).encode()
    parti["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{SPAZIO}/package/2006/relationships">{legami}</Relationships>'
    ).encode()
    voci = "".join(f"<si><t>{escape(testo)}</t></si>" for testo in stringhe)
    parti["xl/sharedStrings.xml"] = f'<sst xmlns="{SPAZIO}/spreadsheetml/2006/main">{voci}</sst>'.encode()
    for n, celle in enumerate(fogli.values(), start=1):
        parti[f"xl/worksheets/sheet{n}.xml"] = TESTA + _righe(celle) + CODA
    return archivio_zip(parti)


def _righe(celle: list[Cella]) -> bytes:
    righe = []
    for numero, sue in groupby(celle, key=lambda cella: cella[0]):
        testi = (_cella(f"{lettere}{numero}", testo) for _, lettere, testo in sue)
        righe.append(f'<row r="{numero}">{"".join(testi)}</row>')
    return "".join(righe).encode()


def _cella(dove: str, testo: str) -> str:
    if testo.startswith("s:"):
        return f'<c r="{dove}" t="s"><v>{testo[2:]}</v></c>'
    return f'<c r="{dove}" t="inlineStr"><is><t>{escape(testo)}</t></is></c>'
