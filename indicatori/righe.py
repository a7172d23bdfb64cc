"""The table of the indicators of a scheda: what is read, and what a page prints of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from indicatori.enums import StatoLettura
from indicatori.models import Attribuzione, Indicatore, Previsione
from indicatori.motore.aggregazione import pesi_anno
from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.rimodulazione.rimodulati import Chiave, TargetRimodulato
from obiettivi.models import Piano, Scheda

Rimodulati = dict[Chiave, tuple[TargetRimodulato, ...]]


@dataclass(frozen=True, slots=True)
class CellaPrevisione:
    """A target as printed, its reading in words, what is doubtful in it, and how it was before an act changed it."""

    anno: int
    testo: str
    annotazione: str
    letture: tuple[str, ...]
    avvisi: tuple[str, ...]
    confermata: bool
    rimodulati: tuple[TargetRimodulato, ...] = ()


@dataclass(frozen=True, slots=True)
class RigaIndicatore:
    """`celle` follow the years given; `pesi` are in percent, a year of the plan each, None where not due."""

    indicatore: Indicatore
    strutture: str
    celle: tuple[CellaPrevisione | None, ...]
    pesi: tuple[Fraction | None, ...] = ()


def righe_indicatori(
    indicatori: Sequence[Indicatore],
    anni: Sequence[int],
    pesi: dict[int, dict[str, Fraction]] | None = None,
    rimodulati: Rimodulati | None = None,
) -> list[RigaIndicatore]:
    """`rimodulati` are the changed targets of the plan (rimodulazione.rimodulati)."""
    return [_riga(indicatore, anni, pesi or {}, rimodulati or {}) for indicatore in indicatori]


def _riga(
    indicatore: Indicatore, anni: Sequence[int], pesi: dict[int, dict[str, Fraction]], rimodulati: Rimodulati
) -> RigaIndicatore:
    codice = (indicatore.scheda.codice, indicatore.codice) if rimodulati else ("", "")
    previsioni = {previsione.anno: previsione for previsione in indicatore.previsioni.all()}
    return RigaIndicatore(
        indicatore=indicatore,
        strutture=", ".join(voce.struttura.nome for voce in indicatore.attribuzioni.all()),
        celle=tuple(
            cella_previsione(previsioni[anno], rimodulati.get((*codice, anno), ())) if anno in previsioni else None
            for anno in anni
        ),
        pesi=tuple(quote.get(indicatore.codice) for quote in pesi.values()),
    )


def cella_previsione(previsione: Previsione, rimodulati: tuple[TargetRimodulato, ...] = ()) -> CellaPrevisione:
    return CellaPrevisione(
        anno=previsione.anno,
        testo=previsione.testo,
        annotazione=previsione.annotazione,
        letture=_in_parole(previsione.lette, previsione.testo),
        avvisi=tuple(dict.fromkeys(str(avviso["messaggio"]) for avviso in previsione.avvisi)),
        confermata=previsione.lettura == StatoLettura.CONFERMATA,
        rimodulati=rimodulati,
    )


def _in_parole(condizioni: tuple[Condizione, ...], testo: str) -> tuple[str, ...]:
    """The reading in words; "come scritto" when it would only repeat the text above it."""
    parole = tuple(descrivi(condizione) for condizione in condizioni)
    ripete = len(parole) == 1 and parole[0].casefold() == testo.strip().casefold()
    return ("come scritto",) if ripete else parole


def indicatori_della_scheda(scheda: Scheda) -> list[Indicatore]:
    """The indicators of a scheda in order, with azione, strutture and targets already read."""
    return list(
        Indicatore.objects.filter(scheda=scheda)
        .select_related("azione", "scheda")
        .prefetch_related(
            Prefetch("previsioni", Previsione.objects.order_by("anno")),
            Prefetch("attribuzioni", Attribuzione.objects.select_related("struttura").order_by("ordine")),
        )
        .order_by("ordine")
    )


def anni_delle_previsioni(scheda: Scheda, indicatori: Sequence[Indicatore]) -> list[int]:
    """The year columns of a scheda: those with a target; all of the plan's when there is none."""
    anni = {previsione.anno for indicatore in indicatori for previsione in indicatore.previsioni.all()}
    return sorted(anni) or list(scheda.piano.triennio)


def pesi_per_anno(scheda: Scheda, indicatori: Sequence[Indicatore]) -> dict[int, dict[str, Fraction]]:
    """The weight in percent that each step has in each year of the plan, by code of the step (domain.md 3.4)."""
    passi: list[tuple[str, Decimal, date]] = [
        (indicatore.codice, indicatore.peso, indicatore.termine)
        for indicatore in indicatori
        if indicatore.peso is not None and indicatore.termine is not None
    ]
    return {anno: pesi_anno(passi, anno) for anno in scheda.piano.triennio}


def letture_del_piano(piano: Piano) -> QuerySet[Previsione]:
    """The targets of a plan that have a text to read, in the order of the plan."""
    return (
        Previsione.objects.filter(indicatore__scheda__piano=piano)
        .exclude(testo="")
        .select_related("indicatore__scheda__piano__ente", "confermata_da")
        .order_by("indicatore__scheda__ordine", "indicatore__ordine", "anno")
    )


def prossima_da_confermare(previsione: Previsione, tra: Collection[int] | None = None) -> Previsione | None:
    """The proposed reading that follows in the order of the plan; the first one after the last.

    `tra` are the ids that the filters of the list keep.
    """
    proposte = list(letture_del_piano(previsione.indicatore.scheda.piano).filter(lettura=StatoLettura.PROPOSTA))
    if tra is not None:
        proposte = [altra for altra in proposte if altra.pk in tra]
    qui = _posto(previsione)
    dopo = [altra for altra in proposte if _posto(altra) > qui]
    return next(iter(dopo or proposte), None)


def _posto(previsione: Previsione) -> tuple[int, int, int]:
    return (previsione.indicatore.scheda.ordine, previsione.indicatore.ordine, previsione.anno)
