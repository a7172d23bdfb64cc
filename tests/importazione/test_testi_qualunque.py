"""Any text that a cell may hold survives the way out and back, in every format."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from indicatori.esportazione.csv_piano import in_zip_csv
from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.importazione.composizione import componi
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import Formato
from indicatori.importazione.lettura_csv import leggi_archivio_csv
from indicatori.importazione.lettura_ods import leggi_ods
from indicatori.importazione.lettura_xlsx import leggi_xlsx
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.testi_cella import pulisci
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati

CARATTERI = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t=+-@';,\"<>&%€\u00a0")
TESTI = st.text(CARATTERI, min_size=1, max_size=60).map(pulisci).filter(bool)
LETTORI = {
    Formato.XLSX: (in_xlsx, leggi_xlsx),
    Formato.ODS: (in_ods, leggi_ods),
    Formato.CSV: (in_zip_csv, leggi_archivio_csv),
}


@settings(max_examples=60, deadline=None)
@given(descrizione=TESTI, previsione=TESTI, nota=TESTI)
def test_un_testo_qualunque_torna_uguale(descrizione: str, previsione: str, nota: str) -> None:
    indicatore = IndicatoreDati("1.1", descrizione, "1", previsioni={2023: previsione}, note=nota)
    scheda = SchedaDati("1", "Titolo", azioni=[AzioneDati("1", "Azione")], indicatori=[indicatore])
    dati = PianoDati("p", "e", "schede", "Titolo", (2023, 2024, 2025), schede=[scheda])
    for scrivi, leggi in LETTORI.values():
        letta = componi(leggi(scrivi(in_pagine(dati))), Anagrafe("e"))
        assert letta.piano == dati


@settings(max_examples=60, deadline=None)
@given(righe=st.lists(st.lists(st.text(CARATTERI, max_size=20), max_size=8), max_size=12))
def test_righe_a_caso_danno_rilievi_e_mai_un_guasto(righe: list[list[str]]) -> None:
    testo = io.StringIO()
    csv.writer(testo).writerows(righe)
    foglio = Foglio("Indicatori")
    for numero, celle in enumerate(csv.reader(io.StringIO(testo.getvalue())), start=1):
        for colonna, cella in enumerate(celle, start=1):
            foglio.scrivi(numero, colonna, pulisci(cella))
    assert componi([foglio], Anagrafe("e")).bloccata
