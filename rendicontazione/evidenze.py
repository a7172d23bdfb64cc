"""What kind of file this is, told by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class TipoFile:
    mime: str
    estensione: str


_FIRME = (
    (b"%PDF-", TipoFile("application/pdf", ".pdf")),
    (b"\x89PNG\r\n\x1a\n", TipoFile("image/png", ".png")),
    (b"\xff\xd8\xff", TipoFile("image/jpeg", ".jpg")),
)
_OPENXML = "application/vnd.openxmlformats-officedocument"
_NELLO_ZIP = (
    ("word/document.xml", TipoFile(f"{_OPENXML}.wordprocessingml.document", ".docx")),
    ("xl/workbook.xml", TipoFile(f"{_OPENXML}.spreadsheetml.sheet", ".xlsx")),
)
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


def tipo_dal_contenuto(contenuto: bytes) -> TipoFile | None:
    """The kind of an admitted file: PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, plain UTF-8 text. None for any other."""
    for firma, tipo in _FIRME:
        if contenuto.startswith(firma):
            return tipo
    if contenuto.startswith(b"PK\x03\x04"):
        return _tipo_dello_zip(contenuto)
    return _tipo_del_testo(contenuto)


def _tipo_dello_zip(contenuto: bytes) -> TipoFile | None:
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            nomi = set(archivio.namelist())
            for membro, tipo in _NELLO_ZIP:
                if membro in nomi:
                    return tipo
            mime = archivio.read("mimetype")[:100] if "mimetype" in nomi else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return None
    estensione = _OPENDOCUMENT.get(mime)
    return TipoFile(mime.decode(), estensione) if estensione else None


def _tipo_del_testo(contenuto: bytes) -> TipoFile | None:
    try:
        testo = contenuto.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if any(ord(c) < 32 and c not in "\t\r\n" for c in testo) or testo.lstrip()[:1] == "<":
        return None
    return TipoFile("text/plain", ".txt")
