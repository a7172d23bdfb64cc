"""The lists and limits of the template's columns as data validations of an xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

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
    if vincolo.foglio:
        area = _area(vincolo, pagine)
        return DataValidation(type="list", formula1=area, allow_blank=True, errorStyle="warning") if area else None
    if vincolo.valori:
        regola = DataValidation(type="list", formula1=f'"{",".join(vincolo.valori)}"')
        return _severa(regola, f"Scegli: {', '.join(vincolo.valori)}.")
    if vincolo.tipo == "giorno":
        regola = DataValidation(type="date", operator="greaterThan", formula1="36525")
        return _severa(regola, "Scrivi un giorno come 30/06/2026.")
    minimo, massimo = str(vincolo.minimo), str(vincolo.massimo)
    tipo: Literal["whole", "decimal"] = "whole" if vincolo.tipo == "intero" else "decimal"
    regola = DataValidation(type=tipo, operator="between", formula1=minimo, formula2=massimo)
    return _severa(regola, f"Scrivi un numero da {minimo} a {massimo}.")


def _severa(regola: DataValidation, frase: str) -> DataValidation:
    regola.allow_blank = True
    regola.showErrorMessage = True
    regola.errorStyle = "stop"
    regola.errorTitle = TITOLO
    regola.error = frase
    return regola


def _area(vincolo: Vincolo, pagine: Sequence[Pagina]) -> str:
    """The cells to choose from, "" when the workbook has no such column."""
    for pagina in pagine:
        if pagina.modello.nome == vincolo.foglio and vincolo.campo in pagina.campi:
            lettera = get_column_letter(pagina.campi.index(vincolo.campo) + 1)
            ultima = max(RIGHE_CON_VINCOLO, len(pagina.righe) + 200)
            return f"'{vincolo.foglio}'!${lettera}$2:${lettera}${ultima}"
    return ""
