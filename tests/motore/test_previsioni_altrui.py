"""Texts of other bodies, read by an expert: the tables are `previsioni_altrui.txt` and `previsioni_nuove.txt`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.grammatica import interpreta

ANNO = 2024
TABELLE = [Path(__file__).with_name(nome) for nome in ("previsioni_altrui.txt", "previsioni_nuove.txt")]
RIGHE = [
    tuple(riga.split(" => "))
    for tabella in TABELLE
    for riga in tabella.read_text(encoding="utf-8").splitlines()
    if riga and not riga.startswith("#")
]


def in_breve(c: Condizione, attesa: str) -> str:
    """A condition written as in the table, its label only where `attesa` has one."""
    numeri = [None if n is None else f"{n.normalize():f}" for n in (c.valore, c.valore_max, c.base)]
    parti = [c.genere.value, c.operatore, *numeri[:2], c.unita, c.data]
    parti.append(f"[{c.etichetta or ''}]" if "[" in attesa else None)
    parti.append(f"{{{numeri[2]}}}" if "{" in attesa else None)
    return " ".join(parte for parte in parti if parte)


def test_le_previsioni_sono_almeno_cinquecento_e_tutte_diverse():
    testi = [" ".join(testo.lower().split()) for testo, _ in RIGHE]
    assert [testo for testo, volte in Counter(testi).items() if volte > 1] == []
    assert len(testi) >= 500


@pytest.mark.parametrize(("testo", "lettura"), RIGHE)
def test_una_previsione_di_altri_enti_si_legge(testo: str, lettura: str):
    attese = re.split(r" ; ", lettura)
    lette = interpreta(testo, ANNO).condizioni
    scritte = [in_breve(c, attesa) for c, attesa in zip(lette, attese + ["["] * len(lette), strict=False)]
    assert scritte == attese


@pytest.mark.parametrize("testo", [testo for testo, _ in RIGHE])
def test_ogni_condizione_detta_in_italiano_si_rilegge(testo: str):
    for condizione in interpreta(testo, ANNO).condizioni:
        assert Condizione.da_json(condizione.in_json()) == condizione
        assert list(interpreta(descrivi(condizione), ANNO).condizioni) == [condizione], descrivi(condizione)
