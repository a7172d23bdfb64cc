"""What a year still waits for, result by result, in sentences, and what is lost when it never comes."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.profilo import Profilo
from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.services.risultati import mancanze_per_inviare


@dataclass(frozen=True)
class Mancante:
    """`pesa` is False when the target cannot be measured: then even a missing result leaves the mean."""

    risultato: Risultato
    frasi: tuple[str, ...]
    pesa: bool

    @property
    def rinviato(self) -> bool:
        return self.risultato.stato == StatoRisultato.RINVIATO


def mancante(risultato: Risultato, profilo: Profilo) -> Mancante:
    """Of a result in DA_FARE; reads the responsabilita prefetched with it."""
    pesa = grado_che_conta(risultato, profilo, chiusa=True).valore is not None
    frasi = che_cosa_manca(risultato)
    if not risultato.previsione.indicatore.responsabilita.all():
        frasi.append("Nessun responsabile: va affidato a una persona.")
    return Mancante(risultato, tuple(frasi), pesa)


def che_cosa_manca(risultato: Risultato) -> list[str]:
    """Empty for a result that was sent."""
    if risultato.stato == StatoRisultato.DA_INSERIRE:
        return ["Non è stato inserito niente."]
    if risultato.stato == StatoRisultato.BOZZA:
        return mancanze_per_inviare(risultato) or ["È completo: manca solo l'invio."]
    if risultato.stato == StatoRisultato.RINVIATO:
        return [f"Il Nucleo lo ha rinviato: «{risultato.motivo}»", *mancanze_per_inviare(risultato)]
    return []
