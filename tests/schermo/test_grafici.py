"""The charts: figures in words, no style and no script, the same text every time."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

from django.template import Context, Engine

from pianoperf.web.grafici import Barra, Grafico, barre, colonne

SVG = "{http://www.w3.org/2000/svg}"
AMMESSI = {
    "svg": {"width", "height", "viewBox", "role", "font-family"},
    "title": set(),
    "defs": set(),
    "rect": {"x", "y", "width", "height", "fill", "stroke", "stroke-width"},
    "path": {"d", "stroke", "stroke-width"},
    "text": {"x", "y", "font-size", "font-family", "font-weight", "text-anchor", "fill"},
}
VOCI = [
    Barra("Scheda 1 – Servizi & <b>persone</b>", Fraction(5, 6), "83,33 %"),
    Barra("Scheda 2 – " + "nome lunghissimo " * 6, Fraction(1), "100 %"),
    Barra("Scheda 3", None, "non valutabile"),
    Barra("Scheda 4", Fraction(0), "0 %", vuota=True),
]


def letto(grafico: Grafico) -> ElementTree.Element:
    return ElementTree.fromstring(grafico)


def scritte(grafico: Grafico) -> list[str]:
    return [voce.text or "" for voce in letto(grafico).iter(f"{SVG}text")]


def test_only_presentation_attributes() -> None:
    for grafico in (barre("Gradi", VOCI, tacche=("0 %", "100 %")), colonne("Anni", VOCI)):
        for elemento in letto(grafico).iter():
            nome = elemento.tag.removeprefix(SVG)
            assert set(elemento.attrib) <= AMMESSI[nome], nome


def test_the_title_says_every_figure_with_the_whole_names() -> None:
    titolo = letto(barre("Gradi", VOCI)).findtext(f"{SVG}title") or ""
    assert titolo.startswith("Gradi. ")
    for voce in VOCI:
        assert f"{voce.nome}: {voce.testo}" in titolo


def test_every_bar_has_its_figure_in_words_and_a_length_in_proportion() -> None:
    grafico = barre("Gradi", VOCI)
    assert [testo for testo in scritte(grafico) if testo in {v.testo for v in VOCI}] == [v.testo for v in VOCI]
    lunghe = [float(voce.attrib["width"]) for voce in letto(grafico).iter(f"{SVG}rect")]
    assert len(lunghe) == 2, "no bar for what has no figure, none for zero"
    assert abs(lunghe[0] / lunghe[1] - 5 / 6) < 0.01


def test_columns_stand_on_one_line_in_proportion() -> None:
    alte = [voce.attrib for voce in letto(colonne("Anni", VOCI[:2])).iter(f"{SVG}rect")]
    assert {round(float(a["y"]) + float(a["height"]), 1) for a in alte} == {192.0}
    assert abs(float(alte[0]["height"]) / float(alte[1]["height"]) - 5 / 6) < 0.01


def test_a_value_above_the_maximum_stays_in_the_drawing() -> None:
    grafico = barre("Gradi", [Barra("Tanto", 7, "7")], massimo=2)
    (rettangolo,) = letto(grafico).iter(f"{SVG}rect")
    assert float(rettangolo.attrib["x"]) + float(rettangolo.attrib["width"]) <= float(letto(grafico).attrib["width"])


def test_the_same_figures_give_the_same_text_and_markup_is_only_the_drawing() -> None:
    assert barre("Gradi", VOCI) == barre("Gradi", VOCI)
    assert "<b>" not in barre("Gradi", VOCI)
    stampato = Engine().from_string("{{ grafico }}").render(Context({"grafico": colonne("Anni", VOCI)}))
    assert stampato == colonne("Anni", VOCI)


def test_an_empty_chart_is_a_drawing_with_its_title() -> None:
    assert re.search(r"<title>Gradi\. \.?</title>", barre("Gradi", [])) is not None
