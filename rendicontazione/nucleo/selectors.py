"""Reads of the Nucleo's work: members, sedute, requests, discussion, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.enums import Periodo, StatoRichiesta
from rendicontazione.models import Componente, Criterio, Intervento, Rendicontazione, Richiesta, Risultato, Seduta
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.valide import con_i_presenti, frase_del_quorum

CON_LA_RICHIESTA = (
    "risultato__rendicontazione__piano__ente",
    "risultato__rendicontazione__profilo",
    "risultato__previsione__indicatore__scheda",
    "chiesta_da",
    "decisa_da",
)


def componenti_di(ente: Ente) -> QuerySet[Componente]:
    """Every member of the body's Nucleo, past ones too: who is in office first, the president before the others."""
    return (
        ente.componenti_nucleo.select_related("utente", "ente")
        .annotate(quante_sedute=Count("sedute"))
        .order_by("-al", "-presidente", "nome")
    )


def componenti_in_carica(ente: Ente, giorno: date) -> list[Componente]:
    in_corso = Q(al__isnull=True) | Q(al__gte=giorno)
    return list(ente.componenti_nucleo.filter(in_corso, dal__lte=giorno).order_by("-presidente", "nome"))


def accessi_del_nucleo(ente: Ente) -> QuerySet[Utente]:
    """The logins that hold, or held, the role of Nucleo in the body."""
    chi = Utente.objects.filter(incarichi__ente=ente, incarichi__ruolo=Ruolo.NUCLEO)
    return chi.distinct().order_by("last_name", "first_name", "username")


def in_ordine_di_piano(rendicontazione: Rendicontazione) -> QuerySet[Risultato]:
    """The final results of the year with their target, indicator and scheda, and no join more."""
    risultati = rendicontazione.risultati.filter(periodo=Periodo.FINALE)
    return risultati.select_related("previsione__indicatore__scheda").order_by(
        "previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine"
    )


@dataclass(frozen=True)
class SedutaLetta:
    """`difetto` is the sentence of a missing quorum, "" when the seduta is valid."""

    seduta: Seduta
    presenti: tuple[Componente, ...]
    difetto: str

    @property
    def valida(self) -> bool:
        return not self.difetto


def sedute_di(rendicontazione: Rendicontazione) -> list[SedutaLetta]:
    """First to last, in two queries."""
    sedute = con_i_presenti(rendicontazione).select_related("registrata_da").prefetch_related("presenti")
    return [SedutaLetta(s, tuple(s.presenti.all()), frase_del_quorum(s.quanti, s.quorum)) for s in sedute]


def richieste_di(rendicontazione: Rendicontazione) -> QuerySet[Richiesta]:
    """Those that wait first, then in the order they were made."""
    return (
        Richiesta.objects.filter(risultato__rendicontazione=rendicontazione)
        .select_related(*CON_LA_RICHIESTA)
        .annotate(chiusa=Q(decisa_il__isnull=False))
        .order_by("chiusa", "chiesta_il", "pk")
    )


def richiesta_di(ente: Ente, pk: int) -> Richiesta | None:
    richieste = Richiesta.objects.filter(risultato__rendicontazione__piano__ente=ente)
    return richieste.select_related(*CON_LA_RICHIESTA).filter(pk=pk).first()


def conti_delle_richieste(rendicontazione: Rendicontazione) -> dict[str, int]:
    """How many requests are in each state, every state present."""
    righe = Richiesta.objects.filter(risultato__rendicontazione=rendicontazione).order_by().values_list("stato")
    conti = dict(righe.annotate(quante=Count("pk")))
    return {stato: conti.get(stato, 0) for stato in StatoRichiesta.values}


@dataclass(frozen=True)
class InNumeri:
    """The Nucleo's work on a year, counted."""

    in_attesa: int
    richieste: int
    criteri: int
    sedute: int
    componenti: int
    domande: int = len(DOMANDE)


def lavoro_in_numeri(rendicontazione: Rendicontazione) -> InNumeri:
    """One query."""
    del_anno = Richiesta.objects.filter(risultato__rendicontazione=OuterRef("pk"))
    conti = (
        _conto(del_anno.filter(stato=StatoRichiesta.IN_ATTESA)),
        _conto(del_anno),
        _conto(Criterio.objects.filter(rendicontazione=OuterRef("pk"), soddisfatto__isnull=False)),
        _conto(Seduta.objects.filter(rendicontazione=OuterRef("pk"))),
        _conto(Componente.objects.filter(ente=OuterRef("piano__ente"))),
    )
    return InNumeri(*Rendicontazione.objects.values_list(*conti).get(pk=rendicontazione.pk))


def _conto(righe: QuerySet[Any]) -> Subquery:
    """How many rows, as a subquery."""
    return Subquery(righe.order_by().annotate(quante=Func(F("pk"), function="COUNT")).values("quante"))


def discussione_di(risultato: Risultato) -> list[Intervento]:
    """The turns, oldest first."""
    return list(risultato.interventi.select_related("scritto_da").order_by("scritto_il", "pk"))


def criteri_di(rendicontazione: Rendicontazione) -> dict[str, Criterio]:
    """The answers given so far, by code."""
    return {voce.codice: voce for voce in rendicontazione.criteri.select_related("risposto_da")}
