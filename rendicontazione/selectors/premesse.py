"""Steps of a plan that depend on others: which recur in a year, and which lost their premise (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicatori.scorrimento.ricorrenza import step_che_ricorrono
from obiettivi.models import Piano
from rendicontazione.calcolo import CONTANO, grado_che_conta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato

GIA_FUORI = {StatoRisultato.NON_VALUTABILE}
DECISI_O_INVIATI = CONTANO | {StatoRisultato.RETTIFICATO}


@dataclass(frozen=True)
class PremessaMancata:
    """A result that makes no sense any more, since the step it hangs on has failed."""

    risultato: Risultato
    premessa: Risultato

    @property
    def motivo(self) -> str:
        """The reason that a request of neutralizzazione starts from."""
        prima = self.premessa.previsione.indicatore
        return f"Dipende dallo step {prima.codice}, che non si è realizzato: «{prima.descrizione}»."


def frasi_dei_ciclici(aperture: Iterable[tuple[Piano, list[int]]]) -> Iterator[str]:
    """For each year that may be opened, the steps that would recur in it."""
    for piano, anni in aperture:
        for anno in anni:
            codici = [step.codice for step in step_che_ricorrono(piano, anno)]
            if codici:
                yield f"{piano}, anno {anno}: {', '.join(codici)}."


def premesse_mancate(rendicontazione: Rendicontazione) -> list[PremessaMancata]:
    """The results of the year to propose for neutralizzazione, in the order of the plan."""
    risultati = {
        risultato.previsione.indicatore_id: risultato
        for risultato in rendicontazione.risultati.filter(periodo=Periodo.FINALE)
        .select_related("previsione__indicatore__scheda")
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")
    }
    if not any(voce.previsione.indicatore.condizionato_da_id for voce in risultati.values()):
        return []
    return list(_mancate(risultati, rendicontazione))


def premessa_mancata_di(risultato: Risultato) -> PremessaMancata | None:
    """The same for one result; None when its premise holds, or it has none."""
    indicatore = risultato.previsione.indicatore
    if not indicatore.condizionato_da_id or risultato.stato in GIA_FUORI:
        return None
    mancate = premesse_mancate(risultato.rendicontazione)
    return next((voce for voce in mancate if voce.risultato.pk == risultato.pk), None)


def _mancate(risultati: dict[int, Risultato], rendicontazione: Rendicontazione) -> Iterator[PremessaMancata]:
    fallite = {chiave: voce for chiave, voce in risultati.items() if _fallita(voce, rendicontazione)}
    for risultato in risultati.values():
        premessa = _prima_fallita(risultato, risultati, fallite)
        if premessa is not None and risultato.stato not in GIA_FUORI:
            yield PremessaMancata(risultato, premessa)


def _fallita(risultato: Risultato, rendicontazione: Rendicontazione) -> bool:
    """Sent or decided, with a grade of zero: what nobody has reported yet has not failed."""
    if risultato.stato not in DECISI_O_INVIATI:
        return False
    grado = grado_che_conta(risultato, rendicontazione.profilo.letto, chiusa=rendicontazione.chiusa)
    return grado.valore == 0


def _prima_fallita(
    risultato: Risultato, risultati: dict[int, Risultato], fallite: dict[int, Risultato]
) -> Risultato | None:
    """Up the chain of premises: the first that failed."""
    visti: set[int] = set()
    sopra = risultato.previsione.indicatore.condizionato_da_id
    while sopra is not None and sopra not in visti:
        if sopra in fallite:
            return fallite[sopra]
        visti.add(sopra)
        altro = risultati.get(sopra)
        sopra = altro.previsione.indicatore.condizionato_da_id if altro else None
    return None
