"""A file that is no workbook, or a dangerous one, gets an Italian sentence in little time."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator

import pytest

from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.composizione import componi
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe
from tests.importazione.fogli_di_prova import foglio, piano_piccolo

FOGLIO1 = "xl/worksheets/sheet1.xml"
TESTA = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CODA = b"</sheetData></worksheet>"
ODS_TESTA = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="Piano">'
)
ODS_CODA = b"</table:table></office:spreadsheet></office:body></office:document-content>"
CELLA_ODS = (
    b'<table:table-cell office:value-type="string" table:number-columns-repeated="%d">'
    b"<text:p>a</text:p></table:table-cell>"
)
RIGA_ODS = b'<table:table-row table:number-rows-repeated="%d">'
FINE_RIGA = b"</table:table-row>"


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


def _righe_di_numeri() -> Iterator[bytes]:
    """Half a million cells that do not compress much."""
    for riga in range(1000):
        yield (
            b"<row>" + b"".join(b"<c><v>%d</v></c>" % ((riga * 7919 + n) ** 5 % 10**9) for n in range(500)) + b"</row>"
        )


def ods(corpo: bytes) -> bytes:
    return con("content.xml", lambda _: ODS_TESTA + corpo + ODS_CODA, in_ods(in_pagine(piano_piccolo())))


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
RIGA_LUNGA = b'<row><c t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>"

OSTILI: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "vuoto": ("a.xlsx", lambda: b"", "vuoto"),
    "testo": ("a.xlsx", lambda: b"ciao, non sono un foglio", "non è un foglio"),
    "pdf": ("a.pdf", lambda: b"%PDF-1.7\n...", "PDF"),
    "html": ("a.xls", lambda: b"<html><table><tr><td>x</table>", "pagina web"),
    "xls": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "vecchio formato"),
    "cifrato": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "zip rotto": ("a.xlsx", lambda: b"PK\x03\x04" + os.urandom(2000), "danneggiato"),
    "zip troncato": ("a.xlsx", lambda: foglio()[:-200], "danneggiato"),
    "zip d'altro": ("a.zip", lambda: _zip({"foto.jpg": b"x"}), "non contiene un foglio"),
    "nomi cattivi": ("a.xlsx", lambda: con_in_piu("../../fuori.xml", b"x"), "non ammessi"),
    "troppe parti": ("a.zip", lambda: _zip({f"{n}.csv": b"x" for n in range(300)}), "parti"),
    "cella lontana": (
        "a.xlsx",
        lambda: con(FOGLIO1, lambda _: TESTA + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + CODA),
        "lontana",
    ),
    "dtd": ("a.xlsx", lambda: con(FOGLIO1, lambda dati: DTD + dati), "definizioni XML"),
    "dtd in utf-16": ("a.xlsx", lambda: con(FOGLIO1, lambda _: DTD.decode().encode("utf-16")), "definizioni XML"),
    "bomba": ("a.xlsx", lambda: con(FOGLIO1, lambda _: TESTA + RIGA_LUNGA * 60_000 + CODA), "enorme"),
    "celle a milioni": (
        "a.xlsx",
        lambda: con(FOGLIO1, lambda _: TESTA + b"".join(_righe_di_numeri()) + CODA),
        "celle",
    ),
    "xml rotto": ("a.xlsx", lambda: con(FOGLIO1, lambda dati: dati[:-30]), "non si apre"),
    "ods gonfio": ("a.ods", lambda: ods(RIGA_ODS % 1048576 + CELLA_ODS % 600 + FINE_RIGA), "celle"),
    "ods largo": ("a.ods", lambda: ods(RIGA_ODS % 1 + CELLA_ODS % 16384 + FINE_RIGA), "celle"),
}  # fmt: skip


@pytest.mark.parametrize("caso", OSTILI)
def test_un_file_ostile_e_rifiutato_con_la_sua_frase(caso: str) -> None:
    """The sentence of its own fault, and not that of the reader's time limit."""
    nome, crea, parola = OSTILI[caso]
    with pytest.raises(FileRifiutato, match=parola):
        leggi_contenuto(crea(), nome)


def test_righe_vuote_ripetute_fino_in_fondo_sono_innocue() -> None:
    vuota = b'<table:table-cell table:number-columns-repeated="16384"/>'
    corpo = RIGA_ODS % 1 + CELLA_ODS % 1 + FINE_RIGA + RIGA_ODS % 1048000 + vuota + FINE_RIGA
    assert leggi_contenuto(ods(corpo), "a.ods")[0].righe == {1: {1: "a"}}


def test_di_una_formula_in_ods_si_prende_il_valore_calcolato() -> None:
    formula = b'<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    letto = leggi_contenuto(ods(RIGA_ODS % 1 + formula + FINE_RIGA), "a.ods")[0]
    assert (letto.righe, letto.anomalie) == ({1: {1: "2"}}, [(1, 1, "calcolata", "of:=1+1")])


def test_una_formula_in_ods_senza_valore_non_diventa_un_vuoto() -> None:
    formula = b'<table:table-cell table:formula="of:=1+1"/>'
    letto = leggi_contenuto(ods(RIGA_ODS % 1 + formula + FINE_RIGA), "a.ods")[0]
    assert (letto.righe, letto.anomalie) == ({}, [(1, 1, "formula", "of:=1+1")])


@pytest.mark.parametrize(
    ("cella", "righe", "genere"),
    [
        (b'<c r="A1"><f>1+1</f><v>2</v></c>', {1: {1: "2"}}, "calcolata"),
        (b'<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', {1: {1: "ab"}}, "calcolata"),
        (b'<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {}, "errore"),
        (b'<c r="A1"><f>1+1</f></c>', {}, "formula"),
    ],
)
def test_di_una_formula_in_xlsx_si_prende_il_valore_calcolato(cella: bytes, righe: dict, genere: str) -> None:
    letto = leggi_contenuto(con(FOGLIO1, lambda _: TESTA + b'<row r="1">' + cella + b"</row>" + CODA), "a.xlsx")[0]
    assert letto.righe == righe
    assert [anomalia[2] for anomalia in letto.anomalie] == [genere]


def test_un_csv_in_cp1252_col_punto_e_virgola_si_legge() -> None:
    testo = "Codice;Ente;Famiglia;Titolo;Primo anno\r\np-1;e;schede;Attività sociali;2023\r\n"
    fogli = leggi_contenuto(_zip({"cartella/piano.csv": testo.encode("cp1252")}), "a.zip")
    letta = componi(fogli, Anagrafe("e"))
    assert letta.piano is not None
    assert letta.piano.titolo == "Attività sociali"


def test_un_foglio_senza_i_nomi_del_modello_lo_dice() -> None:
    letta = componi(leggi_contenuto(b"a,b\r\n1,2\r\n", "dati.csv"), Anagrafe("e"))
    assert letta.piano is None
    assert "IMP-MODELLO-NON-RICONOSCIUTO" in {rilievo.codice for rilievo in letta.rilievi}


def _zip(parti: dict[str, bytes]) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        for nome, dati in parti.items():
            archivio.writestr(nome, dati)
    return uscita.getvalue()
