"""What is said of cells that hold a formula or an error, or are merged: a figure must never come out of a blank."""

from __future__ import annotations

from collections.abc import Iterator

from indicatori.importazione.fogli import Anomalia, Avvertenza, Foglio, indirizzo
from indicatori.importazione.rilievi import Gravita, Rilievo

# kind: (code, severity, sentence, what to do)
_DETTI: dict[Anomalia, tuple[str, Gravita, str, str]] = {
    "formula": (
        "IMP-FORMULA",
        "E",
        "La cella contiene una formula senza il suo valore calcolato ({testo}).",
        "Apri il foglio, salvalo e caricalo di nuovo; oppure scrivi il valore al posto della formula.",
    ),
    "calcolata": (
        "IMP-FORMULA-CALCOLATA",
        "I",
        "La cella contiene una formula ({testo}): è preso il valore che il foglio ha calcolato.",
        "",
    ),
    "errore": (
        "IMP-ERRORE-DI-CALCOLO",
        "E",
        "La cella contiene un errore di calcolo ({testo}).",
        "Scrivi il valore giusto.",
    ),
}
# of a file as a whole: code, sentence, what to do
_DEL_FILE: dict[Avvertenza, tuple[str, str, str]] = {
    "macro": ("IMP-MACRO", "Il file contiene macro: non sono eseguite e nel foglio annotato non ci sono più.", ""),
    "codifica": (
        "IMP-CODIFICA",
        "Il testo non è in UTF-8: è letto come Windows-1252.",
        "Controlla le lettere accentate; se sono sbagliate, salva il file in UTF-8.",
    ),
}


def rilievi_delle_anomalie(foglio: Foglio) -> Iterator[Rilievo]:
    """One finding for each formula or error of the sheet, at its cell, and for what concerns the file."""
    for avvertenza in foglio.avvertenze:
        codice, messaggio, rimedio = _DEL_FILE[avvertenza]
        yield Rilievo(codice, "I", foglio.nome, "", messaggio, rimedio)
    for riga, colonna, genere, testo in foglio.anomalie:
        codice, gravita, messaggio, rimedio = _DETTI[genere]
        yield Rilievo(codice, gravita, foglio.nome, indirizzo(riga, colonna), messaggio.format(testo=testo), rimedio)


def rilievi_delle_unite(foglio: Foglio, *, dopo: int) -> Iterator[Rilievo]:
    """One finding for each merged range below row `dopo` that says something: it says it in its first cell only."""
    for riga, colonna, dove in foglio.unite:
        if riga > dopo and foglio.righe.get(riga, {}).get(colonna):
            messaggio = f"Le celle {dove} sono unite: ciò che c'è scritto vale per la prima, le altre si leggono vuote."
            rimedio = "Se vale per tutte, dividile e scrivilo in ognuna."
            yield Rilievo("IMP-CELLE-UNITE", "W", foglio.nome, indirizzo(riga, colonna), messaggio, rimedio)
