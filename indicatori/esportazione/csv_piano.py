"""The template as CSV files: one a sheet, UTF-8, semicolon; in a zip when they travel together."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from indicatori.esportazione.archivio import in_zip
from indicatori.esportazione.righe import Pagina, Valore
from indicatori.importazione.lettura_csv import PROTETTO

TIPO_ZIP = "application/zip"
COME_FORMULA = ("=", "+", "-", "@", "\t")


def in_csv(pagina: Pagina) -> str:
    """One sheet as CSV. A text that looks like a formula gets an apostrophe, which import takes off.

    Semicolons, as Italian spreadsheets split there; all quoted, so that no text is split where another program would.
    """
    uscita = io.StringIO()
    scrittore = csv.writer(uscita, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    scrittore.writerow(pagina.intestazioni)
    for riga in pagina.righe:
        scrittore.writerow([_testo(valore) for valore in riga])
    return uscita.getvalue()


def in_zip_csv(pagine: Sequence[Pagina]) -> bytes:
    """The sheets as a zip of CSV files; the same plan gives the same bytes."""
    # The byte order mark tells a spreadsheet that the accents are UTF-8.
    return in_zip((pagina.modello.file, in_csv(pagina).encode("utf-8-sig")) for pagina in pagine)


def _testo(valore: Valore) -> str:
    if valore is None:
        return ""
    if isinstance(valore, date):
        return f"{valore:%d/%m/%Y}"
    if isinstance(valore, Decimal):
        return format(valore.normalize(), "f").replace(".", ",")
    testo = str(valore)
    return f"'{testo}" if testo.startswith(COME_FORMULA) or PROTETTO.match(testo) else testo
