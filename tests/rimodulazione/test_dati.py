"""The pure parts: JSON and back, words side by side, the paths of the changes, the plans of the seeds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicatori.esportazione.json_piano import in_json
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.rimodulazione import copia
from indicatori.rimodulazione.cambiamenti import cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.parole import affianca
from pianoperf.web.rifiuti import DatiNonValidi
from tests import scenari


def _piao() -> PianoDati:
    passo = IndicatoreDati(
        "B.2", "Passo", termine=date(2023, 6, 30), peso=Decimal("12.345"), previsioni={2023: "75%"}, note="Nota"
    )
    passo.annotazioni = {2023: "Annotata"}
    scheda = SchedaDati("B", "Obiettivo", "performance", incidenza=Decimal("33.3"), indicatori=[passo])
    scheda.testi = {"criticita": "Poche risorse"}
    return PianoDati("piao", "ente-prova", "piao", "PIAO", (2023, 2024, 2025), [], [scheda])


@pytest.mark.parametrize("dati", [_piao(), scenari.dati_di_prova()])
def test_a_plan_comes_back_from_its_json(dati: PianoDati) -> None:
    assert da_json(in_json(dati)) == dati


def test_each_change_has_its_path_and_the_years_it_touches() -> None:
    prima, dopo = _piao(), _piao()
    passo = dopo.schede[0].indicatori[0]
    passo.previsioni, passo.peso, passo.descrizione = {2023: "80%", 2024: "90%"}, Decimal(20), "Altro"
    dopo.schede[0].azioni = [AzioneDati("1", "Nuova")]
    anni = {voce.percorso: set(voce.anni) for voce in cambiamenti_tra(prima, dopo)}
    assert anni == {
        "schede/B/azioni/1": set(),
        "schede/B/indicatori/B.2/descrizione": set(),
        "schede/B/indicatori/B.2/peso": {2023},
        "schede/B/indicatori/B.2/previsioni/2023": {2023},
        "schede/B/indicatori/B.2/previsioni/2024": {2024},
    }


def test_a_whole_indicator_that_goes_touches_the_years_of_its_targets() -> None:
    prima, dopo = scenari.dati_di_prova(), scenari.dati_di_prova()
    copia.togli(dopo, "indicatore", "1", "1.1")
    (voce,) = cambiamenti_tra(prima, dopo)
    assert (voce.tipo, voce.anni, voce.luogo) == ("tolto", {2023, 2024}, "Scheda 1, indicatore 1.1")
    assert "2024: SI" in voce.prima


def test_every_change_can_be_undone() -> None:
    prima, dopo = scenari.dati_di_prova(), scenari.dati_di_prova()
    dopo.titolo = "Altro titolo"
    dopo.schede.reverse()
    dopo.schede[0].titolo = "Altra scheda"
    dopo.schede[0].testi = {"criticita": "Una"}
    dopo.schede[1].azioni[0].anni = (2025,)
    dopo.schede[1].indicatori.pop(0)
    for _ in range(10):
        for voce in cambiamenti_tra(prima, dopo):
            copia.ripristina(prima, dopo, scheda=voce.scheda, genere=voce.genere, chiave=voce.chiave, campo=voce.campo)
    assert cambiamenti_tra(prima, dopo) == []


def test_what_a_workbook_does_not_name_stays() -> None:
    attuale, foglio = scenari.dati_di_prova(), scenari.dati_di_prova()
    foglio.schede.pop()
    foglio.schede[0].indicatori[0].previsioni = {2024: "NO"}
    foglio.schede[0].azioni.pop()
    unito = copia.unisci(attuale, foglio)
    assert [scheda.codice for scheda in unito.schede] == ["1", "2"]
    assert unito.schede[0].indicatori[0].previsioni == {2024: "NO", 2023: "SI"}
    assert [voce.percorso for voce in cambiamenti_tra(attuale, unito)] == ["schede/1/indicatori/1.1/previsioni/2024"]


def test_what_is_no_longer_there_is_refused_with_a_sentence() -> None:
    dati = scenari.dati_di_prova()
    with pytest.raises(DatiNonValidi, match="La scheda 9 non c'è più"):
        copia.scrivi_scheda(dati, "9", {})
    with pytest.raises(DatiNonValidi, match=r"L'indicatore 9\.9 non c'è più"):
        copia.togli(dati, "indicatore", "1", "9.9")


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_side_by_side_give_the_texts_again(prima: str, dopo: str) -> None:
    affiancati = affianca(prima, dopo)
    assert "".join(pezzo.testo for pezzo in affiancati.prima) == prima
    assert "".join(pezzo.testo for pezzo in affiancati.dopo) == dopo
    assert any(pezzo.cambia for pezzo in (*affiancati.prima, *affiancati.dopo)) == (prima != dopo)
