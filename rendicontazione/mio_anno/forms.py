"""The filters of «Il mio anno», over the years in which the person has results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from rendicontazione.mio_anno.selectors import Scelta
from rendicontazione.models import Rendicontazione


class SceltaForm(forms.Form):
    anno = forms.TypedChoiceField(label="Anno", required=False, coerce=int, empty_value=None)
    piano = forms.ChoiceField(label="Piano", required=False)

    def __init__(self, data: QueryDict, anni: Iterable[Rendicontazione]) -> None:
        super().__init__(data)
        elenco = list(anni)
        numeri = dict.fromkeys(anno.anno for anno in elenco)
        piani = {anno.piano.codice: anno.piano.titolo for anno in elenco}
        campi: dict[str, Any] = self.fields
        campi["anno"].choices = [("", "Quello in corso"), *((str(numero), str(numero)) for numero in numeri)]
        campi["piano"].choices = [("", "Tutti"), *piani.items()]
        if len(piani) < 2:
            del self.fields["piano"]


def scelta_da(dati: QueryDict) -> Scelta:
    """As the address has it; a year that is not a number is no year."""
    anno = dati.get("anno", "")
    return Scelta(int(anno) if anno.isdecimal() and len(anno) == 4 else None, dati.get("piano", ""))
