"""The way through the results of a year, one after the other, without asking more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Risultato

DECISI = (StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE)


@dataclass(frozen=True)
class Percorso:
    """Where a result stands in the order of the plan; `prima` and `dopo` are ids, None at the ends.

    They are the neighbours that await an opinion, any neighbour when `tutti`, or those that the filters of the list
    keep; then `posto` and `totale` are of the filtered list, and `posto` is None outside it.
    """

    prima: int | None
    dopo: int | None
    posto: int | None
    totale: int
    da_decidere: int
    rinviati: int
    decisi: int
    tutti: bool


def percorso(risultato: Risultato, *, tutti: bool = False, tra: Collection[int] | None = None) -> Percorso:
    """One query, whatever the size of the plan. `tra` are the ids that the filters keep."""
    elenco = list(
        Risultato.objects.filter(rendicontazione=risultato.rendicontazione_id, periodo=Periodo.FINALE)
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine", "pk")
        .values_list("pk", "stato")
    )
    posto = next((n for n, (pk, _) in enumerate(elenco) if pk == risultato.pk), 0)
    conti = Counter(stato for _, stato in elenco)
    fila = [pk for pk, _ in elenco if tra is None or pk in tra]
    return Percorso(
        prima=_primo(list(reversed(elenco[:posto])), tutti, tra),
        dopo=_primo(elenco[posto + 1 :], tutti, tra),
        posto=fila.index(risultato.pk) + 1 if risultato.pk in fila else None,
        totale=len(fila),
        da_decidere=conti[StatoRisultato.TRASMESSO],
        rinviati=conti[StatoRisultato.RINVIATO],
        decisi=sum(conti[stato] for stato in DECISI),
        tutti=tutti,
    )


def _primo(voci: Sequence[tuple[int, str]], tutti: bool, tra: Collection[int] | None) -> int | None:
    if tra is not None:
        return next((pk for pk, _ in voci if pk in tra), None)
    return next((pk for pk, stato in voci if tutti or stato == StatoRisultato.TRASMESSO), None)
