"""The PIAO document with results: steps, objectives and the body, the year beside the triennio (domain.md 3.4)."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape

import pytest
from django.template.loader import render_to_string

from rendicontazione.relazioni.produci import sezioni_di
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import Vista
from tests import scenari
from tests.relazioni.lettura_pdf import compatto
from tests.rendicontazione.piani_da_raggruppare import approvato, apri, misurato, pesato
from tests.scenari import Cast


def parole_di(vista: Vista, modello: str) -> str:
    comune = {"vista": vista, "tipo": "rendicontazione"}
    return compatto(
        "".join(
            unescape(
                re.sub(r"<[^>]+>", " ", render_to_string(f"relazioni/{voce.modello}.html", comune | voce.contesto))
            )
            for voce in sezioni_di(vista, "rendicontazione")
            if voce.modello == modello
        )
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


def test_the_grade_of_the_year_stands_beside_the_progress_over_the_triennio(cast: Cast) -> None:
    anno = apri(cast, approvato(cast, pesato()), 2023)
    misurato(cast, anno, "F.1")
    misurato(cast, anno, "2.1")
    misurato(cast, anno, "2.2", fatto=False)
    vista = vista_di(anno.piano, "rendicontazione", 2023)
    assert vista.schede["F"].grado == 1
    assert vista.avanzamenti["F"].grado.grado == Fraction(1, 20)
    assert vista.avanzamenti["2"].grado.grado == vista.schede["2"].grado
    obiettivi = parole_di(vista, "piao")
    assert compatto("Avanzamento nel triennio, fino al 2023: 5,00 %.") in obiettivi
    assert compatto("su uno step che vale il 5 % dell'obiettivo.") in obiettivi
    assert compatto("30/09/2023") in obiettivi


def test_the_incidences_sum_to_the_grade_of_the_body(cast: Cast) -> None:
    anno = apri(cast, approvato(cast, pesato()), 2023)
    misurato(cast, anno, "F.1")
    misurato(cast, anno, "2.1")
    misurato(cast, anno, "2.2", fatto=False)
    vista = vista_di(anno.piano, "rendicontazione", 2023)
    assert vista.totale is not None
    attesa = Fraction(40, 100) + Fraction(60, 100) * (vista.schede["2"].grado or 0)
    assert vista.totale.grado == attesa
    incidenze = parole_di(vista, "piao_incidenze")
    assert compatto("F Domiciliarità 40% 100,00 % 40,00 % 5,00 %") in incidenze
    assert compatto("somma dei gradi per incidenza: 55,00 %") in incidenze
    assert compatto("nel 2023: 55,00 %") in incidenze


def test_an_objective_without_a_grade_adds_nothing_and_is_told(cast: Cast) -> None:
    anno = apri(cast, approvato(cast, pesato()), 2023)
    misurato(cast, anno, "F.1")
    vista = vista_di(anno.piano, "rendicontazione", 2023)
    incidenze = parole_di(vista, "piao_incidenze")
    assert compatto("2 Servizi 60%") in incidenze
    assert compatto("somma dei gradi per incidenza: 40,00 %") in incidenze


def test_the_plan_alone_has_neither_grades_nor_progress(cast: Cast) -> None:
    piano = approvato(cast, pesato())
    incidenze = parole_di(vista_di(piano, "piano"), "piao_incidenze")
    assert "avanzamento" not in incidenze
    assert compatto("F Domiciliarità 40%") in incidenze
