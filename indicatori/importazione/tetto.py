"""How much a plan may hold: readers stop before the memory does."""

from __future__ import annotations

CELLE_MASSIME = 200_000
CARATTERI_MASSIMI = 20_000_000


class TroppeCelle(Exception):
    """The workbook holds more than any plan."""


class Tetto:
    """Counts cells and characters. `conta` raises TroppeCelle."""

    def __init__(self) -> None:
        self.celle = 0
        self.caratteri = 0

    def conta(self, testo: str) -> None:
        self.celle += 1
        self.caratteri += len(testo)
        if self.celle > CELLE_MASSIME or self.caratteri > CARATTERI_MASSIMI:
            raise TroppeCelle
