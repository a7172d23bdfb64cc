"""The value of half a year, beside the one of the whole year."""

from __future__ import annotations

from dataclasses import dataclass

from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import Misura, misure_di


@dataclass(frozen=True)
class Intermedio:
    """`misure` is empty when nothing was entered."""

    risultato: Risultato
    misure: tuple[Misura, ...]


def intermedio_di(risultato: Risultato) -> Intermedio | None:
    """The interim monitoring of a final result; None when the year has none, and for an interim result itself."""
    if risultato.periodo != Periodo.FINALE or risultato.rendicontazione.intermedio_dal is None:
        return None
    trovato = (
        Risultato.objects.filter(previsione=risultato.previsione_id, periodo=Periodo.INTERMEDIO)
        .select_related("rendicontazione__piano__ente", "previsione__indicatore", "aggiornato_da")
        .first()
    )
    if trovato is None:
        return None
    inserito = trovato.stato != StatoRisultato.DA_INSERIRE
    return Intermedio(trovato, tuple(misure_di(trovato)) if inserito else ())
