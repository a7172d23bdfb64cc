"""What an archive asks of a whole file: colours described, attached data declared, identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.relazioni.verificatore.albero import lista, nomi

RELAZIONI = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}


def difetti_d_archivio(pdf: pikepdf.Pdf) -> list[str]:
    return [*_dei_colori(pdf), *_degli_allegati(pdf), *_dell_identita(pdf)]


def _dei_colori(pdf: pikepdf.Pdf) -> Iterator[str]:
    intenti = [voce for voce in lista(pdf.Root.get("/OutputIntents")) if str(voce.get("/S")) == "/GTS_PDFA1"]
    if len(intenti) != 1:
        yield f"Gli intenti di stampa per l'archivio sono {len(intenti)}, non uno."
    for intento in intenti:
        profilo = intento.get("/DestOutputProfile")
        dati = profilo.read_bytes() if profilo is not None else b""
        if dati[36:40] != b"acsp" or dati[16:20] != b"RGB " or int(profilo.N) != 3:
            yield "L'intento di stampa non ha un profilo ICC per colori RGB."
        if not str(intento.get("/OutputConditionIdentifier", "")):
            yield "L'intento di stampa non ha nome."


def _degli_allegati(pdf: pikepdf.Pdf) -> Iterator[str]:
    associati = Counter(voce.objgen for voce in lista(pdf.Root.get("/AF")))
    incorporati = list(nomi(pdf.Root.get("/Names", {}).get("/EmbeddedFiles")))
    for chiave, volte in associati.items():
        if volte > 1:
            yield f"AF elenca {volte} volte l'allegato (oggetto {chiave[0]})."
    if set(associati) != {voce.objgen for _, voce in incorporati}:
        yield "AF e EmbeddedFiles non elencano gli stessi allegati."
    if [nome for nome, _ in incorporati] != sorted({nome for nome, _ in incorporati}):
        yield "I nomi degli allegati non sono in ordine, una volta ciascuno."
    data = str(pdf.trailer.get("/Info", {}).get("/ModDate", ""))
    for _, voce in incorporati:
        nome = str(voce.get("/UF", "?"))
        yield from (f"Allegato «{nome}»: {che}." for che in _dell_allegato(voce, data))


def _dell_allegato(voce: Any, data: str) -> Iterator[str]:
    if "/F" not in voce or str(voce.get("/F")) != str(voce.get("/UF")):
        yield "F e UF non dicono lo stesso nome"
    if str(voce.get("/AFRelationship", "")) not in RELAZIONI:
        yield "non dice che cos'è per il documento (AFRelationship)"
    if not str(voce.get("/Desc", "")).strip():
        yield "non ha descrizione"
    flusso = voce.get("/EF", {}).get("/F")
    if flusso is None:
        yield "non è nel file"
        return
    if "/" not in str(flusso.get("/Subtype", "")).removeprefix("/"):
        yield "non dice il suo tipo MIME"
    parametri = flusso.get("/Params", {})
    for chiave in ("/ModDate", "/CreationDate"):
        if not data or str(parametri.get(chiave, "")) != data:
            yield f"{chiave[1:]} non è la data del documento"
    if int(parametri.get("/Size", -1)) != len(flusso.read_bytes()):
        yield "non dice quanto è grande"


def _dell_identita(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Computed from the content, the two halves of a first saving are one; a clock or chance would make them differ."""
    identita = lista(pdf.trailer.get("/ID"))
    if len(identita) != 2 or not bytes(identita[0]):
        yield "Il file non ha un identificatore (ID)."
    elif bytes(identita[0]) != bytes(identita[1]):
        yield "L'identificatore del file non viene dal suo contenuto."
    if str(pdf.pdf_version) != "1.7":
        yield f"La versione è PDF {pdf.pdf_version}, non 1.7."
