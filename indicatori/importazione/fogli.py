"""A sheet as read, before anybody knows what it means: rows of texts with their addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Anomalia = Literal["formula", "calcolata", "errore"]
FOGLIO_RILIEVI = "Rilievi"
TITOLO_RILIEVI = "Rilievi dell'importazione"
Avvertenza = Literal["macro", "codifica"]
MACRO: Avvertenza = "macro"
CODIFICA: Avvertenza = "codifica"


@dataclass(slots=True)
class Foglio:
    """`righe` maps row numbers to {column number: text}, both from 1, empty cells left out.

    `anomalie` are the cells that hold a formula or an error value: (row, column, kind, what the cell says).
    Of a formula whose value the workbook keeps ("calcolata") that value is the text of the cell.
    `unite` are the merged ranges, by their first cell: (row, column, range), where the file tells them.
    `avvertenze` concern the file: it carries macros, or its text is in Windows-1252.
    """

    nome: str
    righe: dict[int, dict[int, str]] = field(default_factory=dict)
    anomalie: list[tuple[int, int, Anomalia, str]] = field(default_factory=list)
    unite: list[tuple[int, int, str]] = field(default_factory=list)
    nascosto: bool = False
    avvertenze: list[Avvertenza] = field(default_factory=list)

    def scrivi(self, riga: int, colonna: int, testo: str) -> None:
        if testo:
            self.righe.setdefault(riga, {})[colonna] = testo

    @property
    def di_rilievi(self) -> bool:
        """Whether it is the list that the annotated workbook carries, given back with it."""
        return self.righe.get(1, {}).get(1) == TITOLO_RILIEVI

    def in_json(self) -> dict[str, Any]:
        return {
            "nome": self.nome,
            "nascosto": self.nascosto,
            "righe": [[riga, list(celle.items())] for riga, celle in self.righe.items()],
            "anomalie": self.anomalie,
            "unite": self.unite,
            "avvertenze": self.avvertenze,
        }

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Foglio:
        return cls(
            nome=dati["nome"],
            nascosto=dati["nascosto"],
            righe={riga: dict(celle) for riga, celle in dati["righe"]},
            anomalie=[tuple(anomalia) for anomalia in dati["anomalie"]],
            unite=[tuple(unione) for unione in dati["unite"]],
            avvertenze=dati["avvertenze"],
        )


def lettere(colonna: int) -> str:
    """The letters of a column number: 1 is "A", 28 is "AB"."""
    testo = ""
    while colonna:
        colonna, resto = divmod(colonna - 1, 26)
        testo = chr(65 + resto) + testo
    return testo


def colonna_di(lettere: str) -> int:
    """The number of a column from its letters: "A" is 1, "AB" is 28."""
    totale = 0
    for lettera in lettere:
        totale = totale * 26 + ord(lettera) - 64
    return totale


def indirizzo(riga: int, colonna: int) -> str:
    return f"{lettere(colonna)}{riga}"
