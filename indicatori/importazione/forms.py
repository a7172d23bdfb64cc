"""The forms of the import: the upload and the confirmation."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from indicatori.importazione.guardia import PESO_MASSIMO
from obiettivi.models import Piano
from obiettivi.selectors import piani_di
from pianoperf.organizzazione.models import Ente

ESTENSIONI = ".xlsx,.xlsm,.ods,.docx,.docm,.csv,.txt,.zip,.json"


class CaricaFoglioForm(forms.Form):
    """The file, and the plan it is about: a single CSV does not say it."""

    foglio = forms.FileField(
        label="Foglio o documento del piano",
        help_text=(
            "Il modello compilato, o il documento del piano così com'è: .xlsx, .xlsm, .ods, .docx,"
            f" .csv o .zip di file CSV, al massimo {PESO_MASSIMO >> 20} MB."
        ),
        widget=forms.FileInput(attrs={"accept": ESTENSIONI}),
        allow_empty_file=True,
        error_messages={"required": "Scegli il file da caricare."},
    )
    piano = forms.ModelChoiceField(
        label="Piano da aggiornare",
        queryset=Piano.objects.none(),
        required=False,
        to_field_name="codice",
        empty_label="Quello che il file dice, o uno nuovo",
        help_text="Serve quando il file non dice di quale piano si tratta, per esempio un solo foglio in .csv.",
        error_messages={"invalid_choice": "Questo piano non c'è: sceglilo dall'elenco."},
    )

    def __init__(self, *args: Any, ente: Ente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelta = cast(forms.ModelChoiceField, self.fields["piano"])
        scelta.queryset = piani_di(ente)


class ConfermaForm(forms.Form):
    elimina_assenti = forms.BooleanField(
        label="Elimina dal piano ciò che non è più nel foglio",
        required=False,
        help_text="Senza questa spunta resta com'è. Ciò che ha già dei risultati non si elimina mai.",
    )
