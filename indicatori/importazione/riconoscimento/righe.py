"""Rows of a document as they come out of the sheets, and how two halves of a split row become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indicatori.importazione.fogli import Foglio, indirizzo
from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.testi import ripulisci, unisci

_SOLO_TRATTINI = re.compile(r"[-–—_=:|.\s]{2,}")

_ANNO = re.compile(r"20[0-9]{2}")
_MISURA = re.compile(r"prev|target|attes|valore|risultat|consuntivo|raggiunto|realizzato")
RIGHE_TRA_DUE_INTESTAZIONI = 3


@dataclass(frozen=True, slots=True)
class Riga:
    """One row: `celle` holds the texts by column number from 1, empty cells left out.

    `margine` is the first column that the sheet uses.
    """

    foglio: str
    numero: int
    celle: dict[int, str]
    margine: int = 1

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
    """The rows of a sheet that say something; a line of years under a heading is joined to it."""
    margine = min((min(celle) for celle in foglio.righe.values() if celle), default=1)
    righe = [Riga(foglio.nome, numero, celle, margine) for numero, celle in sorted(foglio.righe.items()) if celle]
    return list(_con_intestazioni_intere(righe))


def _con_intestazioni_intere(righe: list[Riga]) -> Iterator[Riga]:
    """A heading on two lines ("Previsione" over 2023, 2024, 2025) as one: "Previsione 2023" and so on."""
    sospesa: Riga | None = None
    for riga in righe:
        intera = _sopra_e_sotto(sospesa, riga) if sospesa else None
        if sospesa and intera is None:
            yield sospesa
        sospesa = intera or riga
    if sospesa:
        yield sospesa


def _sopra_e_sotto(sopra: Riga, sotto: Riga) -> Riga | None:
    """The one heading of two lines; None when the second is not the foot of the first."""
    if sotto.numero - sopra.numero > RIGHE_TRA_DUE_INTESTAZIONI or len(sopra.celle) < 2 or len(sotto.celle) < 2:
        return None
    sotto_anni = all(_ANNO.fullmatch(testo) for testo in sotto.celle.values())
    gruppi = {colonna: _gruppo(colonna, sopra, sotto) for colonna in sotto.celle}
    sopra_anni = all(_ANNO.fullmatch(sopra.testo(gruppo)) for gruppo in gruppi.values())
    if sotto_anni == sopra_anni or not (sotto_anni or _sono_misure(sotto)):
        return None
    celle = {colonna: testo for colonna, testo in sopra.celle.items() if colonna not in gruppi.values()}
    for colonna, gruppo in gruppi.items():
        parole = (sopra.testo(gruppo), sotto.celle[colonna])
        celle[colonna] = " ".join(parole if sotto_anni else parole[::-1]).strip()
    return replace(sopra, celle=celle)


def _gruppo(colonna: int, sopra: Riga, sotto: Riga) -> int:
    """The column of the heading that a cell stands under: the nearest to the left, if something stands right below."""
    gruppo = max((posto for posto in sopra.celle if posto <= colonna), default=0)
    return gruppo if gruppo in sotto.celle else 0


def _sono_misure(riga: Riga) -> bool:
    return all(_MISURA.match(normalizza(testo)) for testo in riga.celle.values())


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
