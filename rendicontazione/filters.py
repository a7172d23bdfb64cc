"""Filters of the list of one's results."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.completamento import NESSUNO, NON_INVIATI, Completamento, risultati_dell_anno
from rendicontazione.selectors.pagine import DA_FARE

TUTTO_DA_FARE = "da_fare"
TUTTI, IN_RITARDO = "tutti", "in_ritardo"
STATI_MANCANTI = [(IN_RITARDO, "In ritardo"), *StatoRisultato.choices, (TUTTI, "Tutti")]
# what a filter of results adds to the address of a result, so that its neighbours are those of the list
CHIAVI = ("stato", "scheda", "testo")
# the same, from the list of what is missing: `da` says that the state means what it means there
COMPLETAMENTO = "completamento"
DAL_COMPLETAMENTO = ("da", *CHIAVI, "persona", "struttura")
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


class CompletamentoFilterSet(RilevazioniFilterSet):
    """What is missing, unless a state is asked for; `persone` and `strutture` are those of the year."""

    stato = django_filters.ChoiceFilter(
        label="Stato", choices=STATI_MANCANTI, empty_label="Mancanti (da inserire, bozza, rinviato)", method="in_stato"
    )
    persona = django_filters.ChoiceFilter(label="Persona", empty_label="Tutte", method="di_persona")
    struttura = django_filters.ChoiceFilter(label="Struttura", empty_label="Tutte", method="di_struttura")

    def __init__(
        self,
        data: object,
        *,
        rendicontazione: Rendicontazione,
        anno: Completamento,
        scaduto: bool,
        periodo: str = Periodo.FINALE,
    ) -> None:
        super().__init__(data, risultati_dell_anno(rendicontazione, periodo), rendicontazione=rendicontazione)
        self.scaduto = scaduto
        self.filters["persona"].extra["choices"] = [(conto.chiave, conto.nome) for conto in anno.persone]
        self.filters["struttura"].extra["choices"] = [(conto.chiave, conto.nome) for conto in anno.strutture]
        if len(anno.strutture) < 2:
            del self.filters["struttura"]

    def filter_queryset(self, queryset: QuerySet[Risultato]) -> QuerySet[Risultato]:
        trovati = super().filter_queryset(queryset)
        return trovati if self.form.cleaned_data.get("stato") else trovati.filter(stato__in=DA_FARE)

    def in_stato(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        if valore == TUTTI:
            return queryset
        if valore == IN_RITARDO:
            return queryset.filter(stato__in=NON_INVIATI) if self.scaduto else queryset.none()
        return queryset.filter(stato=valore)

    def di_persona(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        if valore == NESSUNO:
            return queryset.filter(previsione__indicatore__responsabilita__isnull=True)
        return queryset.filter(previsione__indicatore__responsabilita__persona_id=valore)

    def di_struttura(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        if valore == NESSUNO:
            return queryset.filter(previsione__indicatore__attribuzioni__isnull=True)
        return queryset.filter(previsione__indicatore__attribuzioni__struttura_id=valore)
