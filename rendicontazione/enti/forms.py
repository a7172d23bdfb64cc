"""The filters of «I miei enti», over the rows that the person has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.enti.selectors import RigaEnte
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.selectors.attese import IN_CORSO

TUTTI = "tutti"


class FiltriEnti(forms.Form):
    """Without a state: the years in course, and the bodies that have none. What is not a choice is ignored."""

    anno = forms.ChoiceField(label="Anno", required=False)
    stato = forms.ChoiceField(label="Stato", required=False)
    ruolo = forms.ChoiceField(label="Il mio ruolo", required=False)

    def __init__(self, data: QueryDict, righe: Sequence[RigaEnte]) -> None:
        super().__init__(data)
        anni = sorted({riga.anno for riga in righe if riga.rendicontazione}, reverse=True)
        ruoli = frozenset(ruolo for riga in righe for ruolo in riga.ruoli)
        stati = {riga.stato for riga in righe}
        campi: dict[str, Any] = self.fields
        campi["anno"].choices = [("", "Tutti"), *((str(anno), str(anno)) for anno in anni)]
        campi["stato"].choices = [
            ("", "In corso"),
            (TUTTI, "Tutti"),
            *((stato.value, stato.label) for stato in StatoRendicontazione if stato.value in stati),
        ]
        campi["ruolo"].choices = [
            ("", "Tutti"),
            *((ruolo.value, ruolo.label) for ruolo in Ruolo if ruolo.value in ruoli),
        ]
        self.righe = righe

    @property
    def scelte(self) -> list[RigaEnte]:
        self.is_valid()
        scritti = self.cleaned_data
        return [riga for riga in self.righe if self._passa(riga, scritti)]

    def _passa(self, riga: RigaEnte, scritti: dict[str, str]) -> bool:
        anno, stato, ruolo = (scritti.get(nome, "") for nome in ("anno", "stato", "ruolo"))
        if anno and str(riga.anno) != anno:
            return False
        if ruolo and ruolo not in riga.ruoli:
            return False
        if not stato:
            return bool(anno) or not riga.rendicontazione or riga.stato in IN_CORSO
        return stato == TUTTI or riga.stato == stato
