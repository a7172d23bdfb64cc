"""Hand a whole scheda to the Nucleo: each result by the same service as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from obiettivi.models import Scheda
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione import permissions
from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.elenchi import rilevazioni_di
from rendicontazione.selectors.pagine import DA_FARE
from rendicontazione.services.risultati import invia_risultato, mancanze_per_inviare


@dataclass(frozen=True)
class DaInviare:
    """One result not sent yet and what keeps it: `frasi` is empty for one that may go."""

    risultato: Risultato
    frasi: tuple[str, ...]

    @property
    def pronto(self) -> bool:
        return not self.frasi


def da_inviare(
    *,
    rendicontazione: Rendicontazione,
    scheda: Scheda,
    utente: Utente,
    adesso: datetime,
    periodo: str = Periodo.FINALE,
) -> list[DaInviare]:
    """What this person has still to send of the scheda, in the order of the plan; empty when all was sent."""
    elenco = rilevazioni_di(utente, rendicontazione, periodo).filter(
        previsione__indicatore__scheda=scheda, stato__in=DA_FARE
    )
    return [
        DaInviare(risultato, _che_cosa_lo_ferma(risultato, utente, adesso))
        for risultato in elenco.prefetch_related("evidenze")
    ]


def _che_cosa_lo_ferma(risultato: Risultato, utente: Utente, adesso: datetime) -> tuple[str, ...]:
    divieto = permissions.motivo_divieto(permissions.controlla_puo_compilare, utente, risultato, adesso)
    return (divieto,) if divieto else tuple(mancanze_per_inviare(risultato))


@transaction.atomic
def invia_scheda(
    *,
    rendicontazione: Rendicontazione,
    scheda: Scheda,
    utente: Utente,
    adesso: datetime,
    periodo: str = Periodo.FINALE,
    anche_in_parte: bool = False,
) -> Sequence[Risultato]:
    """Send what is complete; unless `anche_in_parte`, nothing at all when something is missing.

    Raises AzioneNegata when there is nothing to send, or something is missing and everything was wanted.
    """
    voci = da_inviare(rendicontazione=rendicontazione, scheda=scheda, utente=utente, adesso=adesso, periodo=periodo)
    pronti = [voce.risultato for voce in voci if voce.pronto]
    if not pronti:
        raise AzioneNegata("Di questa scheda non c'è niente da inviare: vedi qui sotto che cosa manca.")
    fermi = len(voci) - len(pronti)
    if fermi and not anche_in_parte:
        quanti = "a 1 indicatore manca" if fermi == 1 else f"a {fermi} indicatori manca"
        raise AzioneNegata(f"Non è stato inviato niente: {quanti} ancora qualcosa.")
    # locked in the order of their ids: two people who send the same scheda do not wait for each other
    in_ordine = sorted(pronti, key=lambda uno: uno.pk)
    return [invia_risultato(risultato=risultato, utente=utente, adesso=adesso) for risultato in in_ordine]
