"""The Nucleo's opinion on one result."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from indicatori.motore.numeri import leggi_numero
from pianoperf.web.aiuti import LG_2_2017, con_norma
from rendicontazione.enums import EsitoGiudizio

DESCRIZIONI = {
    EsitoGiudizio.CONFERMATO: "Conferma: vale il grado calcolato",
    EsitoGiudizio.RINVIATO: "Rinvia al responsabile, con un motivo",
    EsitoGiudizio.RETTIFICATO: "Rettifica il grado, con un motivo",
    EsitoGiudizio.NON_VALUTABILE: "Non valutabile: esce dalla media, con un motivo",
}


class PercentualeField(forms.CharField):
    """A percentage as people write it ("87,5 %"). Cleans to a share of one, None when empty."""

    def clean(self, value: Any) -> Decimal | None:
        testo = str(value or "").strip().removesuffix("%")
        try:
            return leggi_numero(testo) / 100 if testo.strip() else None
        except ValueError:
            raise forms.ValidationError(
                f"«{str(value).strip()[:40]}» non è una percentuale: scrivi un numero, per esempio 87,5."
            ) from None


class GiudizioForm(forms.Form):
    esito = forms.ChoiceField(
        label="Giudizio",
        choices=list(DESCRIZIONI.items()),
        widget=forms.RadioSelect,
        help_text=con_norma("Il grado calcolato misura, il giudizio valuta: restano tutti e due.", LG_2_2017),
    )
    grado_rettificato = PercentualeField(
        label="Grado rettificato",
        required=False,
        help_text="In percentuale, per esempio 80; solo se rettifichi. Il grado calcolato resta visibile accanto.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "campo-corto"}),
    )
    motivo = forms.CharField(
        label="Motivo",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Serve per rinviare, rettificare o dichiarare non valutabile: lo legge chi ha inviato il risultato.",
    )

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)
