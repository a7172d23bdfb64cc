"""Workbooks made for the tests: the template filled with a small plan, with cells to spoil."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from indicatori.esportazione.righe import in_pagine
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.motore.documento import (
    AzioneDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)


def piano_piccolo(ente: str = "asc-insieme", codice: str = "prova-2023-2025") -> PianoDati:
    return PianoDati(
        codice=codice,
        ente=ente,
        famiglia="schede",
        titolo="Piano di prova",
        triennio=(2023, 2024, 2025),
        obiettivi_strategici=[ObiettivoStrategicoDati("1A", "Famiglie")],
        schede=[
            SchedaDati(
                codice="1",
                titolo="Servizi",
                obiettivi_strategici=("1A",),
                azioni=[AzioneDati("1", "Aprire lo sportello", True, anni=(2023, 2024))],
                indicatori=[
                    IndicatoreDati("1.1", "Sportello aperto", "1", "Peri", previsioni={2023: "SI", 2024: "SI"}),
                    IndicatoreDati("1.2", "Utenti seguiti", "1", "Verboschi Ferri", previsioni={2023: "Almeno 10"}),
                ],
            )
        ],
    )


def foglio(dati: PianoDati | None = None) -> bytes:
    return in_xlsx(in_pagine(dati or piano_piccolo()))


def ritocca(contenuto: bytes, *ritocchi: Callable[[Workbook], None]) -> bytes:
    """The workbook after a person has put the hands on it."""
    libro = load_workbook(io.BytesIO(contenuto))
    for ritocco in ritocchi:
        ritocco(libro)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def metti(nome: str, cella: str, valore: object, formato: str = "General") -> Callable[[Workbook], None]:
    def ritocco(libro: Workbook) -> None:
        libro[nome][cella] = valore
        libro[nome][cella].number_format = formato

    return ritocco
