"""The four documents as they come out of a copy give the same data as the fixtures, cell for cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from indicatori.importazione.composizione import componi
from indicatori.importazione.lettura import leggi_contenuto, leggi_percorso
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import Riconoscimento, riconosci
from indicatori.motore.documento import PianoDati
from pianoperf.ambiente import RADICE
from tests.importazione.conftest import FIXTURES

ORIGINALI: Path = RADICE.parent / "shared" / "originals"
DOCUMENTI = ("asc-insieme-2023-2025", "asc-insieme-2025-2027", "cssm-2023-2025", "coeso-2021-2023")
con_originali = pytest.mark.skipif(not ORIGINALI.exists(), reason="the published documents are not beside the checkout")


def anagrafe_di_prova(codice: str) -> Anagrafe:
    return Anagrafe(codice.rsplit("-", 2)[0])


def letto_dalle_fixture(codice: str) -> PianoDati:
    piano = componi(leggi_percorso(FIXTURES / codice), anagrafe_di_prova(codice)).piano
    assert piano is not None
    for scheda in piano.schede:
        for voce in scheda.indicatori:
            # No cell of the document says on which step another hangs.
            voce.condizionato_da = ""
    # What is not in a table of the plan is not read from a document.
    piano.capitoli = []
    return piano


def riconosciuto(codice: str, **altro: Any) -> Riconoscimento:
    return riconosci(leggi_percorso(ORIGINALI / f"{codice}.xlsx"), anagrafe_di_prova(codice), **altro)


def celle(voce: Any, dove: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf of the data with its path."""
    if is_dataclass(voce):
        for campo in fields(voce):
            yield from celle(getattr(voce, campo.name), f"{dove}.{campo.name}")
    elif isinstance(voce, (list, dict)):
        coppie = voce.items() if isinstance(voce, dict) else enumerate(voce)
        yield dove, len(voce)
        for chiave, valore in coppie:
            yield from celle(valore, f"{dove}[{chiave}]")
    else:
        yield dove, voce


@con_originali
@pytest.mark.parametrize("codice", DOCUMENTI)
def test_il_documento_come_sta_da_gli_stessi_dati(codice: str) -> None:
    letto = riconosciuto(codice).lettura
    assert letto.piano is not None
    assert [str(rilievo) for rilievo in letto.rilievi if rilievo.gravita == "E"] == []
    assert dict(celle(letto.piano)) == dict(celle(letto_dalle_fixture(codice)))


@con_originali
def test_i_dubbi_sono_chiesti_e_mai_indovinati_in_silenzio() -> None:
    scelte = {scelta.chiave: scelta for scelta in riconosciuto("asc-insieme-2025-2027").scelte}
    assert set(scelte) == {"Foglio1!A26:azione", "Foglio1!D56:anni-previsioni", "Foglio1!A4:triennio"}
    assert scelte["Foglio1!D56:anni-previsioni"].proposta == "2024/2025/2026"
    assert scelte["Foglio1!A26:azione"].proposta == "1"


@con_originali
def test_una_scelta_diversa_cambia_la_lettura() -> None:
    risposte = {"Foglio1!D56:anni-previsioni": "2025/2026/2027", "Foglio1!A26:azione": "-"}
    piano = riconosciuto("asc-insieme-2025-2027", risposte=risposte).lettura.piano
    assert piano is not None
    assert sorted(piano.schede[1].indicatori[0].previsioni) == [2025, 2026, 2027]
    assert piano.schede[0].indicatori[3].azione == ""


@con_originali
@pytest.mark.parametrize("risposte", [{"Foglio1!A26:azione": "99"}, {"Foglio1!Z1:azione": "1"}])
def test_una_scelta_sbagliata_blocca(risposte: dict[str, str]) -> None:
    letto = riconosciuto("asc-insieme-2025-2027", risposte=risposte).lettura
    assert "IMP-SCELTA-NON-VALIDA" in [rilievo.codice for rilievo in letto.rilievi if rilievo.gravita == "E"]


@con_originali
@pytest.mark.parametrize(("separatore", "codifica"), [(";", "cp1252"), (",", "utf-8-sig")])
def test_il_documento_salvato_in_csv_da_gli_stessi_dati(separatore: str, codifica: str) -> None:
    codice = "asc-insieme-2023-2025"
    (foglio,) = leggi_percorso(ORIGINALI / f"{codice}.xlsx")
    uscita = io.StringIO()
    scrittore = csv.writer(uscita, delimiter=separatore)
    for numero in range(1, max(foglio.righe) + 1):
        testi = foglio.righe.get(numero, {})
        scrittore.writerow([testi.get(colonna, "") for colonna in range(1, 10)])
    fogli = leggi_contenuto(uscita.getvalue().encode(codifica), "scheda.csv")
    letto = riconosci(fogli, anagrafe_di_prova(codice)).lettura
    assert dict(celle(letto.piano)) == dict(celle(letto_dalle_fixture(codice)))
