from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicatori.motore.aggregazione import Voce, aggrega, avanzamento, pesi_anno
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.numeri import arrotonda
from indicatori.motore.spiegazione import Spiegazione
from tests.motore.piani import piano

NON_RENDICONTATO, NON_VALUTABILE = StatoGrado.NON_RENDICONTATO, StatoGrado.NON_VALUTABILE
# AGGREGAZIONI=10000 is the long run
AGGREGAZIONI = int(os.environ.get("AGGREGAZIONI", "500"))

# domain.md 3.4, the last column as printed; None where the cell is blank
PESI_STAMPATI = {
    "A": "65 35",
    "B": "5 5 10 10 5 25 40",
    "C": "50 50",
    "D": "16.67 83.33 - -",
    "E": "100 - -",
    "F": "100 - - -",
    "G": "100 - -",
    "H": "16.67 41.67 25 16.67 - -",
    "1": "5.88 5.88 - 5.88 5.88 5.88 5.88 5.88 5.88 5.88 5.88 11.76 5.88 23.53",
    "2": "5.88 5.88 5.88 - 11.76 17.65 - 52.94",
}


def grado(valore: Fraction | int) -> Grado:
    return Grado(StatoGrado.CALCOLATO, Fraction(valore), Spiegazione("prova"))


def senza(stato: StatoGrado) -> Grado:
    return Grado(stato, None, Spiegazione("prova"))


def test_senza_pesi_è_una_media_semplice():
    insieme = aggrega("Scheda 1", [Voce("a", grado(1)), Voce("b", grado(Fraction(1, 2)))])
    assert insieme.valore == Fraction(3, 4)
    assert insieme.copertura.testo == "2 di 2"


def test_i_pesi_contano_in_proporzione():
    voci = [Voce("a", grado(1), Fraction(30)), Voce("b", grado(0), Fraction(10))]
    assert aggrega("x", voci).valore == Fraction(3, 4)


@pytest.mark.parametrize("stato", [StatoGrado.NON_CALCOLABILE, NON_RENDICONTATO, NON_VALUTABILE])
def test_chi_non_ha_grado_esce_e_i_pesi_si_riportano(stato: StatoGrado):
    insieme = aggrega("x", [Voce("a", grado(Fraction(1, 2)), Fraction(10)), Voce("b", senza(stato), Fraction(90))])
    assert insieme.valore == Fraction(1, 2)
    assert insieme.copertura.testo == "1 di 2"
    assert not insieme.copertura.completa


def test_una_voce_neutralizzata_esce_e_conserva_il_suo_grado_nella_spiegazione():
    insieme = aggrega("x", [Voce("a", grado(1)), Voce("b", grado(0), neutralizzata=True)])
    assert insieme.valore == 1
    assert (insieme.copertura.valutati, insieme.copertura.totale, insieme.copertura.neutralizzati) == (1, 2, 1)
    passo = insieme.grado.spiegazione.voci[1]
    assert (passo.escluso, passo.grado) == ("escluso, neutralizzato", 0)


def test_se_escono_tutte_non_è_zero_ma_non_valutabile():
    for voci in ([], [Voce("a", senza(NON_RENDICONTATO))], [Voce("a", grado(1), neutralizzata=True)]):
        insieme = aggrega("x", voci)
        assert (insieme.stato, insieme.valore) == (NON_VALUTABILE, None)
    assert aggrega("x", [Voce("a", grado(1), Fraction(0))]).stato is NON_VALUTABILE


def test_la_copertura_si_somma_fino_all_ente():
    prima = aggrega("Scheda 1", [Voce("a", grado(1)), Voce("b", senza(NON_RENDICONTATO))])
    seconda = aggrega("Scheda 2", [Voce("c", senza(NON_RENDICONTATO))])
    ente = aggrega("Ente", [Voce("1", prima, Fraction(60)), Voce("2", seconda, Fraction(40))])
    assert ente.valore == 1
    assert ente.copertura.testo == "1 di 3"


def test_un_peso_negativo_si_rifiuta():
    with pytest.raises(ValueError, match="negativo"):
        aggrega("x", [Voce("a", grado(1), Fraction(-1))])


def test_la_spiegazione_dice_pesi_e_esclusi():
    voci = [Voce("Corsi", grado(Fraction(1, 2)), Fraction(30)), Voce("Atti", senza(NON_RENDICONTATO), Fraction(70))]
    paragrafo = aggrega("Scheda 1", voci).grado.spiegazione.paragrafo()
    assert "Scheda 1: 50 %" in paragrafo
    assert "peso 30" in paragrafo
    assert "Atti: escluso, non rendicontato" in paragrafo


