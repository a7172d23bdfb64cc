"""The form that confirms a reading."""

from __future__ import annotations

import re

from django import forms

from indicatori.enums import VersoIndicatore

# the fields beside the changes: as many as the changes that the lines say
_PARTENZA = re.compile(r"partenza_([0-9]{1,3})")


class LetturaForm(forms.Form):
    righe = forms.CharField(
        label="Che cosa chiede il target",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Una condizione per riga, in parole: «almeno 75 %», «entro giugno», «assemblee: 2».",
    )
    verso = forms.ChoiceField(
        label="Verso dell'indicatore",
        choices=VersoIndicatore.choices,
        widget=forms.RadioSelect,
        help_text="Più domande accolte è meglio (crescente); meno giorni di attesa è meglio (decrescente).",
    )

    @property
    def partenze(self) -> dict[int, str]:
        """The starting values written beside the changes, by the place of the change (see `letture.Partenze`)."""
        nomi = ((_PARTENZA.fullmatch(nome), nome) for nome in self.data)
        return {int(trovato[1]): self.data[nome] for trovato, nome in nomi if trovato}
