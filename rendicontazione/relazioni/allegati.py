"""The data inside the PDF: one CSV row for each indicator and year, and the whole Vista as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from indicatori.motore.documento import IndicatoreDati, SchedaDati
from indicatori.motore.numeri import arrotonda
from rendicontazione.relazioni.vista import Vista

COLONNE = (
    "scheda", "titolo", "azione", "codice", "indicatore", "anno", "previsione", "annotazione",
    "risultato", "grado", "fascia", "stato", "nota", "termine", "peso",
)  # fmt: skip


def dati_csv(vista: Vista) -> str:
    """UTF-8 CSV with commas: ISO dates, decimal points, the grade as a share of one with six decimals."""
    return in_csv(COLONNE, righe_dei_dati(vista))


def righe_dei_dati(vista: Vista) -> Iterator[list[object]]:
    """One row for each indicator and year of the document, in the order of COLONNE."""
    con_esito: dict[tuple[str, str], set[int]] = defaultdict(set)
    for di, codice, anno in vista.esiti:
        con_esito[di, codice].add(anno)
    for scheda in vista.piano.schede:
        for voce in scheda.indicatori:
            for anno in sorted({*voce.previsioni, *voce.annotazioni, *con_esito[scheda.codice, voce.codice]}):
                yield _riga(vista, scheda, voce, anno)


def in_csv(colonne: Iterable[str], righe: Iterable[Iterable[object]]) -> str:
    """CSV with commas and CRLF; a text that a spreadsheet would run as a formula gets an apostrophe."""
    testo = io.StringIO(newline="")
    scrittore = csv.writer(testo, lineterminator="\r\n")
    scrittore.writerow(colonne)
    scrittore.writerows([_cella(valore) for valore in riga] for riga in righe)
    return testo.getvalue()


def dati_json(dati: dict[str, Any]) -> str:
    """`vista.in_json()` as a text."""
    return json.dumps(dati, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _riga(vista: Vista, scheda: SchedaDati, voce: IndicatoreDati, anno: int) -> list[object]:
    esito = vista.esito(scheda.codice, voce.codice, anno)
    termine = voce.termine.isoformat() if voce.termine else ""
    piano = [scheda.codice, scheda.titolo, voce.azione, voce.codice, voce.descrizione, anno]
    target = [voce.previsioni.get(anno, ""), voce.annotazioni.get(anno, "")]
    if esito is None:
        return [*piano, *target, "", "", "", "", voce.note, termine, voce.peso]
    note = "; ".join(nota for nota in (voce.note, esito.nota) if nota)
    return [*piano, *target, esito.testo, esito.grado, esito.fascia, esito.stato, note, termine, voce.peso]


def _cella(valore: object) -> str:
    """As text; a text that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(valore, Fraction):
        return str(arrotonda(valore, 6))
    testo = "" if valore is None else str(valore)
    return f"'{testo}" if testo[:1] in ("=", "+", "-", "@", "\t", "\r") else testo
