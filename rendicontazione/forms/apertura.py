"""Opening the measuring of a year."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from obiettivi.models import Piano

FORMATI = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]


def _campo_data(etichetta: str, aiuto: str) -> forms.DateField:
    return forms.DateField(
        label=etichetta,
        input_formats=FORMATI,
        help_text=aiuto,
        error_messages={"invalid": "Scrivi una data, per esempio 31/01/2024.", "required": "Scrivi la data."},
        widget=forms.TextInput(attrs={"placeholder": "gg/mm/aaaa", "autocomplete": "off", "class": "campo-corto"}),
    )


class AperturaForm(forms.Form):
    """One choice for plan and year together: `<plan id>-<year>`, only where targets wait to be measured."""

    anno = forms.ChoiceField()
    finestra_dal = _campo_data("Si può inserire dal", "Primo giorno della finestra.")
    finestra_al = _campo_data("Si può inserire fino al", "Ultimo giorno della finestra, compreso.")

    def __init__(self, aperture: list[tuple[Piano, list[int]]], data: Any = None) -> None:
        super().__init__(data)
        self._piani = {str(piano.pk): piano for piano, _ in aperture}
        scelte = [
            (piano.titolo, [(f"{piano.pk}-{anno}", f"{piano}: anno {anno}") for anno in anni])
            for piano, anni in aperture
        ]
        self.fields["anno"] = forms.ChoiceField(
            label="Piano e anno",
            choices=[("", "Scegli"), *scelte],
            error_messages={"required": "Scegli il piano e l'anno."},
        )

    @property
    def dati(self) -> dict[str, Any]:
        """The arguments of `apri_rendicontazione`; the window is whole days at the body's local time."""
        piano, anno = self.cleaned_data["anno"].split("-")
        return {
            "piano": self._piani[piano],
            "anno": int(anno),
            "finestra_dal": _momento(self.cleaned_data["finestra_dal"], time.min),
            "finestra_al": _momento(self.cleaned_data["finestra_al"], time(23, 59, 59)),
        }

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)


class ProrogaForm(forms.Form):
    finestra_al = _campo_data("Si può inserire fino al", "Nuovo ultimo giorno della finestra, compreso.")

    @property
    def fine(self) -> datetime:
        """The last moment of the chosen day."""
        return _momento(self.cleaned_data["finestra_al"], time(23, 59, 59))

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for frasi in errori.values():
            for frase in frasi:
                self.add_error("finestra_al", frase)


def _momento(giorno: Any, ora: time) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, ora))
