"""The text of a chapter in pieces that a cell of any workbook can hold; `importazione.capitoli` joins them again."""

from __future__ import annotations

from indicatori.importazione.modello import SEGUE
from indicatori.importazione.protezione import proteggi

# A cell of an xlsx holds 32,767 units of UTF-16: a character is two at most, and 14 where it must be written as a code.
CARATTERI_DI_UN_PEZZO = 16_000
CARATTERI_DA_PROTEGGERE = 2_000


def a_pezzi(testo: str) -> list[str]:
    """One piece at least. They are cut between two paragraphs; where there is no such place the next one says SEGUE."""
    limite = CARATTERI_DI_UN_PEZZO if proteggi(testo) == testo else CARATTERI_DA_PROTEGGERE
    pezzi, segue = [], ""
    while len(testo) > limite:
        fine = testo.rfind("\n\n", 1, limite)
        pulito = fine > 0 and not testo.startswith(SEGUE, fine + 2)
        pezzi.append(segue + testo[: fine if pulito else limite])
        testo = testo[fine + 2 :] if pulito else testo[limite:]
        segue = "" if pulito else SEGUE
    return [*pezzi, segue + testo]
