"""Rows of a document as they come out of the sheets, and how two halves of a split row become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicatori.importazione.fogli import Foglio, indirizzo
from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.testi import ripulisci, unisci

_SOLO_TRATTINI = re.compile(r"[-–—_=:|.\s]{2,}")


@dataclass(frozen=True, slots=True)
class Riga:
    """One row: `celle` holds the texts by column number from 1, empty cells left out."""

    foglio: str
    numero: int
    celle: dict[int, str]

    def testo(self, colonna: int | None) -> str:
        return self.celle.get(colonna, "") if colonna else ""

    def dove(self, colonna: int | None = None) -> str:
        return indirizzo(self.numero, colonna or min(self.celle, default=1))

    @property
    def testi(self) -> list[str]:
        """The texts from left to right."""
        return [self.celle[colonna] for colonna in sorted(self.celle)]

    @property
    def sola(self) -> str:
        """The text of a row that has one cell, normalised; "" for other rows."""
        return normalizza(self.testi[0]) if len(self.celle) == 1 else ""

    @property
    def di_trattini(self) -> bool:
        return all(_SOLO_TRATTINI.fullmatch(testo) for testo in self.celle.values())

    def con(self, altra: Riga) -> Riga:
        """This row with the cells of its second half appended, column by column."""
        celle = dict(self.celle)
        for colonna, testo in altra.celle.items():
            celle[colonna] = unisci(celle.get(colonna, ""), testo)
        return replace(self, celle=celle)


def righe_di(foglio: Foglio) -> list[Riga]:
    return [Riga(foglio.nome, numero, celle) for numero, celle in sorted(foglio.righe.items()) if celle]


def intervalli(numeri: Iterable[int]) -> str:
    """ "5-9, 12": row numbers in short; numbers at most two apart are one run."""
    gruppi: list[list[int]] = []
    for numero in sorted(numeri):
        if gruppi and numero - gruppi[-1][1] <= 2:
            gruppi[-1][1] = numero
        else:
            gruppi.append([numero, numero])
    return ", ".join(f"{primo}-{ultimo}" if primo != ultimo else str(primo) for primo, ultimo in gruppi)


def pulita(riga: Riga, colonna: int | None) -> str:
    """The text of a cell without the scraps of the page it was copied from."""
    return ripulisci(riga.testo(colonna))
