"""Forms of documents: what to make, and which file to verify."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from obiettivi.models import Piano
from rendicontazione.documenti.selectors import Richiesta


class RichiestaForm(forms.Form):
    """One choice for plan, kind and year together: only what exists can be asked for."""

    documento = forms.ChoiceField(
        label="Documento da preparare",
        help_text="Il piano, il piano con i risultati, la relazione, il verbale: quelli che si possono fare adesso.",
        error_messages={
            "required": "Scegli un documento.",
            "invalid_choice": "Questo documento non si può chiedere: scegline uno dell'elenco.",
        },
    )

    con_email = forms.BooleanField(label="Avvisami per e-mail quando è pronto", required=False)

    def __init__(
        self,
        richieste: list[tuple[Piano, list[Richiesta]]],
        data: Any = None,
        *,
        piano: str = "",
        indirizzo: str = "",
    ) -> None:
        """`piano` is the code of the plan to begin with; without `indirizzo` there is nobody to write to."""
        super().__init__(data)
        self.fields["con_email"].help_text = f"Scriviamo a {indirizzo}."
        if not indirizzo:
            del self.fields["con_email"]
        self._richieste = {voce.codice: voce for _, voci in richieste for voce in voci}
        campo: Any = self.fields["documento"]
        campo.choices = [("", "Scegli")] + [
            (f"{primo.titolo} ({primo.primo_anno}-{primo.ultimo_anno})", [(v.codice, v.etichetta) for v in voci])
            for primo, voci in richieste
        ]
        campo.initial = next((voci[0].codice for scelto, voci in richieste if scelto.codice == piano), "")

    @property
    def richiesta(self) -> Richiesta:
        return self._richieste[self.cleaned_data["documento"]]

    @property
    def avvisa(self) -> bool:
        return bool(self.cleaned_data.get("con_email"))


class VerificaForm(forms.Form):
    file = forms.FileField(
        label="File PDF",
        help_text="Il file viene letto e confrontato: non viene conservato.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Scegli il file da verificare.", "empty": "Il file è vuoto."},
    )

    def clean_file(self) -> UploadedFile:
        caricato: UploadedFile = self.cleaned_data["file"]
        massimo = settings.DIMENSIONE_MASSIMA_FILE
        if caricato.size and caricato.size > massimo:
            raise forms.ValidationError(f"Il file supera il limite di {massimo // 2**20} MB.")
        return caricato
