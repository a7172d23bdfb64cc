"""What the Nucleo signs: the outcome with its norm, who signs as what; nothing to sign in a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.template.loader import render_to_string

from rendicontazione.relazioni.fronte_vista import FronteVista, GruppoFronteVista, RigaFronteVista
from rendicontazione.relazioni.produci import sezioni_di
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import Vista
from tests import scenari
from tests.relazioni.lettura_pdf import compatto
from tests.relazioni.piani import vista as vista_del_piano
from tests.rendicontazione.chiusure import in_validazione, validata
from tests.scenari import Cast


def parole_di(vista: Vista, tipo: str) -> str:
    comune = {"vista": vista, "tipo": tipo}
    html = "".join(
        render_to_string(f"relazioni/{voce.modello}.html", comune | voce.contesto) for voce in sezioni_di(vista, tipo)
    )
    return compatto(unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


def test_the_final_verbale_is_signed(cast: Cast) -> None:
    vista = vista_di(validata(cast).piano, "verbale", 2023)
    testo = parole_di(vista, "verbale")
    for frase in ("art. 14, comma 4, lettera c", "Letto, confermato e sottoscritto.", "Luogo e data", "Nora Nucleo"):
        assert compatto(frase) in testo, frase


def test_each_member_signs_with_the_office(cast: Cast) -> None:
    vista = vista_di(validata(cast).piano, "verbale", 2023)
    assert vista.verbale is not None
    componenti = [{"nome": "Ada Uno", "presidente": True}, {"nome": "Bea Due", "presidente": False}]
    vista.verbale = replace(vista.verbale, nucleo={**vista.verbale.nucleo, "componenti": componenti})
    assert compatto("Ada Uno presidente Bea Due componente") in parole_di(vista, "verbale")


def test_a_draft_has_nothing_to_sign(cast: Cast) -> None:
    testo = parole_di(vista_di(in_validazione(cast).piano, "verbale", 2023), "verbale")
    assert compatto("Le firme si mettono sul verbale definitivo") in testo
    assert "sottoscritto" not in testo
    assert compatto("Ogni giudizio espresso è una conferma") in testo


def test_before_any_opinion_nothing_is_called_a_confirmation(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.porta_al_nucleo(cast, anno)
    testo = parole_di(vista_di(anno.piano, "verbale", 2023), "verbale")
    assert compatto("Nessun giudizio è ancora stato espresso.") in testo


@pytest.mark.parametrize(
    ("ribassati", "frase"),
    [
        ([], "Nessuna differenza: i testi delle due versioni sono uguali."),
        ([False], "Una differenza. Il testo barrato"),
        ([True], "Una differenza. Un target è ribassato."),
        ([True, True, False], "3 differenze. I target ribassati sono 2."),
    ],
)
def test_two_versions_say_how_much_differs(ribassati: list[bool], frase: str) -> None:
    vista = vista_del_piano("asc-insieme-2023-2025")
    righe = tuple(RigaFronteVista("Indicatore 1.1", "Target", (), (), (), ribassato) for ribassato in ribassati)
    gruppi = (GruppoFronteVista("1", "Titolo", righe),) if righe else ()
    vista.fronte = FronteVista("Versione 1", "Atto 1", "Versione 2", "Atto 2", gruppi)
    assert compatto(frase) in parole_di(vista, "testo_a_fronte")
    assert sezioni_di(vista, "testo_a_fronte")[0].voci[0].testo == "Le due versioni"
