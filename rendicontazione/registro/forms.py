"""The filters of the register, with the interface that the house's lists expect of a filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from pianoperf.web.campi import campo_giorno
from rendicontazione.registro.ambito import GRUPPI
from rendicontazione.registro.parole import OPERAZIONI
from rendicontazione.registro.selectors import Registro, Ricerca, chi_ha_scritto


class RicercaForm(forms.Form):
    gruppo = forms.ChoiceField(label="Che cosa", required=False, choices=[("", "Tutto"), *GRUPPI.items()])
    operazione = forms.ChoiceField(label="Operazione", required=False, choices=[("", "Tutte"), *OPERAZIONI.items()])
    chi = forms.TypedChoiceField(label="Chi", required=False, coerce=int, empty_value=None)
    dal = campo_giorno("Dal", obbligatorio=False)
    al = campo_giorno("Al", obbligatorio=False)
    oggetto = forms.RegexField(r"^[a-z]+\.[a-z]+-\d{1,18}$", required=False, widget=forms.HiddenInput)


class FiltroRegistro:
    """`qs` are the changes that answer the request; a field filled in wrongly is left aside and says so."""

    def __init__(self, data: Any, *, queryset: Registro, request: HttpRequest) -> None:
        ente = queryset.ente
        self.form = RicercaForm(data or None)
        campo: Any = self.form.fields["chi"]
        campo.choices = [("", "Tutti"), *chi_ha_scritto(ente)]
        self.form.is_valid()
        valide = getattr(self.form, "cleaned_data", {})
        self.ricerca = Ricerca(**{nome: valore for nome, valore in valide.items() if valore})
        self.qs = Registro(ente, self.ricerca)
