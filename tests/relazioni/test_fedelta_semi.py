"""No word of the seeds is lost between the document of the body and ours: those whose text has cells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from tests.fixtures.lettura import RADICE
from tests.relazioni.albero_pdf import AlberoPdf
from tests.relazioni.lettura_pdf import scritto_in
from tests.relazioni.piani import pdf_di

SEMI = RADICE.parent / "shared" / "seeds"
# Each with the words that stand in its headings, or above columns that the plan leaves empty (domain.md 3.1, 3.2).
DOCUMENTI = {
    "asc-insieme-2025-2027": ("000", "Scheda AZIONI INDICATORI Responsabile 2 3 4 2025"),
    "asc-insieme-2023-2025": ("001", "Scheda AZIONI INDICATORI Risultato NOTE Descrizione 1 2 3 4 5 2023 2024 2025"),
    # the small x is printed large; two words are split in the seed by the end of a line
    "asc-insieme-2021-2023": (
        "002",
        "x Scheda AZIONI INDICATORI DI PERFORMANCE Allegato A1 alla Deliberazione del Consiglio di Amministrazione n 26"
        " 30 11 2020 1 2 3 4 5 i dipendent o procediment",
    ),
    "cssm-2023-2025": (
        "003",
        "PIANO INTEGRATO DI ATTIVITA E ORGANIZZAZIONE 2023 2025 SEZIONE VALORE PUBBLICO PERFORMANCE ANTICORRUZIONE"
        " SOTTOSEZIONE ALLEGATO A 2 DEGLI OBIETTIVI Piano Integrato Attività Organizzazione Sezione Valore pubblico"
        " Performance Anticorruzione Sottosezione Allegato di e Obiettivo obiettivo performance PEG TAB Percorso metodo"
        " generale Sviluppo per steps intermedi",
    ),
}
# The LaTeX of two algorithms, and the numbers of the pages in the index of the body.
SCORIE_DI_COESO = {"text", "times", "frac"}


@pytest.mark.parametrize("codice", DOCUMENTI)
def test_every_word_of_the_seed_is_in_the_tables_as_often(codice: str) -> None:
    numero, titoli = DOCUMENTI[codice]
    file = next(SEMI.glob(f"{numero}_*.txt"), None)
    if file is None:
        pytest.skip("The seeds are not beside this checkout")
    celle = " ".join(cella for t in AlberoPdf(pdf_di(codice)).tavole() for riga in t.righe for cella in riga)
    perse = _parole(_pulito(file.read_text())) - _parole(celle)
    assert set(perse) <= set(titoli.split())


def test_every_word_of_the_long_seed_is_in_the_document() -> None:
    """Document 004 repeats its objectives over its tables: each word is looked for, not how often it comes."""
    file = next(SEMI.glob("004_*.txt"), None)
    if file is None:
        pytest.skip("The seeds are not beside this checkout")
    stampato = _semplice(scritto_in(pdf_di("coeso-2021-2023")))
    parole = set(re.findall(r"[^\W\d_]{4,}", _semplice(_pulito(file.read_text()))))
    assert len(parole) > 1500
    assert {parola for parola in parole if parola not in stampato} <= SCORIE_DI_COESO


def _semplice(testo: str) -> str:
    """In small letters without accents: the seed writes "INNOVATIVITA'" in one place."""
    return "".join(
        segno for segno in unicodedata.normalize("NFD", testo) if not unicodedata.combining(segno)
    ).casefold()


def _pulito(testo: str) -> str:
    """Without the scraps of HTML; the years of the dates in four digits, as they are printed."""
    return re.sub(r"(\d\d)/(\d\d)/(\d\d)\b", r"\1/\2/20\3", re.sub(r"<[^>]+>", " ", testo))


def _parole(testo: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", testo))
