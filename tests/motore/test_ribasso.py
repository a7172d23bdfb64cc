"""Whether the target of a year asks for less after a change of the plan."""

from __future__ import annotations

import pytest

from indicatori.motore.controlli.ribasso import ribassato
from indicatori.motore.documento import IndicatoreDati


def _con(testo: str, verso: str = "crescente") -> IndicatoreDati:
    return IndicatoreDati("1", "Indicatore", verso=verso, previsioni={2024: testo} if testo else {})


@pytest.mark.parametrize(
    ("prima", "dopo", "atteso"),
    [
        ("almeno 80%", "almeno 70%", True),
        ("almeno 80%", "almeno 80%", False),
        ("almeno 80%", "almeno 90%", False),
        ("Entro giugno", "Entro settembre", True),
        ("Entro settembre", "Entro giugno", False),
        ("al massimo 30 giorni", "al massimo 45 giorni", True),
        ("al massimo 30 giorni", "al massimo 20 giorni", False),
        ("almeno 4", "Da definire", True),
        ("Da definire", "almeno 4", None),
        ("almeno 4", "", True),
        ("", "almeno 4", None),
        ("SI", "almeno 4", None),
        ("almeno 80% entro giugno", "almeno 80% entro ottobre", True),
        ("Relazione finale", "Relazione al Consiglio", None),
    ],
)
def test_a_weaker_target_is_told_from_another_one(prima: str, dopo: str, atteso: bool | None) -> None:
    assert ribassato(_con(prima), _con(dopo), 2024) is atteso


def test_the_verso_decides_where_the_text_does_not() -> None:
    assert ribassato(_con("10", "decrescente"), _con("12", "decrescente"), 2024) is True
    assert ribassato(_con("10"), _con("12"), 2024) is False
