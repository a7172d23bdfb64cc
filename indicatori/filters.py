"""Filters of the list of readings."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet

from indicatori.enums import StatoLettura
from indicatori.models import Previsione

# what a filter of readings adds to the address of a reading, so that its neighbours are those of the list
CHIAVI = ("lettura", "dubbi", "scheda", "testo")


class LetturaFilterSet(filters.FilterSet):
    lettura = filters.ChoiceFilter(label="Stato", choices=StatoLettura.choices, empty_label="Tutti")
    dubbi = filters.ChoiceFilter(
        label="Avvisi",
        choices=[("si", "Solo con avvisi"), ("no", "Solo senza")],
        method="con_dubbi",
        empty_label="Tutti",
    )
    scheda = filters.ChoiceFilter(label="Scheda", field_name="indicatore__scheda__codice", empty_label="Tutte")
    testo = filters.CharFilter(label="Cerca", method="con_testo")

    class Meta:
        model = Previsione
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codici = self.queryset.order_by("indicatore__scheda__ordine")
        codici = codici.values_list("indicatore__scheda__codice", flat=True)
        self.filters["scheda"].extra["choices"] = [(codice, codice) for codice in dict.fromkeys(codici)]

    def con_dubbi(self, righe: QuerySet[Model], _nome: str, valore: str) -> QuerySet[Model]:
        return righe.exclude(avvisi=[]) if valore == "si" else righe.filter(avvisi=[])

    def con_testo(self, righe: QuerySet[Model], _nome: str, valore: str) -> QuerySet[Model]:
        return righe.filter(Q(testo__icontains=valore) | Q(indicatore__descrizione__icontains=valore))
