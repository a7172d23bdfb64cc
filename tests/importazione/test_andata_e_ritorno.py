"""Export, then import: nothing changes, in every format and for every plan."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicatori.esportazione.csv_piano import in_zip_csv
from indicatori.esportazione.formati import FORMATI, vuoto_in_formato
from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.importazione.anteprima import esamina_fogli
from indicatori.importazione.composizione import componi
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from tests.importazione.conftest import ADESSO, PIANI, dati_di, ente_di
from tests.importazione.piani_generati import piani
from tests.importazione.test_piani_qualunque import LETTORI
from tests.importazione.test_piani_qualunque import scritto as scritto_in

# PIANI_A_CASO=500 is the long run
PIANI_A_CASO = int(os.environ.get("PIANI_A_CASO", "12"))
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


@pytest.mark.parametrize("formato", FORMATI)
@pytest.mark.parametrize("famiglia", ["schede", "piao", "albero"])
def test_il_modello_vuoto_chiede_solo_di_essere_compilato(formato: str, famiglia: str) -> None:
    contenuto = vuoto_in_formato(formato, famiglia, 2026, "ente")
    letta = componi(leggi_contenuto(contenuto, f"modello.{FORMATI[formato].estensione}"), Anagrafe("ente"))
    assert {rilievo.codice for rilievo in letta.rilievi} == {"IMP-VALORE-MANCANTE"}


@pytest.mark.django_db
@settings(max_examples=PIANI_A_CASO, deadline=None, suppress_health_check=list(HealthCheck))
@given(dati=piani())
def test_un_piano_qualunque_importato_due_volte_non_cambia(dati: PianoDati) -> None:
    """Into the database, out in every format, and in again: nothing to do, and nothing lost on the way."""
    with transaction.atomic():
        ente = Ente.objects.create(codice="ente", nome="Ente", nome_breve="Ente")
        previsto = esamina_fogli(LETTORI["xlsx"](scritto_in("xlsx", dati)), ente, codice=dati.codice).in_json()
        assert previsto["cambiamenti"] == importa_piano(dati=dati, utente=None, adesso=ADESSO).cambiamenti > 0
        assert importa_piano(dati=dati, utente=None, adesso=ADESSO).cambiamenti == 0
        scritto = piano_in_dati(Piano.objects.get(codice=dati.codice))
        assert senza_verso(scritto) == senza_verso(dati)
        for formato, leggi in LETTORI.items():
            esame = esamina_fogli(leggi(scritto_in(formato, scritto)), ente, codice=dati.codice)
            assert [rilievo for rilievo in esame.rilievi if rilievo.codice.startswith("IMP-") and esame.bloccato] == []
            assert esame.in_json()["cambiamenti"] == 0
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=PIANI_A_CASO, deadline=None, suppress_health_check=list(HealthCheck))
@given(prima=piani(), dopo=piani(), formato=st.sampled_from([*LETTORI]))
def test_cio_che_l_anteprima_annuncia_è_cio_che_si_applica(prima: PianoDati, dopo: PianoDati, formato: str) -> None:
    """A plan over another: the same number of changes, and afterwards the plan that was shown."""
    dopo = replace(dopo, codice=prima.codice, famiglia=prima.famiglia)
    with transaction.atomic():
        ente = Ente.objects.create(codice="ente", nome="Ente", nome_breve="Ente")
        importa_piano(dati=prima, utente=None, adesso=ADESSO)
        esame = esamina_fogli(LETTORI[formato](scritto_in(formato, dopo)), ente, codice=prima.codice)
        annunciati = esame.in_json()["cambiamenti"]
        if esame.dati is not None and not esame.bloccato:
            fatti = importa_piano(dati=esame.dati, utente=None, adesso=ADESSO).cambiamenti
            assert fatti == annunciati
            ancora = esamina_fogli(LETTORI[formato](scritto_in(formato, dopo)), ente, codice=prima.codice)
            assert ancora.in_json()["cambiamenti"] == 0
        transaction.set_rollback(True)


def senza_verso(dati: PianoDati) -> PianoDati:
    """The plan without the verso, which the import guesses where it is not written."""
    schede = [
        replace(scheda, indicatori=[replace(voce, verso="") for voce in scheda.indicatori]) for scheda in dati.schede
    ]
    return replace(dati, schede=schede)


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
