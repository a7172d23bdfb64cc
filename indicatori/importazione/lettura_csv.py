"""CSV files to sheets of text: one file a sheet, comma or semicolon, UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.modello import foglio_di_nome
from indicatori.importazione.testi_cella import pulisci
from indicatori.importazione.tetto import Tetto, TroppeCelle

PROTETTO = re.compile(r"'+[=+\-@\t]")
_SEPARATORI = ";,\t"


def leggi_csv(contenuto: bytes, nome: str) -> Foglio:
    """One CSV file as a sheet named after the file. Raises FileRifiutato when its text cannot be read.

    The apostrophe that export puts before = + - @ is taken off again.
    """
    testo = _decodifica(contenuto)
    foglio_modello = foglio_di_nome(nome)
    foglio = Foglio(foglio_modello.nome if foglio_modello else nome.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    tetto = Tetto()
    try:
        for riga, celle in enumerate(csv.reader(io.StringIO(testo, newline=""), delimiter=_separatore(testo)), start=1):
            for colonna, grezzo in enumerate(celle, start=1):
                pulito = pulisci(grezzo)
                tetto.conta(pulito)
                foglio.scrivi(riga, colonna, pulito[1:] if PROTETTO.match(pulito) else pulito)
    except csv.Error:
        raise FileRifiutato(f"Il file {nome} non è un CSV leggibile: salvalo di nuovo dal foglio di calcolo.") from None
    except TroppeCelle:
        raise FileRifiutato(f"Il file {nome} ha troppe celle per essere un piano e non viene letto.") from None
    return foglio


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


def _decodifica(contenuto: bytes) -> str:
    for codifica in ("utf-8-sig", "cp1252"):
        try:
            return contenuto.decode(codifica)
        except UnicodeDecodeError:
            continue
    raise FileRifiutato("Il testo del file CSV non si legge: salvalo con la codifica UTF-8 e ricaricalo.")


def _separatore(testo: str) -> str:
    """The separator that the heading line uses most; the comma when it uses none."""
    intestazione = next((riga for riga in testo.splitlines() if riga.strip()), "")
    migliore = max(_SEPARATORI, key=intestazione.count)
    return migliore if migliore in intestazione else ","
