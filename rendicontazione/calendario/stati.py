"""Done, late, to do: what a date says today, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stato:
    """`tono` is the colour of the badge (web), never alone: `nome` and `frase` say it in words."""

    nome: str
    frase: str
    tono: str

    @property
    def in_ritardo(self) -> bool:
        return self.nome in (TARDI, IN_RITARDO)


FATTO, TARDI, IN_RITARDO, DA_FARE, NON_ANCORA = "fatto", "fatto in ritardo", "in ritardo", "da fare", "non ancora"


def giorni(quanti: int) -> str:
    return "1 giorno" if quanti == 1 else f"{quanti} giorni"


def stato_del_termine(entro: date, fatto_il: date | None, oggi: date, che_cosa: str = "") -> Stato:
    """Against a date that binds; `che_cosa` is the act, put after the day on which it was done."""
    con = f", {che_cosa}" if che_cosa else ""
    if fatto_il is not None:
        if fatto_il <= entro:
            return Stato(FATTO, f"il {fatto_il:%d/%m/%Y}{con}", "buono")
        return Stato(TARDI, f"il {fatto_il:%d/%m/%Y}, {giorni((fatto_il - entro).days)} dopo{con}", "attesa")
    if oggi > entro:
        return Stato(IN_RITARDO, f"da {giorni((oggi - entro).days)}", "errore")
    return Stato(DA_FARE, tra(entro, oggi), "attivo")


def stato_del_giorno(giorno: date, oggi: date) -> Stato:
    """Of a date that only passes."""
    if giorno < oggi:
        return Stato("passata", f"{giorni((oggi - giorno).days)} fa", "neutro")
    return Stato("oggi" if giorno == oggi else "in arrivo", tra(giorno, oggi), "attivo")


def tra(giorno: date, oggi: date) -> str:
    mancano = (giorno - oggi).days
    if mancano == 0:
        return "scade oggi"
    return "manca 1 giorno" if mancano == 1 else f"mancano {mancano} giorni"


def compiuto(quando: date, frase: str) -> Stato:
    return Stato(FATTO, f"il {quando:%d/%m/%Y}{', ' + frase if frase else ''}", "buono")


def non_ancora(frase: str) -> Stato:
    return Stato(NON_ANCORA, frase, "neutro")
