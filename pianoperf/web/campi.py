"""The fields that the forms of every room share."""

from __future__ import annotations

from typing import Any

from django import forms

# As the calendar of the browser gives a day, and as people write it where there is none.
FORMATI = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
NON_E_UNA_DATA = "Scrivi una data, per esempio 31/01/2024."


def campo_giorno(
    etichetta: str, aiuto: Any = "", *, obbligatorio: bool = True, manca: str = "Scrivi la data."
) -> forms.DateField:
    """A day: the one date field of the pages. `manca` is the sentence of an empty one."""
    return forms.DateField(
        label=etichetta,
        help_text=aiuto,
        required=obbligatorio,
        input_formats=FORMATI,
        error_messages={"invalid": NON_E_UNA_DATA, "required": manca},
        widget=forms.DateInput(attrs={"type": "date", "class": "campo-corto"}, format="%Y-%m-%d"),
    )
