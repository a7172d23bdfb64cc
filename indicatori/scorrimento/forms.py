"""Forms of the editions: which plan comes before, and which indicator follows which."""

from __future__ import annotations

from typing import Any

from django import forms

from indicatori.models import Indicatore
from indicatori.scorrimento.legami import Legame
from obiettivi.models import Piano

LUNGHEZZA = 90


class PrecedenteForm(forms.Form):
    precedente = forms.ModelChoiceField(
        label="Edizione precedente",
        queryset=Piano.objects.none(),
        required=False,
        empty_label="Nessuna",
        help_text="Un piano dello stesso ente che comincia prima di questo.",
        error_messages={"invalid_choice": "Scegli un piano dell'elenco."},
    )

    def __init__(self, piano: Piano, data: Any = None) -> None:
        super().__init__(data, initial={"precedente": piano.precedente_id})
        campo: Any = self.fields["precedente"]
        prima = Piano.objects.filter(ente=piano.ente, primo_anno__lt=piano.primo_anno)
        campo.queryset = prima.select_related("ente").order_by("-primo_anno", "codice")
        campo.label_from_instance = lambda scelto: f"{scelto.titolo} ({scelto.primo_anno}-{scelto.ultimo_anno})"


class LegamiForm(forms.Form):
    """One choice an indicator, named after its key; the proposal is chosen already."""

    def __init__(self, legami: list[Legame], vecchi: list[Indicatore], data: Any = None) -> None:
        super().__init__(data)
        scelte = [("", "Nessuno"), *((str(voce.pk), _etichetta(voce)) for voce in vecchi)]
        for legame in legami:
            self.fields[f"indicatore_{legame.indicatore.pk}"] = forms.TypedChoiceField(
                label=f"Indicatore {legame.indicatore.codice}",
                help_text="L'indicatore dell'edizione di prima che misurava la stessa cosa.",
                choices=scelte,
                required=False,
                coerce=int,
                widget=forms.Select(attrs={"class": "form-select"}),
                empty_value=None,
                initial=legame.precedente.pk if legame.precedente else "",
            )

    @property
    def scelte(self) -> dict[int, int | None]:
        return {int(nome.removeprefix("indicatore_")): valore for nome, valore in self.cleaned_data.items()}


def _etichetta(voce: Indicatore) -> str:
    testo = f"Scheda {voce.scheda.codice}, {voce.codice}: {voce.descrizione}"
    return testo if len(testo) <= LUNGHEZZA else f"{testo[: LUNGHEZZA - 1]}…"
