"""xlsx to sheets of text, with openpyxl read-only: it shows formulas and error cells, which must never become blanks.

Runs in the child process of `processo.py`, after the guard.
"""

from __future__ import annotations

import io
import zipfile

from openpyxl.cell.read_only import ReadOnlyCell

from indicatori.importazione.fogli import MACRO, Anomalia, Foglio, colonna_di
from indicatori.importazione.guardia import UNIONE, contiene_macro
from indicatori.importazione.libro_xlsx import apri, in_chiaro, parte_di
from indicatori.importazione.testi_cella import in_testo, pulisci
from indicatori.importazione.tetto import Tetto

Vista = tuple[int, int, Anomalia, str]
_PEZZO, _CODA = 2**20, 256


def leggi_xlsx(contenuto: bytes) -> list[Foglio]:
    """Every sheet, hidden ones marked. Raises whatever openpyxl raises, and TroppeCelle."""
    libro = apri(contenuto, valori=False)
    tetto = Tetto()
    fogli = []
    for pagina in libro.worksheets:
        foglio = Foglio(pulisci(pagina.title), nascosto=pagina.sheet_state != "visible")
        pagina.reset_dimensions()
        for numero, celle in enumerate(pagina.iter_rows(), start=1):
            tetto.riga(numero)
            for cella in celle:
                if isinstance(cella, ReadOnlyCell) and cella.value is not None:
                    _aggiungi(foglio, cella, tetto)
        foglio.unite = _unite(contenuto, parte_di(pagina))
        fogli.append(foglio)
    if any(foglio.anomalie for foglio in fogli):
        _prendi_i_valori_calcolati(contenuto, fogli, tetto)
    segnala_macro(contenuto, fogli)
    return fogli


def _unite(contenuto: bytes, parte: str) -> list[tuple[int, int, str]]:
    """The merged ranges of that part of the archive: openpyxl's read-only sheets do not tell them."""
    unite: list[tuple[int, int, str]] = []
    coda = b""
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio, archivio.open(parte) as flusso:
        while pezzo := flusso.read(_PEZZO):
            brano = coda + pezzo
            letto = 0
            for trovata in UNIONE.finditer(brano):
                prima, riga, ultima, fine = (gruppo.decode() for gruppo in trovata.groups())
                unite.append((int(riga), colonna_di(prima), f"{prima}{riga}:{ultima}{fine}"))
                letto = trovata.end()
            # a tag may stand across two pieces
            coda = brano[max(letto, len(brano) - _CODA) :]
    return unite


def segnala_macro(contenuto: bytes, fogli: list[Foglio]) -> None:
    """Says on the first sheet that is read that the archive carries macros; nothing opens them."""
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        if contiene_macro(archivio.namelist()):
            for foglio in [foglio for foglio in fogli if not foglio.nascosto][:1]:
                foglio.avvertenze.append(MACRO)


def _prendi_i_valori_calcolati(contenuto: bytes, fogli: list[Foglio], tetto: Tetto) -> None:
    """A second reading, for the values that the workbook keeps of its formulas."""
    libro = apri(contenuto, valori=True)
    for foglio, pagina in zip(fogli, libro.worksheets, strict=True):
        formule = {(riga, colonna) for riga, colonna, genere, _ in foglio.anomalie if genere == "formula"}
        if not formule:
            continue
        pagina.reset_dimensions()
        calcolate: dict[tuple[int, int], ReadOnlyCell] = {}
        for celle in pagina.iter_rows(min_row=min(formule)[0], max_row=max(formule)[0]):
            for cella in celle:
                if isinstance(cella, ReadOnlyCell) and (cella.row, cella.column) in formule:
                    calcolate[cella.row, cella.column] = cella
        foglio.anomalie = [_calcolata(foglio, anomalia, calcolate, tetto) for anomalia in foglio.anomalie]


def _calcolata(foglio: Foglio, anomalia: Vista, calcolate: dict[tuple[int, int], ReadOnlyCell], tetto: Tetto) -> Vista:
    """The formula with its value written in the sheet; as it was where there is none."""
    riga, colonna, genere, formula = anomalia
    cella = calcolate.get((riga, colonna))
    if genere != "formula" or cella is None or cella.value is None:
        return anomalia
    if cella.data_type == "e":
        return (riga, colonna, "errore", str(cella.value)[:20])
    testo = in_testo(in_chiaro(cella.value), cella.number_format or "General")
    tetto.conta(testo)
    foglio.scrivi(riga, colonna, testo)
    return (riga, colonna, "calcolata" if testo else "formula", formula)


def _aggiungi(foglio: Foglio, cella: ReadOnlyCell, tetto: Tetto) -> None:
    if cella.data_type == "f":
        foglio.anomalie.append((cella.row, cella.column, "formula", str(cella.value)[:80]))
        return
    if cella.data_type == "e":
        foglio.anomalie.append((cella.row, cella.column, "errore", str(cella.value)[:20]))
        return
    testo = in_testo(in_chiaro(cella.value), cella.number_format or "General")
    tetto.conta(testo)
    foglio.scrivi(cella.row, cella.column, testo)
