"""The formats of the template workbook: how each is written, what it is called, what type it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indicatori.esportazione.csv_piano import TIPO_ZIP, in_zip_csv
from indicatori.esportazione.leggimi import leggimi
from indicatori.esportazione.ods import TIPO_ODS, in_ods
from indicatori.esportazione.righe import Pagina, Parti, in_pagine, modello_vuoto
from indicatori.esportazione.xlsx import TIPO_XLSX, in_xlsx
from indicatori.motore.documento import PianoDati


@dataclass(frozen=True, slots=True)
class FormatoFoglio:
    estensione: str
    tipo: str
    scrivi: Callable[[Sequence[Pagina]], bytes]


FORMATI = {
    "xlsx": FormatoFoglio("xlsx", TIPO_XLSX, in_xlsx),
    "ods": FormatoFoglio("ods", TIPO_ODS, in_ods),
    "csv": FormatoFoglio("zip", TIPO_ZIP, in_zip_csv),
}


def in_formato(formato: str, dati: PianoDati, risultati: Parti | None = None) -> bytes:
    """The plan as a template workbook, instructions last; `formato` is a key of FORMATI.

    Raises KeyError, and TestoTroppoLungo for a text that a cell of an xlsx cannot hold.
    """
    pagine = in_pagine(dati, risultati)
    return FORMATI[formato].scrivi([*pagine, leggimi(pagine)])


def vuoto_in_formato(formato: str, famiglia: str, primo_anno: int, ente: str) -> bytes:
    """The empty template of a family, instructions first. Raises KeyError."""
    pagine = modello_vuoto(famiglia, primo_anno, ente)
    return FORMATI[formato].scrivi([leggimi(pagine), *pagine])
