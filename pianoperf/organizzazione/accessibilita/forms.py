"""The form of what the page on accessibility says of the body."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from pianoperf.organizzazione.models import Ente
from pianoperf.web.aiuti import con_norma

SITO = "form.agid.gov.it"
NON_AGID = f"Scrivi un indirizzo che comincia con https://{SITO}/: è dove AgID fa pubblicare le dichiarazioni."


class DichiarazioneForm(forms.Form):
    dichiarazione_accessibilita = forms.URLField(
        label="Indirizzo della dichiarazione",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=con_norma(f"Quello che {SITO} ti dà quando pubblichi.", "Legge 4/2004, art. 3-quater"),
        error_messages={"invalid": NON_AGID},
    )
    contatto_accessibilita = forms.EmailField(
        label="Indirizzo e-mail per le segnalazioni",
        required=False,
        help_text="Chi trova un ostacolo scrive qui: l'ente deve rispondere entro 30 giorni. Lo legge chiunque.",
        error_messages={"invalid": "Scrivi un indirizzo e-mail, per esempio accessibilita@comune.it."},
    )

    def __init__(self, ente: Ente, data: Any = None) -> None:
        super().__init__(data, initial={nome: getattr(ente, nome) for nome in self.base_fields})

    def clean_dichiarazione_accessibilita(self) -> str:
        indirizzo: str = self.cleaned_data["dichiarazione_accessibilita"]
        parti = urlsplit(indirizzo)
        if indirizzo and (parti.scheme, parti.netloc) != ("https", SITO):
            raise forms.ValidationError(NON_AGID)
        return indirizzo
