"""Hostile, broken and odd files, each made here, with what a person must read about it.

`python -m tests.importazione.corpus` prints the time of each and the peak of memory of the child that read it.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unittest.mock import patch

from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.lettura import leggi_contenuto
from tests.importazione.archivi_di_prova import (
    CELLA_ODS,
    CODA,
    FINE_RIGA,
    FOGLIO1,
    RIGA_ODS,
    TESTA,
    archivio_zip,
    con,
    con_in_piu,
    libro,
    ods,
)
from tests.importazione.documenti_word import con_corpo, paragrafo, ricomposto
from tests.importazione.figlio_misurato import Figlio, misurando
from tests.importazione.fogli_di_prova import foglio, piano_piccolo

Crea = Callable[[], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
RISATE = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
RIGA_LUNGA = b'<row><c t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>"
ODS = in_ods(in_pagine(piano_piccolo()))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
STRETTO = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'


def righe_di_numeri(righe: int, colonne: int = 500) -> Iterator[bytes]:
    """Cells that do not compress much."""
    for riga in range(righe):
        celle = (b"<c><v>%d</v></c>" % ((riga * 7919 + n) ** 5 % 10**9) for n in range(colonne))
        yield b"<row>" + b"".join(celle) + b"</row>"


def righe_con_stile(righe: int, colonne: int = 200) -> Iterator[bytes]:
    for riga in range(righe):
        yield b"<row>" + b"".join(b'<c s="%d"/>' % ((riga + n) ** 3 % 7919) for n in range(colonne)) + b"</row>"


def quasi_casuale(megabyte: int) -> bytes:
    """Text that deflates about twenty times: under the limit of the ratio, over the absolute one."""
    caso = random.Random(1)
    pezzo = caso.randbytes(700).hex().encode()
    return b"".join(pezzo + b"%d" % n for n in range(megabyte * 2**20 // (len(pezzo) + 5)))


def bugiardo() -> bytes:
    """A zip whose directory says that a part is small."""
    contenuto = bytearray(con(FOGLIO1, lambda _: TESTA + RIGA_LUNGA * 20_000 + CODA))
    vero = (len(TESTA) + len(RIGA_LUNGA) * 20_000 + len(CODA)).to_bytes(4, "little")
    return bytes(contenuto).replace(vero, (1000).to_bytes(4, "little"))


def stringa_ripetuta() -> bytes:
    """One long shared string, named by thirty thousand cells."""
    return libro({"Foglio1": [(riga, "A", "s:0") for riga in range(1, 30_000)]}, stringhe=["x" * 32_767])


def con_unione(celle: bytes) -> bytes:
    unione = b'</sheetData><mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % celle
    return con(FOGLIO1, lambda dati: dati.replace(b"</sheetData>", unione), xlsx_di((1, "A", "Scheda 1")))


def nidi(quanti: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * quanti + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * quanti


def molti_paragrafi(quanti: int) -> str:
    return "".join(f"<w:p w:rsidR='{n * 7919 % 99991:08X}'><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(quanti))


def molto_testo(megabyte: int) -> str:
    caso = random.Random(2)
    return "".join(paragrafo(caso.randbytes(500).hex() * 5) for _ in range(megabyte * 210))


def _con_riga(foglio: bytes, apice: bytes) -> bytes:
    """The last row says that it is beyond all others."""
    ultima = list(re.finditer(rb'<row r="[0-9]+"', foglio))[-1]
    return foglio[: ultima.start()] + b"<row r=" + apice + b"99999999999" + apice + foglio[ultima.end() :]


def xlsx_di(*celle: tuple[int, str, str]) -> bytes:
    return libro({"Foglio1": list(celle)})


# name: (name of the file, how it is made, a word of the sentence)
RIFIUTATI: dict[str, tuple[str, Crea, str]] = {
    "vuoto": ("a.xlsx", lambda: b"", "nemmeno un byte"),
    "troppo pesante": ("a.xlsx", lambda: b"PK" + bytes(11 * 2**20), "supera 10 MB"),
    "testo": ("a.xlsx", lambda: b"ciao, non sono un foglio", "non è un foglio"),
    "pdf": ("a.pdf", lambda: b"%PDF-1.7\n...", "È un PDF"),
    "pdf con altro nome": ("a.xlsx", lambda: b"%PDF-1.7\n...", "È un PDF"),
    "immagine": ("a.png", lambda: PNG, "È un'immagine"),
    "immagine con altro nome": ("a.xlsx", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "È un'immagine"),
    "html": ("a.xls", lambda: b"<html><table><tr><td>x</table>", "pagina web"),
    "rtf": ("a.docx", lambda: b"{\\rtf1 ciao}", "formato .rtf"),
    "xls": ("a.xls", lambda: OLE + bytes(600), "vecchio formato .xls"),
    "doc": ("a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "vecchio formato .doc"),
    "xlsb": ("a.xlsb", lambda: archivio_zip({"xl/workbook.bin": b"x"}), "formato .xlsb"),
    "stretto": ("a.xlsx", lambda: con("xl/workbook.xml", lambda _: STRETTO), "Strict Open XML"),
    "odt": ("a.odt", lambda: archivio_zip({"mimetype": b"application/vnd.oasis.opendocument.text",
                                          "content.xml": b"<x/>"}), "OpenDocument di testo"),
    "cifrato": ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protetto da una password"),
    "zip cifrato": ("a.zip", lambda: archivio_zip({"piano.csv": b"x"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00",
                                                                           b"PK\x01\x02\x14\x03\x14\x00\x01"),
                    "protetto da una password"),
    "ods cifrato": ("a.ods", lambda: con("META-INF/manifest.xml", lambda _: b"<m:encryption-data/>", ODS),
                    "protetto da una password"),
    "ods cifrato per intero": ("a.ods", lambda: archivio_zip({"encrypted-package": b"x", "mimetype": b"x"}),
                               "protetto da una password"),
    "zip rotto": ("a.xlsx", lambda: b"PK\x03\x04" + os.urandom(2000), "danneggiato"),
    "zip troncato": ("a.xlsx", lambda: foglio()[:-200], "danneggiato"),
    "zip dalle misure false": ("a.xlsx", bugiardo, "danneggiato"),
    "zip d'altro": ("a.zip", lambda: archivio_zip({"foto.jpg": b"x"}), "non contiene un foglio"),
    "nomi cattivi": ("a.xlsx", lambda: con_in_piu("../../fuori.xml", b"x"), "non ammessi"),
    "troppe parti": ("a.zip", lambda: archivio_zip({f"{n}.csv": b"x" for n in range(300)}), "300 parti"),
    "cella lontana": ("a.xlsx", lambda: xlsx_di((1_048_576, "XFD", "1")), "molto lontana (riga 1048576)"),
    "1.048.576 righe": ("a.xlsx", lambda: xlsx_di((1, "A", "1"), (1_048_576, "A", "1")), "lontana (riga 1048576)"),
    "riga di undici cifre": ("a.xlsx", lambda: con(FOGLIO1, lambda d: _con_riga(d, b'"')), "molto lontana (riga 999"),
    "riga di undici cifre tra apici": ("a.xlsx", lambda: con(FOGLIO1, lambda d: _con_riga(d, b"'")), "troppe celle"),
    "16.384 colonne": ("a.xlsx", lambda: xlsx_di((1, "A", "1"), (1, "XFD", "1")), "molto lontana (XFD1)"),
    "dtd": ("a.xlsx", lambda: con(FOGLIO1, lambda dati: DTD + dati), "definizioni XML"),
    "dtd in utf-16": ("a.xlsx", lambda: con(FOGLIO1, lambda _: DTD.decode().encode("utf-16")), "definizioni XML"),
    "dtd nelle stringhe": ("a.xlsx", lambda: con("xl/styles.xml", lambda dati: RISATE + dati), "definizioni XML"),
    "dtd in una parte di altro nome": ("a.xlsx", lambda: con_in_piu("xl/dati.bin", DTD + b"<x/>"), "definizioni XML"),
    "dtd in ods": ("a.ods", lambda: con("content.xml", lambda dati: RISATE + dati, ODS), "definizioni XML"),
    "dtd in docx": ("a.docx", lambda: ricomposto(con_corpo("<w:p/>"), {"word/document.xml": lambda d: DTD + d}),
                    "definizioni XML"),
    "bomba": ("a.xlsx", lambda: con(FOGLIO1, lambda _: TESTA + RIGA_LUNGA * 60_000 + CODA), "sarebbe enorme"),
    "bomba lenta": ("a.xlsx", lambda: con_in_piu("xl/media/foto.dat", quasi_casuale(101)), "sarebbe enorme"),
    "bomba di csv": ("a.zip", lambda: archivio_zip({"piano.csv": b"a;" * 2**22}), "sarebbe enorme"),
    "bomba di word": ("a.docx", lambda: con_corpo("<w:p/>" * 2**20), "sarebbe enorme"),
    "celle a milioni": ("a.xlsx", lambda: con(FOGLIO1, lambda _: TESTA + b"".join(righe_di_numeri(1000)) + CODA),
                        "troppe celle"),
    "celle vuote a milioni": ("a.xlsx", lambda: con(FOGLIO1, lambda _: TESTA + b"".join(righe_con_stile(6000)) + CODA),
                              "troppe celle"),
    "celle unite a milioni": ("a.xlsx", lambda: con_unione(b"A1:ZZ50000"), "unisce troppe celle in una (A1:ZZ50000)"),
    "una stringa per mille celle": ("a.xlsx", stringa_ripetuta, "troppe celle"),
    "ods gonfio": ("a.ods", lambda: ods(RIGA_ODS % 1048576 + CELLA_ODS % 600 + FINE_RIGA), "troppe celle"),
    "ods largo": ("a.ods", lambda: ods(RIGA_ODS % 1 + CELLA_ODS % 16384 + FINE_RIGA), "troppe celle"),
    "word largo": ("a.docx", lambda: con_corpo("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"
                                               "<w:p/></w:tc></w:tr></w:tbl>"), "troppe celle"),
    "word lungo": ("a.docx", lambda: con_corpo(molti_paragrafi(310_000)), "troppo lungo"),
    "word con troppo testo": ("a.docx", lambda: con_corpo(molti_paragrafi(90_000) + molto_testo(20)), "troppe celle"),
    "word annidato": ("a.docx", lambda: con_corpo(nidi(5_000)), "non si apre"),
    "csv di sole virgole": ("a.csv", lambda: b"," * (10 * 2**20 - 1), "troppe celle"),
    "csv con una cella sola": ("a.csv", lambda: b'"' + b"x" * 9_000_000, "CSV leggibile"),
    "csv in utf-16 spezzato": ("a.csv", lambda: b"\xff\xfe" + "a;b".encode("utf-16-le") + b"\x00\xd8", "non si legge"),
    "xml rotto": ("a.xlsx", lambda: con(FOGLIO1, lambda dati: dati[:-30]), "non si apre"),
    "mezzo carattere": ("a.xlsx", lambda: con(FOGLIO1, lambda _: TESTA + b'<row><c t="inlineStr"><is><t>&#xD800;'
                                              b"</t></is></c></row>" + CODA), "non si apre"),
    "word rotto": ("a.docx", lambda: ricomposto(con_corpo("<w:p/>"), {"word/document.xml": lambda d: d[:-30]}),
                   "non si apre"),
    "json annidato": ("a.json", lambda: b'{"a":' * 200_000, "non è un piano esportato"),
    "json d'altro": ("a.json", lambda: b'{"nome": 1}', "non è un piano esportato"),
    "json di milioni di voci": ("a.json", lambda: b'{"schede":[' + b"{}," * 3_000_000 + b"{}]}", "troppe celle"),
    "foglio senza celle": ("a.xlsx", lambda: libro({"Foglio1": []}), "nessuna cella scritta"),
    "word senza testo": ("a.docx", lambda: con_corpo("<w:p/>"), "nessuna cella scritta"),
    "csv senza celle": ("a.csv", lambda: b";;;\r\n;;\r\n", "nessuna cella scritta"),
    "tutto nascosto": ("a.xlsx", lambda: libro({"Bozza": [(1, "A", "x")], "Vuoto": []}, nascosti=("Bozza",)),
                       "nascosti («Bozza»)"),
}  # fmt: skip

# name: (name of the file, how it is made): read, and what is wrong with them is said by findings
LETTI: dict[str, tuple[str, Crea]] = {
    "xlsx": ("a.xlsx", foglio),
    "xlsx chiamato csv": ("a.csv", foglio),
    "xlsm": ("a.xlsm", lambda: con_in_piu("xl/vbaProject.bin", OLE)),
    "ods": ("a.ods", lambda: ODS),
    "docm": ("a.docm", lambda: con_corpo(paragrafo("Scheda 1"), **{"word__vbaProject.bin": OLE})),
    "cella di 10.000 caratteri": ("a.xlsx", lambda: xlsx_di((1, "A", "x" * 10_000))),
    "cella di 32.767 caratteri": ("a.xlsx", lambda: xlsx_di((1, "A", "è" * 32_767))),
    "702 colonne": ("a.xlsx", lambda: xlsx_di(*((1, colonna, "x") for colonna in ("A", "ZZ")))),
    "celle unite": ("a.xlsx", lambda: con_unione(b"A1:AZ900")),
    "49.999 righe": ("a.xlsx", lambda: xlsx_di((1, "A", "1"), (49_999, "A", "1"))),
    "righe vuote fino in fondo": ("a.ods", lambda: ods(RIGA_ODS % 1 + CELLA_ODS % 1 + FINE_RIGA + RIGA_ODS % 1_048_000
                                                       + FINE_RIGA)),
    "mezzo carattere scritto all'Excel": ("a.xlsx", lambda: xlsx_di((1, "A", "a_xD800_b"))),
    "collegamenti ad altri file": ("a.xlsx", lambda: con_in_piu("xl/externalLinks/externalLink1.xml",
                                                               b"<externalLink/>")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misura:
    """Seconds by the clock and of processor, parent and child; MB of the child's peak (0: no child); what was said."""

    orologio: float
    processore: float
    memoria: float
    detto: str


