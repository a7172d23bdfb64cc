"""Filters of the list of plans."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet

from obiettivi.enums import Famiglia, StatoPiano
from obiettivi.models import Piano


class PianoFilterSet(filters.FilterSet):
    testo = filters.CharFilter(label="Cerca nel titolo", method="con_testo")
    anno = filters.ChoiceFilter(label="Anno compreso", method="con_anno", empty_label="Tutti gli anni")
    famiglia = filters.ChoiceFilter(label="Tipo", choices=Famiglia.choices, empty_label="Tutti i tipi")
    stato = filters.ChoiceFilter(label="Stato", choices=StatoPiano.choices, empty_label="Tutti gli stati")

    class Meta:
        model = Piano
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anni = sorted({anno for piano in self.queryset for anno in piano.triennio}, reverse=True)
        self.filters["anno"].extra["choices"] = [(str(anno), str(anno)) for anno in anni]

    def con_testo(self, righe: QuerySet[Model], _nome: str, valore: str) -> QuerySet[Model]:
        return righe.filter(Q(titolo__icontains=valore) | Q(codice__icontains=valore))

    def con_anno(self, righe: QuerySet[Model], _nome: str, valore: str) -> QuerySet[Model]:
        return righe.filter(primo_anno__lte=int(valore), ultimo_anno__gte=int(valore))
