"""CSV files to sheets of text: one file a sheet; comma, semicolon or tab; UTF-8, UTF-16 with its mark, Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from pathlib import Path

from indicatori.importazione.fogli import CODIFICA, Foglio
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.modello import FOGLI, FoglioModello, foglio_di_nome, normalizza
from indicatori.importazione.testi_cella import pulisci
from indicatori.importazione.tetto import Tetto, TroppeCelle

PROTETTO = re.compile(r"'+[=+\-@\t]")
_SEPARATORI = ";,\t"
_DICHIARATO = re.compile(r"sep=(.)\r?\n")


def leggi_csv(contenuto: bytes, nome: str) -> Foglio:
    """One CSV file as a sheet of the template, by its name or by its headings, else named after the file.

    The apostrophe that export puts before = + - @ is taken off again. Raises FileRifiutato when it cannot be read.
    """
    testo, codifica = _decodifica(contenuto)
    foglio = Foglio(nome.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    if codifica == "cp1252" and not testo.isascii():
        foglio.avvertenze.append(CODIFICA)
    tetto = Tetto()
    separatore, testo = _separatore(testo)
    try:
        for riga, celle in enumerate(csv.reader(io.StringIO(testo, newline=""), delimiter=separatore), start=1):
            for colonna, grezzo in enumerate(celle, start=1):
                pulito = pulisci(grezzo)
                tetto.conta(pulito)
                foglio.scrivi(riga, colonna, pulito[1:] if PROTETTO.match(pulito) else pulito)
    except csv.Error:
        raise FileRifiutato(f"Il file {nome} non è un CSV leggibile: salvalo di nuovo dal foglio di calcolo.") from None
    except TroppeCelle:
        raise FileRifiutato(f"Il file {nome} ha troppe celle per essere un piano e non viene letto.") from None
    modello = foglio_di_nome(nome) or _di_intestazioni(foglio)
    foglio.nome = modello.nome if modello else foglio.nome
    return foglio


def _di_intestazioni(foglio: Foglio) -> FoglioModello | None:
    """The sheet of the template whose headings stand in the first row: "indicatori (2).csv". None when two fit."""
    titoli = {normalizza(testo) for testo in foglio.righe.get(min(foglio.righe, default=0), {}).values()}
    quanti: dict[int, list[FoglioModello]] = {}
    for modello in FOGLI:
        if titoli >= {normalizza(colonna.titolo) for colonna in modello.colonne if colonna.richiesta}:
            noti = titoli & {normalizza(colonna.titolo) for colonna in modello.colonne}
            quanti.setdefault(len(noti), []).append(modello)
    migliori = quanti[max(quanti)] if quanti else []
    return migliori[0] if len(migliori) == 1 else None


def leggi_archivio_csv(contenuto: bytes) -> list[Foglio]:
    """The CSV files of a zip, whatever folder they are in; the guard has already counted their sizes."""
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        nomi = sorted(nome for nome in archivio.namelist() if _da_leggere(nome))
        return [leggi_csv(archivio.read(nome), nome) for nome in nomi]


def leggi_cartella(cartella: Path) -> list[Foglio]:
    """The CSV files of a folder on disk. Raises FileRifiutato when there is none."""
    percorsi = sorted(cartella.glob("*.csv"))
    if not percorsi:
        raise FileRifiutato("La cartella non contiene i file CSV del modello.")
    return [leggi_csv(percorso.read_bytes(), percorso.name) for percorso in percorsi]


def _da_leggere(nome: str) -> bool:
    return nome.lower().endswith(".csv") and not nome.startswith("__MACOSX/")


def _decodifica(contenuto: bytes) -> tuple[str, str]:
    """The text and its encoding: the mark at its beginning says UTF-16, else the first that can be is taken."""
    segno = contenuto.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for codifica in ("utf-16",) if segno else ("utf-8-sig", "cp1252"):
        try:
            return contenuto.decode(codifica), codifica
        except UnicodeDecodeError:
            continue
    raise FileRifiutato("Il testo del file CSV non si legge: salvalo con la codifica UTF-8 e ricaricalo.")


def _separatore(testo: str) -> tuple[str, str]:
    """The separator and the text to read: Excel may declare it ("sep=;"), else the heading line shows it most."""
    if dichiarato := _DICHIARATO.match(testo):
        return dichiarato[1], testo[dichiarato.end() :]
    intestazione = next((riga for riga in testo.splitlines() if riga.strip()), "")
    migliore = max(_SEPARATORI, key=intestazione.count)
    return (migliore if migliore in intestazione else ","), testo
