"""The files of the results of a year: json, xlsx, ods, and csv with the results alone."""

from __future__ import annotations

from indicatori.esportazione.csv_piano import in_csv
from indicatori.esportazione.ods import TIPO_ODS, in_ods
from indicatori.esportazione.xlsx import TIPO_XLSX, in_xlsx
from rendicontazione.esportazione.in_fogli import pagine_dei_risultati
from rendicontazione.esportazione.in_json import json_dei_risultati
from rendicontazione.esportazione.risultati import RisultatiEsportati
from rendicontazione.models import Rendicontazione

TIPI = {"json": "application/json", "xlsx": TIPO_XLSX, "ods": TIPO_ODS, "csv": "text/csv; charset=utf-8"}


def file_dei_risultati(formato: str, esportati: RisultatiEsportati) -> bytes:
    """The bytes of the file; `formato` is a key of TIPI. Raises KeyError, and TestoTroppoLungo for an xlsx."""
    if formato == "json":
        return json_dei_risultati(esportati)
    pagine = pagine_dei_risultati(esportati)
    if formato == "csv":
        return in_csv(pagine[0]).encode("utf-8-sig")
    return {"xlsx": in_xlsx, "ods": in_ods}[formato](pagine)


def nome_dei_risultati(rendicontazione: Rendicontazione, formato: str) -> str:
    return f"{rendicontazione.piano.codice}-risultati-{rendicontazione.anno}.{formato}"
