"""Filters of the list of one's results."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.pagine import DA_FARE

TUTTO_DA_FARE = "da_fare"
STATI = [(TUTTO_DA_FARE, "Da fare (da inserire, bozza, rinviato)"), *StatoRisultato.choices]


class RilevazioniFilterSet(django_filters.FilterSet):
    """`testo` looks in the code, the description and the target as printed."""

    stato = django_filters.ChoiceFilter(label="Stato", choices=STATI, empty_label="Tutti", method="in_stato")
    scheda = django_filters.ModelChoiceFilter(
        label="Scheda", field_name="previsione__indicatore__scheda", queryset=None, empty_label="Tutte"
    )
    testo = django_filters.CharFilter(
        label="Cerca nel testo", method="cerca", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Risultato
        fields: list[str] = []

    def __init__(self, data: object, queryset: QuerySet[Risultato], *, rendicontazione: Rendicontazione) -> None:
        super().__init__(data, queryset=queryset)
        schede = rendicontazione.piano.schede.order_by("ordine")
        self.filters["scheda"].queryset = schede
        self.filters["scheda"].field.label_from_instance = lambda scheda: f"{scheda.codice} - {scheda.titolo}"[:80]

    def in_stato(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        return queryset.filter(stato__in=DA_FARE if valore == TUTTO_DA_FARE else [valore])

    def cerca(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        return queryset.filter(
            Q(previsione__indicatore__descrizione__icontains=valore)
            | Q(previsione__indicatore__codice__icontains=valore)
            | Q(previsione__testo__icontains=valore)
        )
