"""The same indicator a year earlier, beside the entry of this year."""

from __future__ import annotations

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
    prima = (
        Risultato.objects.filter(
            previsione__indicatore=risultato.previsione.indicatore_id,
            previsione__anno__lt=risultato.previsione.anno,
            periodo=Periodo.FINALE,
        )
        .select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda")
        .order_by("-previsione__anno")
        .first()
    )
    if prima is None:
        return None
    rendicontazione = prima.rendicontazione
    grado = grado_che_conta(prima, rendicontazione.profilo.letto, chiusa=rendicontazione.chiusa)
    inserito = prima.stato != StatoRisultato.DA_INSERIRE
    return AnnoPrima(prima, tuple(misure_di(prima)) if inserito else (), grado)
