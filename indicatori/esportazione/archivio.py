"""Zip archives whose bytes depend on what they hold, not on when they were made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_DATA_FISSA = (1980, 1, 1, 0, 0, 0)
_PROPRIETA = "docProps/core.xml"
_PARTI_ODS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_PREFISSO = re.compile(rb'( xmlns:([a-z0-9-]+)="[^"]*")')
_RADICE = re.compile(rb"<office:[a-z-]+")
_MOMENTO = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def in_zip(parti: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts in the order given, each with the same date: equal parts give equal bytes."""
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, contenuto in parti:
            voce = zipfile.ZipInfo(nome, _DATA_FISSA)
            # OpenDocument asks for its type uncompressed, so that it can be seen without opening the archive.
            voce.compress_type = zipfile.ZIP_STORED if nome == "mimetype" else zipfile.ZIP_DEFLATED
            voce.external_attr = 0o644 << 16
            archivio.writestr(voce, contenuto)
    return uscita.getvalue()


def senza_orario(foglio: bytes) -> bytes:
    """An xlsx or ods as its library wrote it, without the moment in which it did."""
    with zipfile.ZipFile(io.BytesIO(foglio)) as archivio:
        return in_zip((nome, _parte(nome, archivio.read(nome))) for nome in archivio.namelist())


def _parte(nome: str, contenuto: bytes) -> bytes:
    if nome == _PROPRIETA:
        return _MOMENTO.sub(rb"\g<1>1980-01-01T00:00:00Z", contenuto)
    return _con_i_suoi_prefissi(contenuto) if nome in _PARTI_ODS else contenuto


def _con_i_suoi_prefissi(xml: bytes) -> bytes:
    """odfpy declares every prefix that the process has used so far: only those of this part are left, in order."""
    dichiarati = dict.fromkeys(_PREFISSO.findall(xml))
    resto = _PREFISSO.sub(b"", xml)
    usati = sorted(tutto for tutto, nome in dichiarati if nome + b":" in resto)
    radice = _RADICE.search(resto)
    if radice is None:
        return xml
    return resto[: radice.end()] + b"".join(usati) + resto[radice.end() :]
