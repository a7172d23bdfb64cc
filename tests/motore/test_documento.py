"""A yearly step in another year; what names a chapter, and how deep it is."""

from __future__ import annotations

from datetime import date

from indicatori.motore.documento import CapitoloDati, nell_anno


def test_lo_stesso_giorno_di_un_altro_anno() -> None:
    assert nell_anno(date(2023, 7, 31), 2025) == date(2025, 7, 31)


def test_il_29_febbraio() -> None:
    assert nell_anno(date(2024, 2, 29), 2025) == date(2025, 2, 28)
    assert nell_anno(date(2024, 2, 29), 2028) == date(2028, 2, 29)


def test_un_capitolo_ha_il_livello_dei_suoi_numeri() -> None:
    livelli = {numero: CapitoloDati(numero, "Titolo").livello for numero in ("", "2", "2.", "2.4", "2.4.1", "A.1")}
    assert livelli == {"": 1, "2": 1, "2.": 1, "2.4": 2, "2.4.1": 3, "A.1": 2}


def test_un_capitolo_senza_numero_si_chiama_con_il_titolo() -> None:
    assert CapitoloDati("2.1", "Contesto").chiave == "2.1"
    assert CapitoloDati("", "Contesto").chiave == "Contesto"
    assert [CapitoloDati(numero, "Contesto").titolo_intero for numero in ("2.1", "")] == ["2.1 Contesto", "Contesto"]
