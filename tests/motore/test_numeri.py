from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicatori.motore.numeri import (
    arrotonda,
    formatta_numero,
    formatta_percentuale,
    leggi_numerale,
    leggi_numero,
    percentuale_breve,
)


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("10.000,00", "10000"),
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("10.000", "10000"),
        ("1.241.425", "1241425"),
        ("2500,00", "2500"),
        ("0.125", "0.125"),
        ("-3", "-3"),
        ("+2", "2"),
        (" 1 000 ", "1000"),
        ("1\u00a0000,5", "1000.5"),
        ("\u221230", "-30"),
    ],
)
def test_un_numero_italiano_si_legge(testo: str, atteso: str):
    assert leggi_numero(testo) == Decimal(atteso)


@pytest.mark.parametrize("testo", ["", "abc", "1,2,3", "10%", "NaN", "Infinity", "1e5", "1.2.3", "9" * 200, "½"])
def test_ciò_che_non_è_un_numero_lo_dice_in_italiano(testo: str):
    with pytest.raises(ValueError, match="non è un numero"):
        leggi_numero(testo)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_un_numero_scritto_si_rilegge(numero: Decimal):
    assert leggi_numero(formatta_numero(numero)) == numero


@pytest.mark.parametrize(
    ("valore", "decimali", "atteso"),
    [
        (Fraction(50, 3), 2, "16.67"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(0), 2, "0.00"),
        (Fraction(-1, 1000), 2, "0.00"),
    ],
)
def test_si_arrotonda_per_eccesso_a_metà(valore: Fraction, decimali: int, atteso: str):
    assert str(arrotonda(valore, decimali)) == atteso


@pytest.mark.parametrize(
    ("valore", "decimali", "atteso"),
    [
        (Decimal("10000.50"), None, "10.000,5"),
        (Decimal(1000000), 2, "1.000.000,00"),
        (Decimal("-7.5"), None, "-7,5"),
        (Fraction(1, 3), None, "0,33"),
        (0, None, "0"),
    ],
)
def test_un_numero_si_scrive_alla_maniera_italiana(valore: Decimal, decimali: int | None, atteso: str):
    assert formatta_numero(valore, decimali) == atteso


def test_una_quota_si_scrive_in_percentuale():
    assert formatta_percentuale(Fraction(5, 6)) == "83,33 %"
    assert percentuale_breve(Fraction(1)) == "100 %"


@pytest.mark.parametrize(
    ("parola", "valore"),
    [("una", 1), ("Due", 2), ("tre", 3), ("ventuno", 21), ("ventitré", 23), ("novantotto", 98), ("mille", 1000)],
)
def test_i_numerali_in_lettere_valgono(parola: str, valore: int):
    assert leggi_numerale(parola) == valore


def test_una_parola_qualunque_non_è_un_numerale():
    assert leggi_numerale("servizio") is None
