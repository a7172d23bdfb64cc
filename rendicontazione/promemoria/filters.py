"""Filters of the list of messages."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from rendicontazione.enums import MotivoMessaggio
from rendicontazione.models import Messaggio
from rendicontazione.promemoria.selectors import NON_RIUSCITI

SPEDITI, IN_ATTESA, FALLITI = "spediti", "in_attesa", "non_riusciti"
STATI = [(SPEDITI, "Spediti"), (IN_ATTESA, "In attesa"), (FALLITI, "Non riusciti")]


class MessaggioFilterSet(filters.FilterSet):
    """`testo` looks in the name, the address, the subject and the text."""

    stato = filters.ChoiceFilter(label="Stato", choices=STATI, empty_label="Tutti", method="in_stato")
    motivo = filters.ChoiceFilter(
        label="Motivo", choices=MotivoMessaggio.choices, empty_label="Tutti", method="per_motivo"
    )
    testo = filters.CharFilter(label="Cerca", method="cerca", widget=forms.TextInput(attrs={"type": "search"}))

    class Meta:
        model = Messaggio
        fields: list[str] = []

    def in_stato(self, queryset: QuerySet[Messaggio], nome: str, valore: str) -> QuerySet[Messaggio]:
        if valore == SPEDITI:
            return queryset.filter(spedito_il__isnull=False)
        if valore == FALLITI:
            return queryset.filter(NON_RIUSCITI)
        return queryset.filter(spedito_il__isnull=True).exclude(NON_RIUSCITI)

    def per_motivo(self, queryset: QuerySet[Messaggio], nome: str, valore: str) -> QuerySet[Messaggio]:
        return queryset.filter(motivi__contains=[{"motivo": valore}])

    def cerca(self, queryset: QuerySet[Messaggio], nome: str, valore: str) -> QuerySet[Messaggio]:
        return queryset.filter(
            Q(persona__cognome__icontains=valore)
            | Q(persona__nome__icontains=valore)
            | Q(indirizzo__icontains=valore)
            | Q(oggetto__icontains=valore)
            | Q(testo__icontains=valore)
        )
