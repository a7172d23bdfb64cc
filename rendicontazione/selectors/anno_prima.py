"""The same indicator a year earlier, beside the entry of this year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicatori.motore.gradi import Grado
from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import Misura, misure_di


@dataclass(frozen=True)
class AnnoPrima:
    """`misure` is empty when nothing was entered that year; `grado` is the one that counted."""

    risultato: Risultato
    misure: tuple[Misura, ...]
    grado: Grado


def anno_prima(risultato: Risultato) -> AnnoPrima | None:
    """The last earlier year of the plan in which the indicator had a target that was measured; one query."""
    return anni_prima([risultato]).get(risultato.pk)


def anni_prima(risultati: Iterable[Risultato]) -> dict[int, AnnoPrima]:
    """The same by result, for those that have one: one query for any number of them."""
    cercati = list(risultati)
    per_indicatore = _per_indicatore({risultato.previsione.indicatore_id for risultato in cercati})
    trovati = {}
    for risultato in cercati:
        prima = [
            uno
            for uno in per_indicatore.get(risultato.previsione.indicatore_id, ())
            if uno.previsione.anno < risultato.previsione.anno
        ]
        if prima:
            trovati[risultato.pk] = _letto(prima[-1])
    return trovati


def _per_indicatore(indicatori: set[int]) -> dict[int, list[Risultato]]:
    """The final results of all the years, oldest first."""
    per_indicatore: dict[int, list[Risultato]] = {}
    risultati = (
        Risultato.objects.filter(previsione__indicatore__in=indicatori, periodo=Periodo.FINALE)
        .select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda")
        .order_by("previsione__anno")
    )
    for risultato in risultati:
        per_indicatore.setdefault(risultato.previsione.indicatore_id, []).append(risultato)
    return per_indicatore


def _letto(prima: Risultato) -> AnnoPrima:
    rendicontazione = prima.rendicontazione
    grado = grado_che_conta(prima, rendicontazione.profilo.letto, chiusa=rendicontazione.chiusa)
    inserito = prima.stato != StatoRisultato.DA_INSERIRE
    return AnnoPrima(prima, tuple(misure_di(prima)) if inserito else (), grado)
