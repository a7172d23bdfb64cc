"""A target changed by a further act: does it ask for less?"""

from __future__ import annotations

import pytest

from indicatori.motore.controlli.ribasso import ribassato
from indicatori.motore.documento import IndicatoreDati

ANNO = 2024


def chiede_meno(prima: str, dopo: str, verso: str = "crescente", descrizione: str = "Quanti") -> bool | None:
    vecchio, nuovo = (
        IndicatoreDati("1.1", descrizione, verso=verso, previsioni={ANNO: testo} if testo else {})
        for testo in (prima, dopo)
    )
    return ribassato(vecchio, nuovo, ANNO)


@pytest.mark.parametrize(
    ("prima", "dopo", "atteso"),
    [
        ("almeno 5", "almeno 3", True),
        ("almeno 5", "almeno 7", False),
        ("almeno 5", "almeno 5", False),
        ("massimo 5", "massimo 7", True),
        ("< 5", "< 4", False),
        ("> 5", "> 4", True),
        ("75%", "60%", True),
        ("entro giugno", "entro settembre", True),
        ("entro settembre", "entro giugno", False),
        ("entro il 31/12/2024", "entro il 28/02/2025", True),
        ("4 volte l'anno", "2 volte l'anno", True),
        ("+10%", "+5%", True),
        ("almeno 5", "Da definire", True),
        ("Da definire", "almeno 5", None),
        ("Da definire", "Da stimare", False),
        ("almeno 5", "", True),
        ("", "almeno 5", None),
        ("almeno 5", "almeno 5%", None),
        ("almeno 5", "entro giugno", None),
        ("Avvio del servizio", "Studio del servizio", None),
        ("con il rendiconto", "con il bilancio", None),
        ("almeno 5 corsi entro giugno", "almeno 7 corsi entro settembre", True),
    ],
)
def test_si_confronta_solo_ciò_che_si_può(prima: str, dopo: str, atteso: bool | None):
    assert chiede_meno(prima, dopo) is atteso


def test_senza_comparatore_decide_il_verso():
    assert chiede_meno("30", "40", verso="decrescente") is True
    assert chiede_meno("30", "40", verso="") is False
    assert chiede_meno("30", "40", verso="", descrizione="Numero di reclami") is True
