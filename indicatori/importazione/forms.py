"""The forms of the import: the upload and the confirmation."""

from __future__ import annotations

from django import forms

from indicatori.importazione.guardia import PESO_MASSIMO

ESTENSIONI = ".xlsx,.ods,.zip,.csv"


class CaricaFoglioForm(forms.Form):
    foglio = forms.FileField(
        label="Foglio del piano",
        help_text=(
            "Il modello compilato, o il documento del piano così com'è:"
            f" .xlsx, .ods, .csv o .zip di file CSV, al massimo {PESO_MASSIMO >> 20} MB."
        ),
        widget=forms.FileInput(attrs={"accept": ESTENSIONI}),
        allow_empty_file=True,
        error_messages={"required": "Scegli il file da caricare."},
    )


class ConfermaForm(forms.Form):
    elimina_assenti = forms.BooleanField(
        label="Elimina dal piano ciò che non è più nel foglio",
        required=False,
        help_text="Senza questa spunta resta com'è. Ciò che ha già dei risultati non si elimina mai.",
    )
