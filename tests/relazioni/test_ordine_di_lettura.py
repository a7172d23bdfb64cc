"""The tree of each document, read from first to last, says what its HTML says, in the same order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import fogli_di
from rendicontazione.relazioni.vista import Tipo
from tests.relazioni.ordine_di_lettura import letto, scritto_nell_html
from tests.relazioni.piani import pdf_di, vista, vista_con_risultati

PIANI = {
    "asc-insieme-2021-2023": 2021,
    "asc-insieme-2023-2025": 2023,
    "asc-insieme-2025-2027": 2025,
    "coeso-2021-2023": 2021,
    "cssm-2023-2025": 2023,
}


@pytest.mark.parametrize("codice", PIANI)
def test_a_plan_is_read_in_the_order_of_its_html(codice: str) -> None:
    controlla(letto(pdf_di(codice)), fogli_di(vista(codice), "piano"))


@pytest.mark.parametrize("tipo", ["rendicontazione", "relazione"])
@pytest.mark.parametrize("codice", PIANI)
def test_its_results_are_read_in_the_order_of_their_html(codice: str, tipo: Tipo) -> None:
    anno = PIANI[codice]
    controlla(letto(pdf_di(codice, anno, tipo)), fogli_di(vista_con_risultati(codice, anno), tipo))


def controlla(detto: str, fogli: Sequence[Foglio]) -> None:
    da = 0
    for foglio in fogli:
        sezione = scritto_nell_html(foglio.html)
        trovata = detto.find(sezione, da)
        assert trovata >= 0, _primo_scarto(sezione, detto[da:])
        da = trovata + len(sezione)


def _primo_scarto(atteso: str, detto: str) -> str:
    """Where the longest beginning of a section that the document says stops."""
    quanti = next((n for n in range(len(atteso), 0, -20) if atteso[:n] in detto), 0)
    return f"dopo «{atteso[max(quanti - 60, 0) : quanti]}» manca «{atteso[quanti : quanti + 80]}»"
