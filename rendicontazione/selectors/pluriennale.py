"""How far the objectives of a PIAO have come since the first year, beside the grade of one year (domain.md 3.4).

F scores 100 % of 2023 on a step worth 5 % of the objective: its grade of the year is 100 %, its progress 5 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicatori.models import Indicatore
from indicatori.motore.aggregazione import Aggregato, Voce, avanzamento
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.numeri import formatta_numero, percentuale_breve
from indicatori.motore.spiegazione import Spiegazione
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.valutazione import IndicatoreValutato, SchedaValutata, Valutazione, valutazione

NON_MISURATO = Grado(StatoGrado.NON_RENDICONTATO, None, Spiegazione("Non ancora misurato."))


@dataclass(frozen=True)
class Passo:
    """A step, its weight in percent of the objective, and its last measure; None while no year has measured it."""

    indicatore: Indicatore
    peso: Fraction
    voce: IndicatoreValutato | None

    @property
    def grado(self) -> Grado:
        return self.voce.grado if self.voce else NON_MISURATO


@dataclass(frozen=True)
class Avanzamento:
    """An objective: `scheda` has the grade of the year, `aggregato` the progress up to that year over all its steps."""

    scheda: SchedaValutata
    aggregato: Aggregato
    passi: tuple[Passo, ...]
    anno: int

    @property
    def peso_valutato(self) -> Fraction:
        """How much of the objective, in percent, are worth the steps on which the grade of the year rests."""
        return sum((passo.peso for passo in self._valutati), Fraction(0))

    @property
    def divario(self) -> Fraction:
        """The grade of the year minus the progress, 0 while one of them is missing."""
        grado, progresso = self.scheda.aggregato.valore, self.aggregato.valore
        return Fraction(0) if grado is None or progresso is None else grado - progresso

    @property
    def frase(self) -> str:
        """What the grade of the year is worth in the whole objective."""
        codice, quanti, valore = self.scheda.scheda.codice, len(self._valutati), self.scheda.aggregato.valore
        if not self.scheda.indicatori:
            return f"Nessuno step di {codice} scade nel {self.anno}."
        if valore is None:
            return f"{codice} non ha ancora un grado nel {self.anno}."
        step = "uno step che vale" if quanti == 1 else f"{quanti} step che insieme valgono"
        quota = formatta_numero(self.peso_valutato)
        return f"{codice} ottiene {percentuale_breve(valore)} del {self.anno} su {step} il {quota} % dell'obiettivo."

    @property
    def _valutati(self) -> list[Passo]:
        valutati = {voce.indicatore.pk for voce in self.scheda.indicatori if voce.grado.valore is not None}
        return [passo for passo in self.passi if passo.indicatore.pk in valutati]


def avanzamenti(valutazione_anno: Valutazione) -> tuple[Avanzamento, ...]:
    """The progress of every objective, from the first year of the plan to the one given, included.

    A handful of queries for each earlier year (two at most), whatever the size of the plan.
    """
    misure = _misure(valutazione_anno)
    anno = valutazione_anno.rendicontazione.anno
    return tuple(_avanzamento(scheda, misure, anno) for scheda in valutazione_anno.schede)


def esempio(progressi: Sequence[Avanzamento]) -> Avanzamento | None:
    """The objective whose grade of the year says most more than its progress; None when none does."""
    return max((voce for voce in progressi if voce.divario > 0), key=lambda voce: voce.divario, default=None)


def _misure(valutazione_anno: Valutazione) -> dict[int, IndicatoreValutato]:
    """The measure of each step: that of the last year that has one."""
    misure: dict[int, IndicatoreValutato] = {}
    for anno in (*_anni_prima(valutazione_anno.rendicontazione), valutazione_anno):
        for voce in (voce for scheda in anno.schede for voce in scheda.indicatori):
            if voce.grado.valore is not None or voce.indicatore.pk not in misure:
                misure[voce.indicatore.pk] = voce
    return misure


def _anni_prima(rendicontazione: Rendicontazione) -> list[Valutazione]:
    prima = Rendicontazione.objects.filter(piano=rendicontazione.piano, anno__lt=rendicontazione.anno)
    return [valutazione(anno) for anno in prima.select_related("piano__ente", "profilo").order_by("anno")]


def _avanzamento(scheda: SchedaValutata, misure: dict[int, IndicatoreValutato], anno: int) -> Avanzamento:
    passi = tuple(
        Passo(indicatore, Fraction(indicatore.peso or 0), misure.get(indicatore.pk))
        for indicatore in scheda.scheda.indicatori.all()
    )
    progresso = avanzamento(f"Obiettivo {scheda.scheda.codice}", [_voce(passo) for passo in passi])
    return Avanzamento(scheda, progresso, passi, anno)


def _voce(passo: Passo) -> Voce:
    indicatore = passo.indicatore
    return Voce(f"{indicatore.codice} {indicatore.descrizione}", passo.grado, passo.peso, chiave=indicatore.codice)
