"""What is taken off the cells of a copied page is told, cell by cell."""

from __future__ import annotations

from collections import Counter

import pytest

from indicatori.importazione.riconoscimento.testi import ha_formule, ha_tag
from tests.importazione.test_riconoscimento import con_originali, riconosciuto

# plan: how many cells with HTML, with LaTeX (domain.md 3.1, 3.5)
SCORIE = {"asc-insieme-2023-2025": (0, 0), "asc-insieme-2025-2027": (3, 0), "coeso-2021-2023": (24, 2)}


@con_originali
@pytest.mark.parametrize("codice", SCORIE)
def test_le_scorie_dei_documenti_si_dicono(codice: str) -> None:
    codici = Counter(rilievo.codice for rilievo in riconosciuto(codice).lettura.rilievi if rilievo.gravita == "I")
    trovate = tuple(codici[nome] for nome in ("IMP-HTML-TOLTO", "IMP-LATEX-TOLTO"))
    assert trovate == SCORIE[codice]


@con_originali
def test_ogni_rilievo_dice_la_sua_cella() -> None:
    rilievi = [r for r in riconosciuto("coeso-2021-2023").lettura.rilievi if r.codice == "IMP-LATEX-TOLTO"]
    assert all(rilievo.foglio and rilievo.cella for rilievo in rilievi)
    assert all("LaTeX" in rilievo.messaggio for rilievo in rilievi)


@pytest.mark.parametrize(
    ("testo", "tag", "formula"),
    [
        ("<ul><li>uno</li></ul>", True, False),
        ("meno di 5 < 10", False, False),
        ("costa 5 $ o 10 $", False, False),
        (r"$\frac{a}{b} \times 100$", False, True),
        ("testo piano", False, False),
    ],
)
def test_che_cosa_e_una_scoria(testo: str, tag: bool, formula: bool) -> None:
    assert (ha_tag(testo), ha_formule(testo)) == (tag, formula)
