"""The form that confirms a reading."""

from __future__ import annotations

from django import forms

from indicatori.enums import VersoIndicatore


class LetturaForm(forms.Form):
    righe = forms.CharField(
        label="Che cosa chiede il target",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Una condizione per riga, in parole: «almeno 75 %», «entro giugno», «assemblee: 2».",
    )
    verso = forms.ChoiceField(label="Verso dell'indicatore", choices=VersoIndicatore.choices, widget=forms.RadioSelect)
