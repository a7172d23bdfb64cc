from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from indicatori.motore.profilo import PROFILO_PREDEFINITO, Fascia, Profilo


@pytest.mark.parametrize(
    ("valore", "nome"),
    [
        (Fraction(1), "raggiunto"),
        (Fraction(9, 10), "raggiunto"),
        (Fraction(899, 1000), "parzialmente raggiunto"),
        (Fraction(6, 10), "parzialmente raggiunto"),
        (Fraction(59, 100), "non raggiunto"),
        (Fraction(0), "non raggiunto"),
        (Fraction(3, 2), "raggiunto"),
    ],
)
def test_ogni_grado_ha_una_fascia_sola(valore: Fraction, nome: str):
    assert PROFILO_PREDEFINITO.fascia(valore).nome == nome


@pytest.mark.parametrize(
    ("regole", "frase"),
    [
        ({"tetto": Fraction(1, 2)}, "tetto"),
        ({"soglia_minima": Fraction(2)}, "soglia minima"),
        ({"ritardo_giorni": 0}, "ritardo"),
        ({"in_corso": Fraction(1)}, "in corso"),
        ({"composta": "altro"}, "composte"),
        ({"fasce": ()}, "vuoto"),
        ({"fasce": (Fascia("a", Fraction(1, 2)),)}, "vuoto"),
        (
            {"fasce": (Fascia("a", Fraction(1, 2)), Fascia("b", Fraction(1, 2)), Fascia("c", Fraction(0)))},
            "sovrapporsi",
        ),
        ({"fasce": (Fascia("a", Fraction(1, 2)), Fascia("a", Fraction(0)))}, "stesso nome"),
        ({"fasce": (Fascia(" ", Fraction(1, 2)), Fascia("a", Fraction(0)))}, "nome"),
        ({"fasce": (Fascia("a", Fraction(90)), Fascia("b", Fraction(0)))}, "quote di uno"),
    ],
)
def test_regole_che_si_contraddicono_non_si_salvano(regole: dict[str, Any], frase: str):
    with pytest.raises(ValueError, match=frase):
        Profilo(**regole)


def test_un_profilo_torna_dal_suo_json():
    fasce = (Fascia("sì", Fraction(19, 20)), Fascia("no", Fraction(0)))
    profilo = Profilo(Fraction(11, 10), False, Fraction(1, 3), 45, "tutte", fasce, Fraction(1, 2), True)
    assert Profilo.da_json(profilo.in_json()) == profilo
    assert Profilo.da_json({}) == PROFILO_PREDEFINITO
    assert not {"in_corso", "da_baseline"} & set(PROFILO_PREDEFINITO.in_json())


def test_un_grado_negativo_non_ha_fascia():
    with pytest.raises(ValueError, match="negativo"):
        PROFILO_PREDEFINITO.fascia(Fraction(-1))
