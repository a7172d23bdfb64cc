"""Export, then import: nothing changes, in every format and for every plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from indicatori.esportazione.csv_piano import in_zip_csv
from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine, modello_vuoto
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.importazione.anteprima import esamina_fogli
from indicatori.importazione.composizione import componi
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.selectors import piano_in_dati
from pianoperf.organizzazione.models import Ente
from tests.importazione.conftest import ADESSO, PIANI, dati_di, ente_di

SCRITTORI: dict[str, Callable[..., bytes]] = {"piano.xlsx": in_xlsx, "piano.ods": in_ods, "piano.zip": in_zip_csv}
INSIDIOSI = [
    "=1+1",
    "+10%",
    "-30% budget",
    "@SUM(A1)",
    "'=già protetto",
    "'normale",
    "007",
    "95%",
    "1,5",
    "30/06/2023",
    "VERO",
    "due  spazi e\ttabulazione",
    "prima riga\nseconda riga\n\nquarta",
    '<b>&amp;</b> "virgolette" ; e , separatori',
    "àèìòù – «virgolette» €",
    "#DIV/0!",
    "_x000D_",
]


@pytest.mark.parametrize("nome", SCRITTORI)
@pytest.mark.parametrize("codice", PIANI)
def test_esporta_e_reimporta_senza_cambiamenti(codice: str, nome: str, enti: dict[str, Ente]) -> None:
    ente = ente_di(codice, enti)
    piano = importa_piano(dati=dati_di(codice, ente), utente=None, adesso=ADESSO).piano
    contenuto = SCRITTORI[nome](in_pagine(piano_in_dati(piano)))
    esame = esamina_fogli(leggi_contenuto(contenuto, nome), ente, codice=codice)
    assert [rilievo for rilievo in esame.rilievi if rilievo.gravita == "E"] == []
    conteggi = esame.in_json()["conteggi"]
    assert (conteggi["nuovo"], conteggi["modificato"], conteggi["scompare"]) == (0, 0, 0)


@pytest.mark.parametrize("nome", SCRITTORI)
def test_i_testi_insidiosi_restano_testo(nome: str) -> None:
    dati = piano_insidioso()
    letta = componi(leggi_contenuto(SCRITTORI[nome](in_pagine(dati)), nome), Anagrafe("ente"))
    assert [rilievo for rilievo in letta.rilievi if rilievo.gravita == "E"] == []
    assert letta.piano == dati


@pytest.mark.parametrize("nome", SCRITTORI)
@pytest.mark.parametrize("famiglia", ["schede", "piao", "albero"])
def test_il_modello_vuoto_chiede_solo_di_essere_compilato(nome: str, famiglia: str) -> None:
    contenuto = SCRITTORI[nome](modello_vuoto(famiglia, 2026, "ente"))
    letta = componi(leggi_contenuto(contenuto, nome), Anagrafe("ente"))
    assert {rilievo.codice for rilievo in letta.rilievi} == {"IMP-VALORE-MANCANTE"}


def test_un_indicatore_senza_azione_resta_senza() -> None:
    dati = piano_insidioso()
    dati.schede[0].indicatori[1] = replace(dati.schede[0].indicatori[1], azione="")
    letta = componi(leggi_contenuto(in_xlsx(in_pagine(dati)), "p.xlsx"), Anagrafe("ente"))
    assert letta.piano == dati


def piano_insidioso() -> PianoDati:
    indicatori = [
        IndicatoreDati(f"1.{n}", testo, "1", previsioni={2023: testo}, annotazioni={2024: testo}, note=testo)
        for n, testo in enumerate(INSIDIOSI)
    ]
    scheda = SchedaDati("1", "=titolo", azioni=[AzioneDati("1", "+azione", True, anni=(2023,))], indicatori=indicatori)
    return PianoDati("ente-2023-2025", "ente", "schede", "-titolo", (2023, 2024, 2025), schede=[scheda])
