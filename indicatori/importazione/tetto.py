"""How much a plan may hold: readers stop before the memory does."""

from __future__ import annotations

CELLE_MASSIME = 200_000
RIGHE_MASSIME = 50_000
CARATTERI_MASSIMI = 20_000_000


class TroppeCelle(Exception):
    """The workbook holds more than any plan."""


class Tetto:
    """Counts rows, cells and characters. `riga` and `conta` raise TroppeCelle."""

    def __init__(self) -> None:
        self.celle = 0
        self.caratteri = 0

    def riga(self, numero: int) -> None:
        """A sheet may say that its next row is far beyond any other: the rows in between are not walked through."""
        if numero > RIGHE_MASSIME:
            raise TroppeCelle

    def conta(self, testo: str) -> None:
        self.celle += 1
        self.caratteri += len(testo)
        if self.celle > CELLE_MASSIME or self.caratteri > CARATTERI_MASSIMI:
            raise TroppeCelle
