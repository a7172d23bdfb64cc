"""The forms of the calendar: a date, a window, more time for a person, the reason of a delay."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from pianoperf.organizzazione.models import Persona
from pianoperf.web.aiuti import LG_2_2017, con_norma
from pianoperf.web.campi import campo_giorno
from rendicontazione.enums import Periodo
from rendicontazione.models import Scadenza


class ConErrori(forms.Form):
    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        """The sentences of a refused service beside their fields; those of no field on top."""
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)


def primo_momento(giorno: Any) -> datetime:
    """Midnight of that day at the body's local time."""
    return timezone.make_aware(datetime.combine(giorno, time.min))


def ultimo_momento(giorno: Any) -> datetime:
    """The last moment of that day at the body's local time: the next begins a millionth of a second later."""
    return timezone.make_aware(datetime.combine(giorno, time.max))


class IntermedioForm(ConErrori):
    dal = campo_giorno("Si può inserire dal", con_norma("Primo giorno, di solito all'inizio di luglio.", LG_2_2017))
    al = campo_giorno("Si può inserire fino al", "Ultimo giorno, compreso.")

    @property
    def dati(self) -> dict[str, Any]:
        return {"dal": primo_momento(self.cleaned_data["dal"]), "al": ultimo_momento(self.cleaned_data["al"])}


class ProrogaPersonaForm(ConErrori):
    persona = forms.ModelChoiceField(
        label="A chi",
        queryset=Persona.objects.none(),
        empty_label="Scegli",
        help_text="Vale per tutti i suoi indicatori dell'anno; gli altri restano esclusi.",
        error_messages={"required": "Scegli la persona.", "invalid_choice": "Scegli una persona dell'elenco."},
    )
    periodo = forms.ChoiceField(
        label="Per quale finestra",
        choices=[],
        help_text="Il consuntivo, o il monitoraggio di metà anno.",
        error_messages={"required": "Scegli."},
    )
    fino_al = campo_giorno("Fino al", "Ultimo giorno, compreso.")
    motivo = forms.CharField(
        label="Motivo",
        max_length=300,
        help_text="Per esempio «malattia»: resta scritto nel calendario.",
        error_messages={"required": "Scrivi il motivo della proroga."},
    )

    def __init__(self, persone: QuerySet[Persona], periodi: list[str], data: Any = None, **altro: Any) -> None:
        super().__init__(data, **altro)
        persona: Any = self.fields["persona"]
        persona.queryset = persone
        periodo: Any = self.fields["periodo"]
        periodo.choices = [(valore, nome) for valore, nome in Periodo.choices if valore in periodi]
        if len(periodi) == 1:
            periodo.initial, periodo.widget = periodi[0], forms.HiddenInput()

    @property
    def dati(self) -> dict[str, Any]:
        return {**self.cleaned_data, "fino_al": ultimo_momento(self.cleaned_data["fino_al"])}


class ScadenzaForm(ConErrori):
    giorno = campo_giorno("Data", "L'ultimo giorno utile, per esempio 31/01/2024.")
    titolo = forms.CharField(
        label="Che cosa scade",
        max_length=200,
        help_text="Per esempio «Seduta del consiglio» o «Aggiornamento del SMVP».",
        error_messages={"required": "Scrivi che cosa scade."},
    )
    bilancio = forms.BooleanField(
        label="È l'approvazione del bilancio di previsione",
        required=False,
        help_text=con_norma(
            "Se cade dopo il 1° gennaio sposta il termine del PIAO: 30 giorni dopo.", "D.M. 132/2022, art. 8"
        ),
    )
    nota = forms.CharField(
        label="Nota (facoltativa)", max_length=300, required=False, help_text="Si legge nel calendario, sotto la data."
    )

    @classmethod
    def di(cls, scadenza: Scadenza, data: Any = None) -> ScadenzaForm:
        valori = {nome: getattr(scadenza, nome) for nome in ("titolo", "bilancio", "nota")}
        return cls(data, initial={"giorno": scadenza.data, **valori})

    @property
    def dati(self) -> dict[str, Any]:
        valori = dict(self.cleaned_data)
        return {"data": valori.pop("giorno"), **valori}


class MotivoForm(ConErrori):
    motivo = forms.CharField(
        label="Motivo del ritardo",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si legge nel calendario accanto al termine. Lascia vuoto per toglierlo.",
    )
