"""Documents in a real workbook: days, percentages, numbers, ticks, formulas, merged cells; and where it hurts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe, PersonaNota
from indicatori.importazione.riconoscimento.documento import Riconoscimento, e_un_documento, riconosci
from indicatori.motore.documento import IndicatoreDati, PianoDati
from tests.importazione.documenti_di_prova import Stile, in_documento
from tests.importazione.test_riconoscimento import letto_dalle_fixture

ANAGRAFE = Anagrafe("asc-insieme", [PersonaNota(1, ("Peri",))], ("AO Minori",))
SCHEDA: list[list[Any]] = [
    ["SCHEDA N. 3"],
    ["Obiettivo da piano programma 2023-2025", "Servizi alle famiglie"],
    ["Responsabile", "Peri"],
    ["AZIONI"],
    ["N.", "Innovazione", "Descrizione", "Risultato atteso", 2023, 2024, 2025],
    [1, True, "Aprire lo sportello", "Più accessi", "X", "x", ""],
    [2, False, "Tenerlo aperto", "", "", "SI", "●"],
    ["INDICATORI"],
    ["N", "Indicatore", "Responsabili", "Previsione 2023", "Risultato 2023", "Previsione 2024", "Note"],
    [1, "Sportello aperto", "Peri", (date(2023, 6, 30), "dd/mm/yyyy"), (date(2023, 5, 2), "dd/mm/yyyy"), "SI", ""],
    ["", "Utenti seguiti", "Perri", (0.95, "0%"), (0.875, "0.0%"), (1200, "#,##0"), "Nota"],
    [2, "Costo per utente", "Peri, Bianchi", (1250.5, '#,##0.00 "€"'), None, 7.5, ""],
]
OBIETTIVO: list[list[Any]] = [
    ["PIANO DEGLI OBIETTIVI 2023-2025"],
    [],
    ["Obiettivo di performance"],
    ["cod.", "titolo", "obiettivi strategico-operativi collegati", "stakeholders"],
    ["A", "Pronto intervento", "1A", "Cittadini"],
    ["incidenza obiettivo sul 1° anno del PIAO", "Anno di primo inserimento nel PIAO"],
    [(0.1, "0%"), 2023],
    ["step", "descrizione", "termine", "KPI", "peso step/obiettivo", "risultato"],
    [1, "Bando", (date(2023, 6, 30), "dd/mm/yyyy"), "Bando pubblicato", (0.65, "0%"), "Pubblicato"],
    [2, "Affidamento", (date(2024, 12, 31), "mmm-yy"), "Contratto", (0.35, "0.00%"), None],
]


def foglio_vero(righe: list[list[Any]], *ritocchi: Callable[[Worksheet], None]) -> bytes:
    """A workbook of typed cells: a value, or a value with its number format."""
    libro = Workbook()
    pagina = libro.worksheets[0]
    pagina.title = "Foglio1"
    for numero, celle in enumerate(righe, start=1):
        for colonna, valore in enumerate(celle, start=1):
            scritto, formato = valore if isinstance(valore, tuple) else (valore, "")
            cella = pagina.cell(numero, colonna, scritto)
            cella.number_format = formato or cella.number_format
    for ritocco in ritocchi:
        ritocco(pagina)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def leggi(righe: list[list[Any]], *ritocchi: Callable[[Worksheet], None]) -> Riconoscimento:
    fogli = leggi_contenuto(foglio_vero(righe, *ritocchi), "documento.xlsx")
    assert e_un_documento(fogli)
    return riconosci(fogli, ANAGRAFE)


def piano_di(letto: Riconoscimento) -> PianoDati:
    assert letto.lettura.piano is not None
    return letto.lettura.piano


def indicatori(letto: Riconoscimento) -> list[IndicatoreDati]:
    return piano_di(letto).schede[0].indicatori


def dove(letto: Riconoscimento, codice: str) -> list[tuple[str, str]]:
    return [(r.foglio, r.cella) for r in letto.lettura.rilievi if r.codice == codice]


def test_giorni_percentuali_e_numeri_si_leggono_come_si_vedono() -> None:
    uno, due, tre = indicatori(leggi(SCHEDA))
    assert uno.previsioni == {2023: "30/06/2023", 2024: "SI"}
    assert due.previsioni == {2023: "95%", 2024: "1.200"}
    assert tre.previsioni == {2023: "1.250,50 €", 2024: "7,5"}
    assert (uno.azione, due.azione, tre.azione) == ("1", "1", "2")


def test_ogni_modo_di_segnare_una_casella() -> None:
    uno, due = piano_di(leggi(SCHEDA)).schede[0].azioni
    assert (uno.innovazione, uno.anni, due.innovazione, due.anni) == (True, (2023, 2024), False, (2024, 2025))


def test_i_risultati_scritti_nel_documento_sono_risultati() -> None:
    righe = leggi(SCHEDA).lettura.risultati
    assert [(riga.codice, riga.anno, riga.risultato, riga.cella) for riga in righe] == [
        ("3.1", 2023, "02/05/2023", "E10"), ("3.2", 2023, "87,5%", "E11")
    ]  # fmt: skip


def test_i_termini_e_i_pesi_veri_di_un_piao() -> None:
    letto = leggi(OBIETTIVO)
    (scheda,) = piano_di(letto).schede
    assert scheda.incidenza == 10
    assert [(voce.termine, voce.peso) for voce in scheda.indicatori] == [
        (date(2023, 6, 30), Decimal(65)), (date(2024, 12, 31), Decimal(35))
    ]  # fmt: skip
    assert [(riga.anno, riga.risultato) for riga in letto.lettura.risultati] == [(2023, "Pubblicato")]


def test_le_celle_unite_valgono_una_volta_sola() -> None:
    def unisci(pagina: Worksheet) -> None:
        pagina.merge_cells("A10:A11")
        pagina.merge_cells("B2:G2")
        pagina.merge_cells("A1:G1")

    assert [voce.azione for voce in indicatori(leggi(SCHEDA, unisci))] == ["1", "1", "2"]


def test_una_formula_senza_valore_ferma_e_dice_dove() -> None:
    def formula(pagina: Worksheet) -> None:
        pagina["D11"] = "=SUM(1,2)"

    letto = leggi(SCHEDA, formula)
    assert dove(letto, "IMP-FORMULA") == [("Foglio1", "D11")]
    assert letto.lettura.bloccata


def test_una_persona_ignota_dice_in_quale_cella() -> None:
    letto = leggi(SCHEDA)
    assert dove(letto, "IMP-PERSONA-SCONOSCIUTA") == [("Foglio1", "C11"), ("Foglio1", "C12")]
    assert "Forse «Peri»" in next(r for r in letto.lettura.rilievi if "Perri" in r.messaggio).rimedio


def test_una_struttura_nuova_dice_in_quale_cella() -> None:
    fogli = in_documento(letto_dalle_fixture("coeso-2021-2023"), Stile())
    letto = riconosci(fogli, Anagrafe("coeso", strutture=("AO Minori",)))
    nuove = dove(letto, "IMP-STRUTTURA-NUOVA")
    assert nuove
    celle = {(foglio.nome, f"E{numero}") for foglio in fogli for numero in foglio.righe}
    assert set(nuove) <= celle


@pytest.mark.parametrize(
    ("cella", "testo", "codice", "attesa"),
    [
        ("B12", None, "IMP-VALORE-MANCANTE", "B12"),
        ("C10", "P" * 301, "IMP-TESTO-LUNGO", "C10"),
        ("A12", 9, "IMP-AZIONE-SCONOSCIUTA", "A1"),
        ("A7", 1, "IMP-CHIAVE-RIPETUTA", "A7"),
    ],
)
def test_ogni_errore_dice_in_quale_cella(cella: str, testo: object, codice: str, attesa: str) -> None:
    def scrivi(pagina: Worksheet) -> None:
        pagina[cella] = testo

    assert ("Foglio1", attesa) in dove(leggi(SCHEDA, scrivi), codice)
