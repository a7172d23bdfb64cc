"""The form that records the act by which a plan was approved."""

from __future__ import annotations

from django import forms

from pianoperf.web.aiuti import PIANO_E_RELAZIONE, con_norma
from pianoperf.web.campi import campo_giorno


class ApprovazioneForm(forms.Form):
    organo = forms.CharField(
        label="Organo", max_length=120, help_text="Per esempio: Consiglio di Amministrazione, Assemblea Consortile."
    )
    numero = forms.CharField(label="Numero dell'atto", max_length=40, help_text="Per esempio: 26, o 26/2024.")
    data_atto = campo_giorno(
        "Data dell'atto",
        con_norma(
            "Il giorno della deliberazione. Il Piano si approva entro il 31 gennaio, la Relazione entro il 30 giugno.",
            PIANO_E_RELAZIONE,
        ),
    )
    allegato = forms.CharField(
        label="Lettera dell'allegato", max_length=20, required=False, help_text="Per esempio: A1."
    )
