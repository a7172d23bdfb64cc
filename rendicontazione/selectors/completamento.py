"""Who has not filled what: the results of a year by persona and by struttura, counted state by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from indicatori.models import Attribuzione, Responsabilita
from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.calendario.finestre import finestra_di
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.pagine import DA_FARE

SEGUONO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO)
NON_INVIATI = (StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA)
DECISI = (StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE)
NESSUNO = "nessuno"


@dataclass(frozen=True)
class Conto:
    """The results of one persona or struttura, or of the whole year; every state is in `conti`.

    `chiave` is the id, or NESSUNO for the indicators that have none; `in_ritardo` counts those never sent in time.
    """

    chiave: str
    nome: str
    conti: dict[str, int]
    in_ritardo: int

    @property
    def totale(self) -> int:
        return sum(self.conti.values())

    @property
    def inviati(self) -> int:
        """Sent and not sent back."""
        return self.totale - sum(self.conti[stato] for stato in DA_FARE)

    @property
    def decisi(self) -> int:
        return sum(self.conti[stato] for stato in DECISI)

    @property
    def percento(self) -> int:
        """Of the results sent, rounded down: 100 only when nothing is missing."""
        return 100 * self.inviati // self.totale if self.totale else 0


@dataclass(frozen=True)
class Completamento:
    anno: Conto
    persone: tuple[Conto, ...]
    strutture: tuple[Conto, ...]

    @property
    def senza_responsabile(self) -> Conto | None:
        return next((conto for conto in self.persone if conto.chiave == NESSUNO), None)


def risultati_dell_anno(rendicontazione: Rendicontazione, periodo: str = Periodo.FINALE) -> QuerySet[Risultato]:
    """The results of a period in the order of the plan, with who answers for them and their proofs: four queries."""
    persone = Responsabilita.objects.select_related("persona").order_by("persona__cognome", "persona__nome")
    strutture = Attribuzione.objects.select_related("struttura").order_by("ordine")
    return (
        Risultato.objects.filter(rendicontazione=rendicontazione, periodo=periodo)
        .select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda")
        .prefetch_related(
            Prefetch("previsione__indicatore__responsabilita", persone),
            Prefetch("previsione__indicatore__attribuzioni", strutture),
            "evidenze",
        )
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")
    )


def mancanti(rendicontazione: Rendicontazione) -> QuerySet[Risultato]:
    """What the Nucleo has not, or has sent back."""
    return risultati_dell_anno(rendicontazione).filter(stato__in=DA_FARE)


def tempo_scaduto(rendicontazione: Rendicontazione, adesso: datetime, periodo: str = Periodo.FINALE) -> bool:
    """From now on a result never sent is late: the window is over, or the year is at the Nucleo."""
    return rendicontazione.trasmessa_il is not None or finestra_di(rendicontazione, periodo).finita(adesso)


def completamento(rendicontazione: Rendicontazione, adesso: datetime, periodo: str = Periodo.FINALE) -> Completamento:
    """An indicator with two responsabili (strutture) counts for each; those without are counted apart, last."""
    risultati = list(risultati_dell_anno(rendicontazione, periodo))
    scaduto = tempo_scaduto(rendicontazione, adesso, periodo)
    return Completamento(
        anno=_conto("", "Tutto l'anno", risultati, scaduto),
        persone=_conti(risultati, _persone, "Nessun responsabile", scaduto),
        strutture=_conti(risultati, _strutture, "Nessuna struttura", scaduto),
    )


def _persone(risultato: Risultato) -> list[tuple[str, str]]:
    voci = risultato.previsione.indicatore.responsabilita.all()
    return [(str(voce.persona_id), str(voce.persona)) for voce in voci]


def _strutture(risultato: Risultato) -> list[tuple[str, str]]:
    voci = risultato.previsione.indicatore.attribuzioni.all()
    return [(str(voce.struttura_id), str(voce.struttura)) for voce in voci]


def _conti(
    risultati: list[Risultato], di_chi: Callable[[Risultato], list[tuple[str, str]]], senza: str, scaduto: bool
) -> tuple[Conto, ...]:
    """By name, those of nobody last."""
    nomi: dict[str, str] = {}
    per_chiave: dict[str, list[Risultato]] = {}
    for risultato in risultati:
        for chiave, nome in di_chi(risultato) or [(NESSUNO, senza)]:
            nomi[chiave] = nome
            per_chiave.setdefault(chiave, []).append(risultato)
    ordine = sorted(nomi, key=lambda chiave: (chiave == NESSUNO, nomi[chiave].casefold()))
    return tuple(_conto(chiave, nomi[chiave], per_chiave[chiave], scaduto) for chiave in ordine)


def _conto(chiave: str, nome: str, risultati: Iterable[Risultato], scaduto: bool) -> Conto:
    contati = Counter(risultato.stato for risultato in risultati)
    conti = {stato: contati.get(stato, 0) for stato in StatoRisultato.values}
    return Conto(chiave, nome, conti, sum(conti[stato] for stato in NON_INVIATI) if scaduto else 0)