@given(st.lists(st.tuples(st.fractions(0, 1), st.fractions(0, 100)), min_size=1, max_size=8))
def test_la_media_sta_tra_il_minimo_e_il_massimo(coppie: list[tuple[Fraction, Fraction]]):
    valore = aggrega("x", [Voce("a", grado(g), peso) for g, peso in coppie]).valore
    pesate = [g for g, peso in coppie if peso]
    assert valore is None if not pesate else min(pesate) <= valore <= max(pesate)


CENTESIMI = st.decimals("0", "1", places=4)
COME = ["conta", "conta", "esce", "neutralizzata"]
VOCI = st.lists(
    st.tuples(CENTESIMI, st.decimals("0", "100", places=2), st.sampled_from(COME)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=AGGREGAZIONI, deadline=None)
@given(VOCI)
def test_il_grado_pesato_è_quello_che_si_conta_a_mano(voci: list[tuple[Decimal, Decimal, str]]):
    """Beside whole numbers (weights in hundredths, grades in ten-thousandths): not one unit of difference."""
    insieme = aggrega(
        "x",
        [
            Voce(str(n), senza(NON_RENDICONTATO), Fraction(peso))
            if come == "esce"
            else Voce(str(n), grado(Fraction(uno)), Fraction(peso), neutralizzata=come == "neutralizzata")
            for n, (uno, peso, come) in enumerate(voci)
        ],
    )
    contate = [(int(uno * 10_000), int(peso * 100)) for uno, peso, come in voci if come == "conta"]
    pesi = sum(peso for _, peso in contate)
    somma = sum(uno * peso for uno, peso in contate)
    if not pesi:
        assert (insieme.stato, insieme.valore) == (NON_VALUTABILE, None)
        return
    assert insieme.valore.numerator * pesi * 10_000 == somma * insieme.valore.denominator
    # as printed: a percentage with two decimals, the half going up
    assert arrotonda(insieme.valore * 100, 2) * 100 == (2 * somma + pesi) // (2 * pesi)


def test_i_cinquantatré_pesi_stampati_tornano():
    stampati = {}
    for scheda in piano("cssm-2023-2025").schede:
        passi = [(passo.codice, passo.peso, passo.termine) for passo in scheda.indicatori]
        pesi = pesi_anno(passi, 2023)
        assert not pesi or sum(pesi.values()) == 100
        stampati[scheda.codice] = [None if codice not in pesi else arrotonda(pesi[codice], 2) for codice, _, _ in passi]
    attesi = {
        scheda: [None if peso == "-" else Decimal(peso) for peso in riga.split()]
        for scheda, riga in PESI_STAMPATI.items()
    }
    assert stampati == attesi
    assert sum(map(len, stampati.values())) == 53


def test_i_pesi_degli_anni_dopo_si_rifanno_sui_passi_di_quell_anno():
    scheda = next(s for s in piano("cssm-2023-2025").schede if s.codice == "F")
    passi = [(passo.codice, passo.peso, passo.termine) for passo in scheda.indicatori]
    assert pesi_anno(passi, 2024) == {"F.2": Fraction(20), "F.3": Fraction(80)}
    assert pesi_anno(passi, 2030) == {}


def test_l_avanzamento_conta_tutti_gli_anni():
    """F scores 100 % of 2023 on a step worth 5 % of the objective (domain.md 3.4)."""
    scheda = next(s for s in piano("cssm-2023-2025").schede if s.codice == "F")
    voci = [
        Voce(passo.codice, grado(1) if passo.codice == "F.1" else senza(NON_RENDICONTATO), Fraction(passo.peso or 0))
        for passo in scheda.indicatori
    ]
    assert aggrega("F", voci).valore == 1
    assert avanzamento("F", voci).valore == Fraction(5, 100)
    assert "conta 0 %" in avanzamento("F", voci).grado.spiegazione.paragrafo()


def test_nell_avanzamento_chi_è_neutralizzato_esce():
    voci = [Voce("a", grado(1)), Voce("b", grado(0), neutralizzata=True), Voce("c", senza(StatoGrado.NEUTRALIZZATO))]
    assert avanzamento("x", voci).valore == 1
    assert avanzamento("x", voci[1:]).stato is NON_VALUTABILE
    assert avanzamento("x", voci).in_json()["copertura"] == {"valutati": 1, "totale": 3, "neutralizzati": 2}
    with pytest.raises(ValueError, match="negativo"):
        avanzamento("x", [Voce("a", grado(1), Fraction(-1))])
