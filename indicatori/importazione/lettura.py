"""A file or a folder to sheets of text: the guard, then the reader of its format."""

from __future__ import annotations

from pathlib import Path

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import Formato, riconosci
from indicatori.importazione.lettura_csv import leggi_archivio_csv, leggi_cartella, leggi_csv
from indicatori.importazione.processo import leggi_a_parte


def leggi_contenuto(contenuto: bytes, nome: str) -> list[Foglio]:
    """The sheets of a workbook, a CSV file or a zip of CSV files. Raises FileRifiutato with its sentence.

    The list of findings of an annotated workbook that comes back is left out.
    """
    formato = riconosci(contenuto, nome)
    if formato is Formato.CSV:
        return [leggi_csv(contenuto, nome)]
    if formato is Formato.CARTELLA_CSV:
        return leggi_archivio_csv(contenuto)
    return [foglio for foglio in leggi_a_parte(contenuto, formato) if not foglio.di_rilievi]


def leggi_percorso(percorso: Path) -> list[Foglio]:
    """As `leggi_contenuto`, from disk; a folder is read as its CSV files. Raises OSError too."""
    if percorso.is_dir():
        return leggi_cartella(percorso)
    return leggi_contenuto(percorso.read_bytes(), percorso.name)
