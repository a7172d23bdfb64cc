"""Word documents made for the tests: the rows of a sheet as the tables and paragraphs a body would have."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from docx import Document
from docx.document import Document as Documento

from indicatori.importazione.fogli import Foglio


def in_word(foglio: Foglio) -> bytes:
    """Rows one under the other are a table; one cell alone in the first column, with nothing near, is a paragraph."""
    documento = Document()
    for righe in _gruppi(foglio):
        if len(righe) == 1 and set(righe[0]) == {1}:
            documento.add_paragraph(righe[0][1])
        else:
            _tabella(documento, righe)
    return in_byte(documento)


def in_byte(documento: Documento) -> bytes:
    uscita = io.BytesIO()
    documento.save(uscita)
    return uscita.getvalue()


def _gruppi(foglio: Foglio) -> Iterator[list[dict[int, str]]]:
    gruppo: list[dict[int, str]] = []
    ultima = 0
    for numero, celle in sorted(foglio.righe.items()):
        if gruppo and numero > ultima + 1:
            yield gruppo
            gruppo = []
        gruppo.append(celle)
        ultima = numero
    if gruppo:
        yield gruppo


def _tabella(documento: Documento, righe: list[dict[int, str]]) -> None:
    tabella = documento.add_table(rows=len(righe), cols=max(max(celle) for celle in righe))
    for riga, celle in zip(tabella.rows, righe, strict=True):
        scritte = riga.cells
        for colonna, testo in celle.items():
            scritte[colonna - 1].text = testo


def con_corpo(corpo: str, **parti: bytes) -> bytes:
    """A document whose body is that WordprocessingML; `parti` are added as they are, "__" standing for "/"."""

    def cambia(dati: bytes) -> bytes:
        inizio, fine = dati.index(b"<w:body>") + len(b"<w:body>"), dati.index(b"</w:body>")
        return dati[:inizio] + corpo.encode() + dati[fine:]

    return ricomposto(in_byte(Document()), {"word/document.xml": cambia}, parti)


def ricomposto(
    origine: bytes, cambia: dict[str, Callable[[bytes], bytes]], in_piu: dict[str, bytes] | None = None
) -> bytes:
    """The archive with some parts changed and others added."""
    entrata, uscita = zipfile.ZipFile(io.BytesIO(origine)), io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for voce in entrata.infolist():
            dati = entrata.read(voce)
            archivio.writestr(voce.filename, cambia.get(voce.filename, bytes)(dati))
        for nome, dati in (in_piu or {}).items():
            archivio.writestr(nome.replace("__", "/"), dati)
    return uscita.getvalue()


def paragrafo(testo: str) -> str:
    return f"<w:p><w:r><w:t>{testo}</w:t></w:r></w:p>"


def cella(contenuto: str, proprieta: str = "") -> str:
    dentro = contenuto if contenuto.startswith("<") else paragrafo(contenuto)
    return f"<w:tc><w:tcPr>{proprieta}</w:tcPr>{dentro}</w:tc>"


def riga(*celle: str, proprieta: str = "") -> str:
    return f"<w:tr><w:trPr>{proprieta}</w:trPr>{''.join(map(cella, celle))}</w:tr>"


def riga_di(*celle: str, proprieta: str = "") -> str:
    """As `riga`, of cells already made."""
    return f"<w:tr><w:trPr>{proprieta}</w:trPr>{''.join(celle)}</w:tr>"


def tabella(*righe: str) -> str:
    return f"<w:tbl>{''.join(righe)}</w:tbl>"
