"""The grades of one result as the Nucleo examines it, or as the validation of its year froze them."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.gradi import Grado
from rendicontazione.calcolo import grado_calcolato, grado_che_conta
from rendicontazione.models import Risultato
from rendicontazione.selectors.congelata import voce_congelata
from rendicontazione.selectors.valutati import Modifica


@dataclass(frozen=True)
class Esaminato:
    """`calcolato` comes from the entered values, `che_conta` enters the sums."""

    calcolato: Grado
    che_conta: Grado
    modifica: Modifica | None


def esaminato(risultato: Risultato) -> Esaminato:
    """In a closed year everything is as frozen, the result's values and texts included (in memory)."""
    voce = voce_congelata(risultato)
    if voce and risultato.rendicontazione.chiusa:
        return Esaminato(voce.calcolato or voce.grado, voce.grado, voce.modifica)
    profilo, chiusa = risultato.rendicontazione.profilo.letto, risultato.rendicontazione.chiusa
    return Esaminato(
        grado_calcolato(risultato, profilo, chiusa=chiusa),
        grado_che_conta(risultato, profilo, chiusa=chiusa),
        voce.modifica if voce else None,
    )
