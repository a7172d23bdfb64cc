"""What is complete enough to be confirmed together, and why the rest is not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicatori.motore.numeri import formatta_percentuale
from rendicontazione.enums import StatoRichiesta, StatoRisultato
from rendicontazione.models import Evidenza, Rendicontazione, Richiesta, Risultato
from rendicontazione.nucleo.selectors import in_ordine_di_piano

SOGLIA = Decimal(1)


@dataclass(frozen=True)
class VoceConferma:
    """A result that awaits the Nucleo; `perche` says why it is not confirmed with the others, "" when it is."""

    risultato: Risultato
    perche: str


@dataclass(frozen=True)
class AnteprimaConferma:
    completi: tuple[VoceConferma, ...]
    esclusi: tuple[VoceConferma, ...]


def anteprima_conferma(rendicontazione: Rendicontazione, soglia: Decimal = SOGLIA) -> AnteprimaConferma:
    """The results that were sent and await an opinion, in the order of the plan, in three queries."""
    provati, contesi = _provati(rendicontazione), _contesi(rendicontazione)
    attesa = in_ordine_di_piano(rendicontazione).filter(stato=StatoRisultato.TRASMESSO)
    voci = [VoceConferma(uno, _perche(uno, soglia, provati, contesi)) for uno in attesa]
    return AnteprimaConferma(
        tuple(voce for voce in voci if not voce.perche), tuple(voce for voce in voci if voce.perche)
    )


def _provati(rendicontazione: Rendicontazione) -> set[int]:
    evidenze = Evidenza.objects.filter(risultato__rendicontazione=rendicontazione)
    return set(evidenze.order_by().values_list("risultato_id", flat=True))


def _contesi(rendicontazione: Rendicontazione) -> set[int]:
    richieste = Richiesta.objects.filter(risultato__rendicontazione=rendicontazione, stato=StatoRichiesta.IN_ATTESA)
    return set(richieste.values_list("risultato_id", flat=True))


def _perche(risultato: Risultato, soglia: Decimal, provati: Collection[int], contesi: Collection[int]) -> str:
    if risultato.pk in contesi:
        return "Il direttore ha fatto una richiesta: va decisa prima."
    if risultato.grado is None:
        return "Il grado non è calcolabile."
    if risultato.grado < soglia:
        return f"Il grado calcolato è {formatta_percentuale(risultato.grado)}, sotto la soglia."
    if not risultato.fonte and risultato.pk not in provati:
        return "Non ha né la fonte del dato né un'evidenza."
    return ""
