"""The register as CSV, one line a field changed, written while it is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from rendicontazione.registro.selectors import Registro, VoceRegistro

TESTATE = ["Quando", "Chi", "Da dove", "Operazione", "Tipo", "Oggetto", "Campo", "Prima", "Dopo"]
COME_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Eco:
    """A file that gives back what is written to it."""

    def write(self, testo: str) -> str:
        return testo


def righe_csv(registro: Registro) -> Iterator[str]:
    """Lines of a CSV with `;` and CRLF, in UTF-8 with a mark so that spreadsheets read the accents."""
    penna: Any = csv.writer(_Eco(), delimiter=";")
    yield "\ufeff" + penna.writerow(TESTATE)
    for voce in registro:
        for riga in _righe(voce):
            yield penna.writerow([protetta(cella) for cella in riga])


def _righe(voce: VoceRegistro) -> Iterator[list[str]]:
    quando = timezone.localtime(voce.quando).isoformat(timespec="seconds")
    testa = [quando, voce.chi, voce.dove, voce.operazione, voce.tipo, voce.oggetto]
    if not voce.cambi:
        yield [*testa, "", "", ""]
    for cambio in voce.cambi:
        yield [*testa, cambio.campo, cambio.prima, cambio.dopo]


def protetta(cella: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{cella}" if cella.startswith(COME_FORMULA) else cella
