"""Italian formats: rounded half up only when printed, decimal comma, no-break space before %."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template

from pianoperf.web.templatetags import formati


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        (Fraction(5, 6), "83,33\u00a0%"),
        (Decimal("0.00125"), "0,13\u00a0%"),
        (1, "100,00\u00a0%"),
        (0, "0,00\u00a0%"),
        (None, ""),
    ],
)
def test_percentuale(valore: Fraction | Decimal | int | None, atteso: str) -> None:
    assert formati.percentuale(valore) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [(10000, "10.000"), (Decimal("7.50"), "7,5"), (Decimal(-1234567), "-1.234.567"), (Fraction(1, 3), "0,333333")],
)
def test_numero(valore: Fraction | Decimal | int, atteso: str) -> None:
    assert formati.numero(valore) == atteso


def test_numero_con_decimali_fissi() -> None:
    assert formati.numero(Decimal("16.665"), 2) == "16,67"


def test_data_e_ora_sono_quelle_di_roma() -> None:
    momento = datetime(2023, 12, 31, 23, 30, tzinfo=UTC)
    assert formati.data(momento) == "01/01/2024"
    assert formati.data_ora(momento) == "01/01/2024, ore 00:30"
    assert formati.data(date(2024, 2, 29)) == "29/02/2024"


def test_un_grado_assente_non_e_uno_zero() -> None:
    testo = Template('{% grado valore motivo="non rendicontato" %}').render(Context({"valore": None}))
    assert "non rendicontato" in testo
    assert "0,00" not in testo


def test_un_grado_ha_numero_e_barra() -> None:
    testo = Template('{% grado valore banda="Raggiunto" %}').render(Context({"valore": Fraction(5, 6)}))
    assert "83,33" in testo
    assert 'width="83.33"' in testo
    assert "Raggiunto" in testo
