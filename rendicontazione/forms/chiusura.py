"""The acts that approve a year or open it again."""

from __future__ import annotations

from typing import Any

from django import forms

from obiettivi.forms import ApprovazioneForm

DATI_DELL_ATTO = ("organo", "numero", "allegato")


class AttoForm(ApprovazioneForm):
    """The act that approves the results of the year."""

    @property
    def dati(self) -> dict[str, Any]:
        """The act as the services take it."""
        atto = {nome: self.cleaned_data[nome] for nome in DATI_DELL_ATTO}
        return {**atto, "data": self.cleaned_data["data_atto"]}

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            campo = "data_atto" if nome == "data" else nome
            for frase in frasi:
                self.add_error(campo if campo in self.fields else None, frase)


class RiaperturaForm(AttoForm):
    motivo = forms.CharField(
        label="Motivo della riapertura",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resta scritto sul quadro dell'anno: lo legge chiunque lo guardi.",
        error_messages={"required": "Scrivi perché l'anno si riapre."},
    )
    conferma = forms.BooleanField(
        label="Confermo: l'anno torna in validazione e perde l'approvazione e la pubblicazione, se le aveva",
        help_text="I gradi della prima validazione restano conservati, e le differenze sono segnate.",
        error_messages={"required": "Spunta la conferma per riaprire l'anno."},
    )
    field_order = ("motivo", "organo", "numero", "data_atto", "allegato", "conferma")

    @property
    def dati(self) -> dict[str, Any]:
        return {**super().dati, "motivo": self.cleaned_data["motivo"]}
