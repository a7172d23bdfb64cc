"""No word of the seeds is lost between the document of the body and ours: those whose text has cells."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.fixtures.lettura import RADICE
from tests.relazioni.albero_pdf import AlberoPdf
from tests.relazioni.piani import pdf_di

SEMI = RADICE.parent / "shared" / "seeds"
# Each with the words that stand in its headings, or above columns that the plan leaves empty (domain.md 3.1, 3.2).
DOCUMENTI = {
    "asc-insieme-2025-2027": ("000", "Scheda AZIONI INDICATORI Responsabile 2 3 4 2025"),
    "asc-insieme-2023-2025": ("001", "Scheda AZIONI INDICATORI Risultato NOTE Descrizione 1 2 3 4 5 2023 2024 2025"),
}


@pytest.mark.parametrize("codice", DOCUMENTI)
def test_every_word_of_the_seed_is_in_the_tables_as_often(codice: str) -> None:
    numero, titoli = DOCUMENTI[codice]
    file = next(SEMI.glob(f"{numero}_*.txt"), None)
    if file is None:
        pytest.skip("The seeds are not beside this checkout")
    celle = " ".join(cella for t in AlberoPdf(pdf_di(codice)).tavole() for riga in t.righe for cella in riga)
    perse = _parole(re.sub(r"<[^>]+>", " ", file.read_text())) - _parole(celle)
    assert set(perse) <= set(titoli.split())


def _parole(testo: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", testo))
