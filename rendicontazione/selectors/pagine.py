"""What one page shows: a year of a plan, one result with its whole story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from indicatori.models import Responsabilita
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import ha_ruolo
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Evidenza, Giudizio, Rendicontazione, Riapertura, Richiesta, Risultato
from rendicontazione.selectors.elenchi import (
    VEDONO_TUTTO,
    rendicontazioni_di,
    rilevazioni_di,
    risultati_visibili_a,
)

# A join more and PostgreSQL spends on the plan of the query twenty times what the query takes.
IN_UNA_DOMANDA = (
    "rendicontazione__piano",
    "rendicontazione__profilo",
    "previsione__indicatore__scheda",
    "previsione__indicatore__azione",
)
PERSONE = ("aggiornato_da", "inviato_da", "deciso_da")
DA_FARE = (StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO)


@dataclass(frozen=True)
class AnnoContato:
    """A year and how many of the person's results of one period are in each state (every state present)."""

    rendicontazione: Rendicontazione
    conti: dict[str, int]

    @property
    def totale(self) -> int:
        return sum(self.conti.values())

    @property
    def da_fare(self) -> int:
        return sum(self.conti[stato] for stato in DA_FARE)


def anni_contati(utente: Utente, ente: Ente, periodo: str = Periodo.FINALE) -> list[AnnoContato]:
    """The years of the body, newest first, in two queries; a mere responsabile sees those with own indicators."""
    conti: dict[int, dict[str, int]] = {}
    visibili = risultati_visibili_a(utente, ente).filter(periodo=periodo).select_related(None).order_by()
    for anno_id, stato, quanti in visibili.values_list("rendicontazione_id", "stato").annotate(
        quanti=Count("pk", distinct=True)
    ):
        conti.setdefault(anno_id, dict.fromkeys(StatoRisultato.values, 0))[stato] = quanti
    vuoti = dict.fromkeys(StatoRisultato.values, 0)
    tutti = ha_ruolo(utente, ente, *VEDONO_TUTTO)
    return [
        AnnoContato(rendicontazione, conti.get(rendicontazione.pk, vuoti))
        for rendicontazione in rendicontazioni_di(ente).order_by("-anno", "piano__codice")
        if tutti or rendicontazione.pk in conti
    ]


def rendicontazione_dell_anno(ente: Ente, piano: str, anno: int) -> Rendicontazione | None:
    return rendicontazioni_di(ente).filter(piano__codice=piano, anno=anno).first()


def riaperture_di(rendicontazione: Rendicontazione) -> list[Riapertura]:
    """Why and by which act the year was opened again, first to last."""
    return list(rendicontazione.riaperture.select_related("atto", "riaperta_da").order_by("riaperta_il"))


def risultato_di(ente: Ente, risultato_id: int) -> Risultato | None:
    """One result with its target, files and opinions; whether a person may see it is said by permissions."""
    risultato = (
        Risultato.objects.filter(rendicontazione__piano__ente=ente, pk=risultato_id)
        .select_related(*IN_UNA_DOMANDA)
        .annotate(anno_riaperto=Exists(Riapertura.objects.filter(rendicontazione=OuterRef("rendicontazione"))))
        .prefetch_related(
            "previsione__indicatore__responsabili",
            "previsione__indicatore__strutture",
            Prefetch("evidenze", Evidenza.objects.select_related("caricata_da").order_by("caricata_il")),
            Prefetch("giudizi", Giudizio.objects.select_related("espresso_da").order_by("espresso_il")),
            Prefetch("richieste", Richiesta.objects.select_related("chiesta_da", "decisa_da").order_by("chiesta_il")),
        )
        .order_by("pk")
        .first()
    )
    if risultato:
        risultato.rendicontazione.piano.ente = ente
        risultato.rendicontazione.fu_riaperta = risultato.anno_riaperto
        _con_le_persone(risultato)
    return risultato


def _con_le_persone(risultato: Risultato) -> None:
    """Who wrote, sent and decided, in one query."""
    chi = [f"{nome}_id" for nome in PERSONE if getattr(risultato, f"{nome}_id")]
    persone = Utente.objects.in_bulk({getattr(risultato, nome) for nome in chi}) if chi else {}
    for nome in chi:
        setattr(risultato, nome.removesuffix("_id"), persone[getattr(risultato, nome)])


def evidenza_di(ente: Ente, evidenza_id: int) -> Evidenza | None:
    return (
        Evidenza.objects.filter(risultato__rendicontazione__piano__ente=ente, pk=evidenza_id)
        .select_related("risultato__rendicontazione__piano__ente", "risultato__previsione__indicatore")
        .first()
    )


def elenco_rilevazioni(
    utente: Utente, rendicontazione: Rendicontazione, periodo: str = Periodo.FINALE
) -> QuerySet[Risultato]:
    """`rilevazioni_di` as rows of a list, with what a row shows and no more.

    The year does not come again with each row: give it `rendicontazione` back (`della_rendicontazione`). The
    responsabili come along when the person sees everybody's.
    """
    risultati = (
        rilevazioni_di(utente, rendicontazione, periodo)
        .select_related(None)
        .select_related("previsione__indicatore__scheda")
        .defer("valori", "previsione__condizioni")
    )
    if ha_ruolo(utente, rendicontazione.piano.ente, *VEDONO_TUTTO):
        persone = Responsabilita.objects.select_related("persona")
        risultati = risultati.prefetch_related(Prefetch("previsione__indicatore__responsabilita", persone))
    return risultati


def della_rendicontazione(risultati: Iterable[Risultato], rendicontazione: Rendicontazione) -> list[Risultato]:
    """The rows of one year, each with the year that was read once for all."""
    righe = list(risultati)
    for riga in righe:
        riga.rendicontazione = rendicontazione
    return righe


def piani_di(ente: Ente) -> list[Piano]:
    """The plans whose years may be opened: approved by an act."""
    stati = [StatoPiano.APPROVATO, StatoPiano.VIGENTE]
    return list(ente.piani.filter(stato__in=stati).select_related("ente").order_by("-primo_anno"))


def e_solo_responsabile(utente: Utente, ente: Ente) -> bool:
    return ha_ruolo(utente, ente, Ruolo.RESPONSABILE) and not ha_ruolo(utente, ente, *VEDONO_TUTTO)
