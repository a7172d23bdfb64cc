"""The content of the pages: what the tree does not know becomes an artefact."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf

from rendicontazione.relazioni.etichette.nodi import Contenuto, Nodo

# As pydyf writes it; the text that is shown is written in hexadecimal, so it can never look like this.
_MARCATO = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
ARTEFATTO = b"/Artifact\nBMC"


def declassa(pdf: pikepdf.Pdf, documento: Nodo) -> None:
    """Turn marked content outside the tree into artefacts, on the pages that have some."""
    noti: list[set[int]] = [set() for _ in pdf.pages]
    _raccogli(documento, noti)
    for numero, pagina in enumerate(pdf.pages):
        contenuto = pagina.Contents.read_bytes()
        conosciuti = noti[numero]
        if all(int(mcid) in conosciuti for mcid in _MARCATO.findall(contenuto)):
            continue
        pagina.Contents = pdf.make_stream(_MARCATO.sub(_declassato(conosciuti), contenuto))


def _declassato(conosciuti: set[int]) -> Callable[[re.Match[bytes]], bytes]:
    def sostituto(trovato: re.Match[bytes]) -> bytes:
        return trovato.group(0) if int(trovato.group(1)) in conosciuti else ARTEFATTO

    return sostituto


def _raccogli(nodo: Nodo, noti: list[set[int]]) -> None:
    for figlio in nodo.figli:
        if isinstance(figlio, Nodo):
            _raccogli(figlio, noti)
        elif isinstance(figlio, Contenuto):
            noti[figlio.pagina].add(figlio.mcid)
