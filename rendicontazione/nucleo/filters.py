"""Filters of the list of what the Nucleo examines."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from rendicontazione.enums import StatoRisultato
from rendicontazione.filters import RilevazioniFilterSet
from rendicontazione.models import Risultato

DA_DECIDERE, DECISI, NON_INVIATI = "da_decidere", "decisi", "non_inviati"
GRUPPI = {
    DA_DECIDERE: [StatoRisultato.TRASMESSO],
    DECISI: [StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE],
    NON_INVIATI: [StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA],
}
SCELTE = [
    (DA_DECIDERE, "Da decidere"),
    (StatoRisultato.RINVIATO, "Rinviati"),
    (DECISI, "Decisi"),
    (StatoRisultato.RETTIFICATO, "Rettificati"),
    (StatoRisultato.NON_VALUTABILE, "Non valutabili"),
    (NON_INVIATI, "Mai inviati"),
]


class EsamiFilterSet(RilevazioniFilterSet):
    stato = django_filters.ChoiceFilter(label="Stato", choices=SCELTE, empty_label="Tutti", method="in_stato")

    def in_stato(self, queryset: QuerySet[Risultato], nome: str, valore: str) -> QuerySet[Risultato]:
        return queryset.filter(stato__in=GRUPPI.get(valore, [valore]))