def misura(nome: str, crea: Crea) -> Misura:
    contenuto = crea()
    figli: list[Figlio] = []
    inizio, lavoro = time.perf_counter(), time.process_time()
    with patch("indicatori.importazione.processo.subprocess.run", misurando(figli, subprocess.run)):
        try:
            detto = f"letto, fogli: {len(leggi_contenuto(contenuto, nome))}"
        except FileRifiutato as rifiutato:
            detto = str(rifiutato)
    processore = time.process_time() - lavoro + sum(figlio.secondi for figlio in figli)
    memoria = max((figlio.picco_kb for figlio in figli), default=0) / 1024
    return Misura(time.perf_counter() - inizio, processore, memoria, detto)


def principale() -> None:
    casi = {caso: voce[:2] for caso, voce in (RIFIUTATI | LETTI).items()}
    misure = {caso: misura(nome, crea) for caso, (nome, crea) in casi.items()}
    for caso, voce in misure.items():
        tempi = f"{voce.orologio:6.2f} s, {voce.processore:5.2f} s di processore, {voce.memoria:4.0f} MB"
        sys.stdout.write(f"{tempi}  {caso}: {voce.detto}\n")
    lento = max(misure, key=lambda caso: misure[caso].processore)
    grosso = max(misure, key=lambda caso: misure[caso].memoria)
    sys.stdout.write(f"{len(misure)} file; il più lento {lento} ({misure[lento].processore:.2f} s di processore), ")
    sys.stdout.write(f"il più grosso {grosso} ({misure[grosso].memoria:.0f} MB)\n")


if __name__ == "__main__":
    principale()
