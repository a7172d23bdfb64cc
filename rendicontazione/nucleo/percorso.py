"""The way through the results of a year, one after the other, without asking more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Risultato

DECISI = (StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE)


@dataclass(frozen=True)
class Percorso:
    """Where a result stands in the order of the plan; `prima` and `dopo` are ids, None at the ends.

    They are the neighbours that await an opinion, or any neighbour when `tutti`.
    """

    prima: int | None
    dopo: int | None
    posto: int
    totale: int
    da_decidere: int
    rinviati: int
    decisi: int
    tutti: bool


def percorso(risultato: Risultato, *, tutti: bool = False) -> Percorso:
    """One query, whatever the size of the plan."""
    elenco = list(
        Risultato.objects.filter(rendicontazione=risultato.rendicontazione_id, periodo=Periodo.FINALE)
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine", "pk")
        .values_list("pk", "stato")
    )
    posto = next((n for n, (pk, _) in enumerate(elenco) if pk == risultato.pk), 0)
    conti = Counter(stato for _, stato in elenco)
    return Percorso(
        prima=_primo(list(reversed(elenco[:posto])), tutti),
        dopo=_primo(elenco[posto + 1 :], tutti),
        posto=posto + 1,
        totale=len(elenco),
        da_decidere=conti[StatoRisultato.TRASMESSO],
        rinviati=conti[StatoRisultato.RINVIATO],
        decisi=sum(conti[stato] for stato in DECISI),
        tutti=tutti,
    )


def _primo(voci: Sequence[tuple[int, str]], tutti: bool) -> int | None:
    return next((pk for pk, stato in voci if tutti or stato == StatoRisultato.TRASMESSO), None)
