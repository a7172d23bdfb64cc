"""The rows of the table of indicators: what a page prints, ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicatori.enums import StatoLettura
from indicatori.models import Indicatore, Previsione
from indicatori.motore.descrizione import descrivi


@dataclass(frozen=True, slots=True)
class CellaPrevisione:
    """A target as printed, its reading in words, and what is doubtful in it."""

    anno: int
    testo: str
    annotazione: str
    letture: tuple[str, ...]
    avvisi: tuple[str, ...]
    confermata: bool


@dataclass(frozen=True, slots=True)
class RigaIndicatore:
    """`celle` follow the years given; `pesi` are the shares 0-1 of the same years, None where it does not count."""

    indicatore: Indicatore
    strutture: str
    celle: tuple[CellaPrevisione | None, ...]
    pesi: tuple[Fraction | None, ...] = ()


def righe_indicatori(
    indicatori: Sequence[Indicatore], anni: Sequence[int], pesi: dict[int, dict[str, Fraction]] | None = None
) -> list[RigaIndicatore]:
    return [_riga(indicatore, anni, pesi or {}) for indicatore in indicatori]


def _riga(indicatore: Indicatore, anni: Sequence[int], pesi: dict[int, dict[str, Fraction]]) -> RigaIndicatore:
    previsioni = {previsione.anno: previsione for previsione in indicatore.previsioni.all()}
    return RigaIndicatore(
        indicatore=indicatore,
        strutture=", ".join(voce.struttura.nome for voce in indicatore.attribuzioni.all()),
        celle=tuple(cella_previsione(previsioni[anno]) if anno in previsioni else None for anno in anni),
        pesi=tuple(quote.get(indicatore.codice) for quote in pesi.values()),
    )


def cella_previsione(previsione: Previsione) -> CellaPrevisione:
    return CellaPrevisione(
        anno=previsione.anno,
        testo=previsione.testo,
        annotazione=previsione.annotazione,
        letture=tuple(descrivi(condizione) for condizione in previsione.lette),
        avvisi=tuple(str(avviso["messaggio"]) for avviso in previsione.avvisi),
        confermata=previsione.lettura == StatoLettura.CONFERMATA,
    )
