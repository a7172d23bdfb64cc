"""The structural guard: what a file is, and whether a reader may open it (reliability.md 3.2).

Nothing here parses: sizes are counted while streaming, bytes are searched. A refused file costs milliseconds.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable
from enum import StrEnum

from indicatori.importazione.fogli import colonna_di
from indicatori.importazione.tetto import CELLE_MASSIME, RIGHE_MASSIME
from pianoperf.web.rifiuti import Rifiuto

PESO_MASSIMO = 10 * 2**20
APERTO_MASSIMO = 100 * 2**20
PARTI_MASSIME = 200
RAPPORTO_MASSIMO = 150
CIFRE_DI_UNA_RIGA = 9
COLONNE_MASSIME = 702
CELLE_CON_LE_VUOTE_MASSIME = 400_000
UNITE_MASSIME = 200_000
PARAGRAFI_MASSIMI = 100_000
DOCUMENTO_WORD = re.compile(r"word/document[0-9]*\.xml")
_PEZZO = 2**20
_CODA = 512
_RIFERIMENTO = re.compile(rb'<(?:[A-Za-z0-9]+:)?(?:c|row)\b[^<>]*?\br="([A-Z]{0,7})([0-9]+)"')
UNIONE = re.compile(rb'mergeCell\b[^<>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_MACRO = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_STRETTO = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
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
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_IMMAGINI = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\x00", b"mm\x00*")
_ENORME = "Il file, una volta aperto, sarebbe enorme: non è un piano e non viene letto."
_PASSWORD = "Il file è protetto da una password. Salvalo senza password e ricaricalo."
_ACCETTATI = "Si caricano fogli .xlsx, .xlsm, .ods e .csv (anche in un .zip), documenti .docx e i .json di pianoperf."


class FileRifiutato(Rifiuto):
    """The file cannot be opened as a workbook; the sentence says why and what to do."""


class Formato(StrEnum):
    XLSX = "xlsx"
    ODS = "ods"
    DOCX = "docx"
    JSON = "json"
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
    if nome.lower().endswith((".csv", ".txt", ".tsv")) and (contenuto.startswith(_UTF_16) or b"\x00" not in contenuto):
        return Formato.CSV
    if nome.lower().endswith(".json") and contenuto.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return Formato.JSON
    raise FileRifiutato(f"Il file non è un foglio di calcolo né un documento Word. {_ACCETTATI}")


def contiene_macro(nomi: Iterable[str]) -> bool:
    """Whether an archive with those parts carries macros: nobody runs them and nobody gives them back."""
    return any(segno in nome.lower() for nome in nomi for segno in _MACRO)


def _rifiuta_altri_formati(contenuto: bytes) -> None:
    inizio = contenuto[:2048].lstrip().lower()
    if contenuto.startswith(_OLE):
        raise FileRifiutato(_vecchio_formato(contenuto))
    if inizio.startswith(b"%pdf"):
        raise FileRifiutato("È un PDF, non un foglio di calcolo. Carica il foglio o il documento da cui è stato fatto.")
    if inizio.startswith((b"<!doctype html", b"<html")) or b"<table" in inizio:
        raise FileRifiutato("È una pagina web, non un foglio di calcolo. Aprila e salvala come .xlsx, poi ricaricala.")
    if inizio.startswith(b"{\\rtf"):
        raise FileRifiutato("È un documento in formato .rtf. Aprilo e salvalo come .docx, poi ricaricalo.")
    if inizio.startswith(_IMMAGINI):
        raise FileRifiutato("È un'immagine: le sue tabelle non si possono leggere. Carica il foglio o il documento.")


def _vecchio_formato(contenuto: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in contenuto:
        return _PASSWORD
    if "WordDocument".encode("utf-16-le") in contenuto:
        return "È un documento nel vecchio formato .doc. Aprilo e salvalo come .docx, poi ricaricalo."
    return "È un foglio nel vecchio formato .xls. Aprilo e salvalo come .xlsx, poi ricaricalo."


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
    if any(DOCUMENTO_WORD.fullmatch(nome) for nome in nomi):
        return Formato.DOCX
    if "encrypted-package" in nomi:
        raise FileRifiutato(_PASSWORD)
    if "content.xml" in nomi:
        tipo = archivio.open("mimetype").read(200) if "mimetype" in nomi else b"spreadsheet"
        if b"spreadsheet" not in tipo:
            raise FileRifiutato("È un documento OpenDocument di testo. Aprilo e salvalo come .docx, poi ricaricalo.")
        return Formato.ODS
    if any(nome.endswith(".csv") for nome in nomi):
        return Formato.CARTELLA_CSV
    if "xl/workbook.bin" in nomi:
        raise FileRifiutato("È un foglio in formato .xlsb. Aprilo e salvalo come .xlsx, poi ricaricalo.")
    raise FileRifiutato("L'archivio non contiene un foglio di calcolo, un documento Word o i file CSV del modello.")


def _controlla_parti(parti: list[zipfile.ZipInfo]) -> None:
    if len(parti) > PARTI_MASSIME:
        raise FileRifiutato(f"Il file contiene {len(parti)} parti, troppe per un piano.")
    totale = 0
    for parte in parti:
        nome = parte.filename.lower()
        if parte.flag_bits & 1:
            raise FileRifiutato(_PASSWORD)
        if ".." in nome.split("/") or nome.startswith(("/", "\\")):
            raise FileRifiutato("Il file contiene nomi di parti non ammessi e non viene aperto.")
        totale += parte.file_size
        if totale > APERTO_MASSIMO or _gonfiata(parte):
            raise FileRifiutato(_ENORME)


def _gonfiata(parte: zipfile.ZipInfo) -> bool:
    return parte.file_size > _PEZZO and parte.file_size > RAPPORTO_MASSIMO * max(1, parte.compress_size)


def _controlla_contenuti(archivio: zipfile.ZipFile, formato: Formato) -> None:
    totale = 0
    celle = Conta()
    for parte in archivio.infolist():
        nome, coda, xml = parte.filename.lower(), b"", None
        with archivio.open(parte) as flusso:
            while pezzo := flusso.read(_PEZZO):
                totale += len(pezzo)
                if totale > APERTO_MASSIMO:
                    raise FileRifiutato(_ENORME)
                xml = _e_xml(nome, pezzo, formato) if xml is None else xml
                if xml:
                    _controlla_xml(coda + pezzo, nome)
                    celle.conta(pezzo, coda, formato)
                coda = pezzo[-_CODA:]


def _e_xml(nome: str, inizio: bytes, formato: Formato) -> bool:
    """By name or by content: a reader follows the relationships, whatever a part is called."""
    if formato is Formato.CARTELLA_CSV:
        return False
    return nome.endswith((".xml", ".rels")) or _comincia_come_xml(inizio[:_CODA])


def _comincia_come_xml(inizio: bytes) -> bool:
    return inizio.startswith(_UTF_16) or inizio.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


class Conta:
    """Cells of all the sheets and paragraphs of a document, counted by the bytes of their tags.

    A prefix of a namespace changes little. Raises FileRifiutato past what a plan can hold, before a reader spends
    minutes on it.
    """

    def __init__(self) -> None:
        self.celle = 0
        self.scritte = 0
        self.unite = 0
        self.paragrafi = 0

    def conta(self, pezzo: bytes, coda: bytes, formato: Formato) -> None:
        """`coda` is the end of the piece before, for the tags that stand across the two."""
        if formato is Formato.XLSX:
            self._celle(pezzo)
            self._unioni(coda + pezzo)
            _controlla_riferimenti(coda + pezzo)
        if formato is Formato.DOCX:
            self._paragrafi(pezzo)

    def _paragrafi(self, pezzo: bytes) -> None:
        self.paragrafi += (pezzo.count(b":p>") + pezzo.count(b":p ")) // 2 + pezzo.count(b":p/>")
        if self.paragrafi > PARAGRAFI_MASSIMI:
            raise FileRifiutato("Il documento è troppo lungo per essere un piano. Tieni solo le tabelle del piano.")

    def _unioni(self, brano: bytes) -> None:
        """A merged range costs the annotated workbook a cell for each that it covers."""
        for prima, riga, ultima, fine in UNIONE.findall(brano):
            self.unite += (colonna_di(ultima.decode()) - colonna_di(prima.decode()) + 1) * (int(fine) - int(riga) + 1)
            if self.unite > UNITE_MASSIME:
                dove = f"{prima.decode()}{riga.decode()}:{ultima.decode()}{fine.decode()}"
                raise FileRifiutato(f"Il foglio unisce troppe celle in una ({dove}): dividile, salvalo e ricaricalo.")

    def _celle(self, pezzo: bytes) -> None:
        self.celle += pezzo.count(b"<c ") + pezzo.count(b"<c>") + pezzo.count(b"<c/") + pezzo.count(b":c ")
        self.scritte += (pezzo.count(b"v>") + pezzo.count(b"is>")) // 2
        if self.celle > CELLE_CON_LE_VUOTE_MASSIME or self.scritte > CELLE_MASSIME:
            raise FileRifiutato(
                "Il foglio ha troppe celle per essere un piano. Cancella le righe e le colonne vuote, salvalo e"
                " ricaricalo."
            )


def _controlla_xml(brano: bytes, nome: str) -> None:
    if b"<!DOCTYPE" in brano or b"<!ENTITY" in brano or b"\x00" in brano:
        raise FileRifiutato("Il file contiene definizioni XML che un file normale non ha: non viene aperto.")
    if nome == "meta-inf/manifest.xml" and b"encryption-data" in brano:
        raise FileRifiutato(_PASSWORD)
    if nome == "xl/workbook.xml" and _STRETTO in brano:
        raise FileRifiutato(
            "È un foglio nel formato «Strict Open XML». Salvalo come «Cartella di lavoro di Excel (.xlsx)»"
            " e ricaricalo."
        )


def _controlla_riferimenti(brano: bytes) -> None:
    for trovato in _RIFERIMENTO.finditer(brano):
        if len(trovato[2]) > CIFRE_DI_UNA_RIGA or int(trovato[2]) > RIGHE_MASSIME or len(trovato[1]) > 2:
            indirizzo = (trovato[1] or b"riga ").decode() + trovato[2][: CIFRE_DI_UNA_RIGA + 1].decode()
            raise FileRifiutato(
                f"Il foglio ha una cella molto lontana ({indirizzo}): cancella le righe e le colonne vuote in fondo,"
                " salvalo e ricaricalo."
            )
