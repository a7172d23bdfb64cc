"""A yearly step in another year."""

from __future__ import annotations

from datetime import date

from indicatori.motore.documento import nell_anno


def test_lo_stesso_giorno_di_un_altro_anno() -> None:
    assert nell_anno(date(2023, 7, 31), 2025) == date(2025, 7, 31)


def test_il_29_febbraio() -> None:
    assert nell_anno(date(2024, 2, 29), 2025) == date(2025, 2, 28)
    assert nell_anno(date(2024, 2, 29), 2028) == date(2028, 2, 29)
