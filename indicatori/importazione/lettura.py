"""A file or a folder to sheets of text: the guard, then the reader of its format."""

from __future__ import annotations

from pathlib import Path

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import FileRifiutato, riconosci
from indicatori.importazione.lettura_csv import leggi_cartella
from indicatori.importazione.processo import leggi_a_parte


def leggi_contenuto(contenuto: bytes, nome: str) -> list[Foglio]:
    """The sheets of a workbook, a Word document, a CSV file or a zip of CSV files, with something written.

    Raises FileRifiutato with its sentence. The list of findings of an annotated workbook that comes back is left out.
    """
    letti = leggi_a_parte(contenuto, riconosci(contenuto, nome), nome)
    fogli = [foglio for foglio in letti if not foglio.di_rilievi]
    _controlla_che_dicano_qualcosa(fogli)
    return fogli


def _controlla_che_dicano_qualcosa(fogli: list[Foglio]) -> None:
    scritti = [foglio for foglio in fogli if foglio.righe or foglio.anomalie]
    if not scritti:
        raise FileRifiutato("Il file è vuoto: non c'è nessuna cella scritta. Controlla di aver scelto quello giusto.")
    if all(foglio.nascosto for foglio in scritti):
        nomi = ", ".join(f"«{foglio.nome}»" for foglio in scritti)
        raise FileRifiutato(f"I fogli scritti sono tutti nascosti ({nomi}): mostrali, salva il file e ricaricalo.")


def leggi_percorso(percorso: Path) -> list[Foglio]:
    """As `leggi_contenuto`, from disk; a folder is read as its CSV files. Raises OSError too."""
    if percorso.is_dir():
        return leggi_cartella(percorso)
    return leggi_contenuto(percorso.read_bytes(), percorso.name)
