"""The lists and limits of the template's columns as data validations of an xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from indicatori.esportazione.righe import Pagina
from indicatori.esportazione.vincoli import RIGHE_CON_VINCOLO, Vincolo

TITOLO = "Valore non previsto"


def vincoli_del_foglio(pagina: Pagina, pagine: Sequence[Pagina]) -> Iterator[DataValidation]:
    """One validation a column that takes something definite, from row 2 down."""
    ultima = max(RIGHE_CON_VINCOLO, len(pagina.righe) + 200)
    for numero, vincolo in enumerate(pagina.vincoli, start=1):
        regola = _regola(vincolo, pagine) if vincolo else None
        if regola is not None:
            lettera = get_column_letter(numero)
            regola.add(f"{lettera}2:{lettera}{ultima}")
            yield regola


def _regola(vincolo: Vincolo, pagine: Sequence[Pagina]) -> DataValidation | None:
    if vincolo.valori:
        return _severa(f"Scegli: {', '.join(vincolo.valori)}.", type="list", formula1=f'"{",".join(vincolo.valori)}"')
    if vincolo.foglio:
        area = _area(vincolo, pagine)
        return DataValidation(type="list", formula1=area, allow_blank=True, errorStyle="warning") if area else None
    if vincolo.tipo == "giorno":
        frase = "Scrivi un giorno come 30/06/2026."
        return _severa(frase, type="date", operator="greaterThan", formula1="36525")
    tipo = "whole" if vincolo.tipo == "intero" else "decimal"
    frase = f"Scrivi un numero da {vincolo.minimo} a {vincolo.massimo}."
    return _severa(frase, type=tipo, operator="between", formula1=str(vincolo.minimo), formula2=str(vincolo.massimo))


def _severa(frase: str, **campi: str) -> DataValidation:
    return DataValidation(
        allow_blank=True, showErrorMessage=True, errorStyle="stop", errorTitle=TITOLO, error=frase, **campi
    )


def _area(vincolo: Vincolo, pagine: Sequence[Pagina]) -> str:
    """The cells to choose from, "" when the workbook has no such column."""
    for pagina in pagine:
        if pagina.modello.nome == vincolo.foglio and vincolo.campo in pagina.campi:
            lettera = get_column_letter(pagina.campi.index(vincolo.campo) + 1)
            ultima = max(RIGHE_CON_VINCOLO, len(pagina.righe) + 200)
            return f"'{vincolo.foglio}'!${lettera}$2:${lettera}${ultima}"
    return ""
