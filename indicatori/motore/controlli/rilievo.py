"""A finding: a stable code, how grave it is, where it is, a sentence in Italian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indicatori.motore.documento import IndicatoreDati, SchedaDati

Gravita = Literal["E", "W", "I"]


@dataclass(frozen=True, slots=True)
class Rilievo:
    """`gravita` is E (blocks an import), W (warns) or I (informs)."""

    codice: str
    gravita: Gravita
    dove: str
    messaggio: str

    def in_json(self) -> dict[str, str]:
        return {"codice": self.codice, "gravita": self.gravita, "dove": self.dove, "messaggio": self.messaggio}


def errore(codice: str, dove: str, messaggio: str) -> Rilievo:
    return Rilievo(codice, "E", dove, messaggio)


def avvertenza(codice: str, dove: str, messaggio: str) -> Rilievo:
    return Rilievo(codice, "W", dove, messaggio)


def informazione(codice: str, dove: str, messaggio: str) -> Rilievo:
    return Rilievo(codice, "I", dove, messaggio)


def luogo(scheda: SchedaDati, indicatore: IndicatoreDati | None = None, anno: int | None = None) -> str:
    """ "Scheda 3, indicatore 3.2, anno 2024"."""
    testo = f"Scheda {scheda.codice}"
    if indicatore is not None:
        testo += f", indicatore {indicatore.codice}"
    return testo if anno is None else f"{testo}, anno {anno}"


def accorcia(testo: str, massimo: int = 60) -> str:
    """A quotation short enough for a sentence."""
    pulito = " ".join(testo.split())
    return pulito if len(pulito) <= massimo else pulito[: massimo - 1].rstrip() + "…"
