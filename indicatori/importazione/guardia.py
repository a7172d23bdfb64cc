"""The structural guard: what a file is, and whether a reader may open it (reliability.md 3.2).

Nothing here parses: sizes are counted while streaming, bytes are searched. A refused file costs milliseconds.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from enum import StrEnum

from pianoperf.web.rifiuti import Rifiuto

PESO_MASSIMO = 10 * 2**20
APERTO_MASSIMO = 100 * 2**20
PARTI_MASSIME = 200
RAPPORTO_MASSIMO = 150
RIGHE_MASSIME = 50_000
COLONNE_MASSIME = 702
_PEZZO = 2**20
_CODA = 512
_RIFERIMENTO = re.compile(rb'<(?:[A-Za-z0-9]+:)?(?:c|row)\b[^<>]*?\br="([A-Z]{0,7})([0-9]{1,9})"')
_MACRO = ("vbaproject.bin", "xl/macrosheets/", "basic/script-lb.xml", "basic/")
_ARCHIVIO_ROTTO = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class FileRifiutato(Rifiuto):
    """The file cannot be opened as a workbook; the sentence says why and what to do."""


class Formato(StrEnum):
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    CARTELLA_CSV = "zip"


def riconosci(contenuto: bytes, nome: str) -> Formato:
    """What the file is, by its content, after every structural check. Raises FileRifiutato."""
    if not contenuto:
        raise FileRifiutato("Il file è vuoto: non contiene nemmeno un byte. Salvalo di nuovo e ricaricalo.")
    if len(contenuto) > PESO_MASSIMO:
        raise FileRifiutato(
            f"Il file supera {PESO_MASSIMO >> 20} MB: un piano ne occupa molto meno. Togli le immagini."
        )
    if contenuto.startswith(b"PK"):
        return _riconosci_archivio(contenuto)
    _rifiuta_altri_formati(contenuto)
    if nome.lower().endswith((".csv", ".txt")) and b"\x00" not in contenuto:
        return Formato.CSV
    raise FileRifiutato(
        "Il file non è un foglio di calcolo. Carica il modello salvato come .xlsx, come .ods o come .zip di file CSV."
    )


def _rifiuta_altri_formati(contenuto: bytes) -> None:
    inizio = contenuto[:2048].lstrip().lower()
    if contenuto.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in contenuto:
            raise FileRifiutato("Il foglio è protetto da una password. Salvalo senza password e ricaricalo.")
        raise FileRifiutato("È un foglio nel vecchio formato .xls. Aprilo e salvalo come .xlsx, poi ricaricalo.")
    if inizio.startswith(b"%pdf"):
        raise FileRifiutato("È un PDF, non un foglio di calcolo. Carica il foglio da cui il PDF è stato fatto.")
    if inizio.startswith((b"<!doctype html", b"<html")) or b"<table" in inizio:
        raise FileRifiutato("È una pagina web, non un foglio di calcolo. Aprila e salvala come .xlsx, poi ricaricala.")
    if inizio.startswith(b"{\\rtf"):
        raise FileRifiutato("È un documento di testo, non un foglio di calcolo. Copia le tabelle nel modello.")


def _riconosci_archivio(contenuto: bytes) -> Formato:
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            formato = _formato_archivio(archivio)
            _controlla_parti(archivio.infolist())
            _controlla_contenuti(archivio, formato)
            return formato
    except _ARCHIVIO_ROTTO:
        raise FileRifiutato(
            "Il file è danneggiato e non si apre. Riaprilo con il tuo programma, salvalo e ricaricalo."
        ) from None


def _formato_archivio(archivio: zipfile.ZipFile) -> Formato:
    nomi = {nome.lower() for nome in archivio.namelist()}
    if "xl/workbook.xml" in nomi:
        return Formato.XLSX
    if "content.xml" in nomi:
        if "mimetype" in nomi and b"spreadsheet" not in archivio.read("mimetype")[:200]:
            raise FileRifiutato(
                "È un documento OpenDocument, ma non un foglio di calcolo. Copia le tabelle nel modello."
            )
        return Formato.ODS
    if any(nome.endswith(".csv") for nome in nomi):
        return Formato.CARTELLA_CSV
    if "word/document.xml" in nomi:
        raise FileRifiutato("È un documento Word, non un foglio di calcolo. Copia le tabelle nel modello.")
    raise FileRifiutato("L'archivio non contiene un foglio di calcolo né i file CSV del modello.")


def _controlla_parti(parti: list[zipfile.ZipInfo]) -> None:
    if len(parti) > PARTI_MASSIME:
        raise FileRifiutato(f"Il file contiene {len(parti)} parti, troppe per un foglio di calcolo.")
    totale = 0
    for parte in parti:
        nome = parte.filename.lower()
        if parte.flag_bits & 1:
            raise FileRifiutato("Il file è protetto da una password. Salvalo senza password e ricaricalo.")
        if ".." in nome.split("/") or nome.startswith(("/", "\\")):
            raise FileRifiutato("Il file contiene nomi di parti non ammessi e non viene aperto.")
        if any(segno in nome for segno in _MACRO):
            raise FileRifiutato("Il foglio contiene macro. Salvalo come .xlsx senza macro e ricaricalo.")
        totale += parte.file_size
        if totale > APERTO_MASSIMO or _gonfiata(parte):
            raise FileRifiutato("Il file, una volta aperto, sarebbe enorme: non è un piano e non viene letto.")


def _gonfiata(parte: zipfile.ZipInfo) -> bool:
    return parte.file_size > _PEZZO and parte.file_size > RAPPORTO_MASSIMO * max(1, parte.compress_size)


def _controlla_contenuti(archivio: zipfile.ZipFile, formato: Formato) -> None:
    totale = 0
    for parte in archivio.infolist():
        xml = parte.filename.lower().endswith((".xml", ".rels"))
        celle = formato is Formato.XLSX and xml and "sheet" in parte.filename.lower()
        coda = b""
        with archivio.open(parte) as flusso:
            while pezzo := flusso.read(_PEZZO):
                totale += len(pezzo)
                if totale > APERTO_MASSIMO:
                    raise FileRifiutato("Il file, una volta aperto, sarebbe enorme: non è un piano e non viene letto.")
                if xml:
                    _controlla_xml(coda + pezzo, celle)
                coda = pezzo[-_CODA:]


def _controlla_xml(brano: bytes, celle: bool) -> None:
    if b"<!DOCTYPE" in brano or b"<!ENTITY" in brano or b"\x00" in brano:
        raise FileRifiutato("Il foglio contiene definizioni XML che un foglio normale non ha: non viene aperto.")
    if not celle:
        return
    for trovato in _RIFERIMENTO.finditer(brano):
        if int(trovato[2]) > RIGHE_MASSIME or len(trovato[1]) > 2:
            indirizzo = trovato[1].decode() + trovato[2].decode()
            raise FileRifiutato(
                f"Il foglio ha una cella molto lontana ({indirizzo}): cancella le righe e le colonne vuote in fondo,"
                " salvalo e ricaricalo."
            )
