"""The same indicator a year earlier, beside the entry of this year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicatori.motore.gradi import Grado
from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.misure import Misura, misure_di


@dataclass(frozen=True)
class AnnoPrima:
    """What was measured then; read when it is shown, because a page does not show all of them."""

    risultato: Risultato

    @cached_property
    def misure(self) -> tuple[Misura, ...]:
        """Empty when nothing was entered that year."""
        return () if self.risultato.stato == StatoRisultato.DA_INSERIRE else tuple(misure_di(self.risultato))

    @cached_property
    def grado(self) -> Grado:
        """The one that counted."""
        anno = self.risultato.rendicontazione
        return grado_che_conta(self.risultato, anno.profilo.letto, chiusa=anno.chiusa)


def anno_prima(risultato: Risultato) -> AnnoPrima | None:
    """The last earlier year of the plan in which the indicator had a target that was measured; one query."""
    return anni_prima([risultato]).get(risultato.pk)


def anni_prima(risultati: Iterable[Risultato], gia_letti: Iterable[Rendicontazione] = ()) -> dict[int, AnnoPrima]:
    """The same by result, for those that have one: one query for any number of them.

    `gia_letti`: years that somebody has read already, all of those in which these indicators have results.
    """
    cercati = list(risultati)
    per_indicatore = _per_indicatore(cercati, {anno.pk: anno for anno in gia_letti})
    fatti: dict[int, AnnoPrima] = {}
    trovati = {}
    for risultato in cercati:
        prima = _ultimo_prima(per_indicatore.get(risultato.previsione.indicatore_id, ()), risultato.previsione.anno)
        if prima:
            trovati[risultato.pk] = fatti.get(prima.pk) or fatti.setdefault(prima.pk, AnnoPrima(prima))
    return trovati


def _ultimo_prima(risultati: Sequence[Risultato], anno: int) -> Risultato | None:
    return next((uno for uno in reversed(risultati) if uno.previsione.anno < anno), None)


def _per_indicatore(cercati: Sequence[Risultato], anni: dict[int, Rendicontazione]) -> dict[int, list[Risultato]]:
    """The final results of the earlier years, oldest first; years and indicators are one object each."""
    indicatori = {risultato.previsione.indicatore_id: risultato.previsione.indicatore for risultato in cercati}
    risultati = (
        Risultato.objects.filter(previsione__indicatore__in=indicatori, periodo=Periodo.FINALE)
        .filter(previsione__anno__lt=max((uno.previsione.anno for uno in cercati), default=0))
        .select_related("previsione", *([] if anni else ["rendicontazione__profilo", "rendicontazione__piano"]))
        .order_by("previsione__anno")
    )
    per_indicatore: dict[int, list[Risultato]] = {}
    for risultato in risultati:
        risultato.previsione.indicatore = indicatori[risultato.previsione.indicatore_id]
        letto = anni.get(risultato.rendicontazione_id)
        risultato.rendicontazione = letto or anni.setdefault(risultato.rendicontazione_id, risultato.rendicontazione)
        per_indicatore.setdefault(risultato.previsione.indicatore_id, []).append(risultato)
    return per_indicatore
