"""The form of a new key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.campi import campo_giorno
from rendicontazione.enums import AmbitoChiave


class ChiaveForm(forms.Form):
    nome = forms.CharField(
        label="Nome",
        max_length=80,
        help_text="Chi la userà, per riconoscerla: «Sito istituzionale», «Cruscotto della direzione».",
        error_messages={"required": "Scrivi a che cosa serve questa chiave."},
    )
    ambito = forms.ChoiceField(
        label="Che cosa vede",
        choices=AmbitoChiave.choices,
        initial=AmbitoChiave.PUBBLICO,
        help_text="Per il sito basta ciò che è pubblicato. L'altra scelta serve ai programmi interni dell'ente.",
        error_messages={"required": "Scegli che cosa vede.", "invalid_choice": "Scegli una delle due voci."},
    )
    scade_il = campo_giorno(
        "Scade il (compreso)",
        "Al massimo due anni. Prima di quel giorno creane un'altra e sostituiscila.",
        manca="Scrivi fino a quando vale.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"scade_il": oggi() + timedelta(days=365)})
