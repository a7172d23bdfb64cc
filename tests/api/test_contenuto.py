"""What is inside: the plan as `manage.py esporta` writes it, the grades as the public page shows them, and no more."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from indicatori.importazione.services import importa_piano
from indicatori.models import Previsione
from rendicontazione.api.schemi.anno import StatoChiuso
from rendicontazione.api.schemi.ente import StatoVisibile, TipoPubblico
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.models import Rendicontazione
from rendicontazione.models.anno import DOPO_LA_VALIDAZIONE
from rendicontazione.pubblica.stampati import PUBBLICABILI
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.api.chiamate import ANNO, PIANO, TUTTI, Programma, problema
from tests.rendicontazione.chiusure import DOPO, riapri
from tests.rimodulazione import proposte
from tests.scenari import ADESSO, Cast

SEGRETO = "Parola-che-nessuno-ha-pubblicato"


def _esportato(codice: str) -> dict[str, Any]:
    uscita = StringIO()
    call_command("esporta", codice, formato="json", stdout=uscita)
    return json.loads(uscita.getvalue())


def test_il_piano_intero_è_quello_di_esporta(anno: Rendicontazione, sito: Programma) -> None:
    trovato, atteso = sito.legge(PIANO), _esportato("ente-prova-2023-2025")
    assert trovato.pop("versione") == 1
    assert trovato.pop("capitoli") == atteso.pop("capitoli", [])
    for scheda in atteso["schede"]:
        for indicatore in scheda["indicatori"]:
            indicatore.pop("risultati_parti", None)
    assert trovato == atteso
    assert trovato["schede"][0]["indicatori"][0]["risultati"] == {"2023": "SI"}
    assert sito.legge(f"{PIANO}/schede/1") == atteso["schede"][0]


def test_le_schede_e_gli_indicatori_sono_quelli_del_piano(anno: Rendicontazione, sito: Programma) -> None:
    piano = sito.legge(PIANO)
    schede, indicatori = sito.legge(f"{PIANO}/schede")["elementi"], sito.legge(f"{PIANO}/indicatori")["elementi"]
    assert [(s["codice"], s["indicatori"]) for s in schede] == [
        (s["codice"], len(s["indicatori"])) for s in piano["schede"]
    ]
    tutti = [(s["codice"], voce) for s in piano["schede"] for voce in s["indicatori"]]
    assert [(voce["scheda"], voce["codice"]) for voce in indicatori] == [(s, voce["codice"]) for s, voce in tutti]
    for voce, (_, nel_piano) in zip(indicatori, tutti, strict=True):
        assert {str(p["anno"]): p["testo"] for p in voce["previsioni"]} == nel_piano["previsioni"]
    assert Client().get(schede[0]["indirizzo"]).status_code == 401
    assert sito.legge(schede[0]["indirizzo"].removeprefix("http://testserver"))["codice"] == "1"


def test_le_letture_proposte_le_vede_solo_chi_è_dentro(
    anno: Rendicontazione, sito: Programma, interno: Programma
) -> None:
    def letture(programma: Programma) -> list[Any]:
        voci = programma.legge(f"{PIANO}/indicatori")["elementi"]
        return [previsione["lettura"] for voce in voci for previsione in voce["previsioni"]]

    assert letture(sito) == [None] * 6
    assert {voce["stato"] for voce in letture(interno)} == {"proposta"}
    condizione = letture(interno)[3]["condizioni"][0]
    assert (condizione["kind"], condizione["op"], condizione["value"], condizione["unit"]) == (
        "threshold",
        ">=",
        80,
        "%",
    )
    lettura = {"lettura": "confermata", "confermata_il": ADESSO, "confermata_da_id": anno.validata_da_id}
    Previsione.objects.filter(anno=2024).update(**lettura)
    assert [voce["stato"] for voce in letture(sito) if voce] == ["confermata"]


def test_i_gradi_sono_esatti_e_sono_quelli_della_pagina_pubblica(anno: Rendicontazione, sito: Programma) -> None:
    risultati = {voce["indicatore"]: voce for voce in sito.legge(f"{ANNO}/risultati")["elementi"]}
    terzo = risultati["1.3"]
    assert (terzo["grado"]["valore"], terzo["grado"]["frazione"]) == ("0.750000", "3/4")
    assert (terzo["risultato"], terzo["valori"][0]["numero"], terzo["stato"]) == ("60%", "60", "confermato")
    assert terzo["grado"]["spiegazione"]["voci"][0]["calcolo"]
    pubblici = Client().get("/trasparenza/ente-prova/ente-prova-2023-2025/2023/dati.json").json()["righe"]
    for riga in pubblici:
        voce = risultati[riga["codice"]]
        assert riga["risultato"] in (voce["risultato"], None)
        assert round(float(voce["grado"]["valore"]), 6) == riga["grado"]
        assert (riga["fascia"], riga["previsione"]) == (voce["fascia"], voce["previsione"])
    intero = sito.legge(ANNO)
    assert Fraction(intero["grado"]["frazione"]) == Fraction(7, 32)
    assert intero["copertura"] == {"valutati": 5, "totale": 5, "neutralizzati": 0}
    assert [voce["scheda"] for voce in intero["schede"]] == ["1", "2"]
    assert intero["atto"]["data"] == "2024-03-20"


def test_i_documenti_si_scaricano_dal_loro_indirizzo_con_la_loro_impronta(
    anno: Rendicontazione, sito: Programma
) -> None:
    documenti = sito.legge("documenti")["elementi"]
    assert sorted(voce["tipo"] for voce in documenti) == ["piano", "relazione", "rendicontazione", "verbale"]
    for voce in documenti:
        risposta = Client().get(voce["indirizzo"])
        assert risposta.headers["ETag"] == f'"{voce["sha256"]}"'
        assert len(b"".join(risposta.streaming_content)) == voce["dimensione"]


def test_un_anno_ritirato_sparisce_e_la_frase_dice_perché(cast: Cast, anno: Rendicontazione, sito: Programma) -> None:
    riapri(cast, anno)
    risposta = sito.chiede(ANNO)
    assert risposta.status_code == 404
    assert "riaperta con Direttore n. 40" in problema(risposta)["detail"]
    assert sito.legge("documenti?anno=2023")["totale"] == 0


@pytest.fixture
def altro(cast: Cast, anno: Rendicontazione) -> None:
    """A draft, a proposed change, an open year with a draft result: of no key."""
    dati = scenari.dati_di_prova()
    dati.codice, dati.titolo, dati.triennio = "bozza-2026-2028", f"Bozza {SEGRETO}", (2026, 2027, 2028)
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    proposte.con_target(cast, proposte.proposta(cast), 2024, SEGRETO)
    apri_rendicontazione(
        piano=anno.piano,
        anno=2024,
        finestra_dal=DOPO,
        finestra_al=DOPO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=DOPO,
    )


def test_nessuna_chiave_vede_bozze_proposte_e_anni_aperti(altro: None, sito: Programma, interno: Programma) -> None:
    for programma in (sito, interno):
        for dove in TUTTI:
            assert SEGRETO not in programma.chiede(dove).content.decode(), dove
        assert programma.stato("piani/bozza-2026-2028") == 404
        assert programma.stato(f"{PIANO}/rendicontazioni/2024") == 404
        assert programma.stato(f"{PIANO}/rendicontazioni/2024/risultati") == 404


def test_le_versioni_di_prima_si_leggono_ancora(cast: Cast, anno: Rendicontazione, sito: Programma) -> None:
    proposta = proposte.con_target(cast, proposte.proposta(cast), 2024, "entro maggio")
    proposte.approvata(cast, proposte.motivata(cast, proposta))
    assert sito.legge("piani")["elementi"][0]["versione"] == 2
    assert "entro maggio" in sito.chiede(PIANO).content.decode()
    assert "entro maggio" not in sito.chiede(f"{PIANO}?versione=1").content.decode()
    assert sito.stato(f"{PIANO}?versione=3") == 404


def test_gli_elenchi_dello_schema_sono_quelli_del_prodotto() -> None:
    assert set(StatoVisibile.__args__) == set(PIANI_APPROVATI)
    assert set(StatoChiuso.__args__) == set(DOPO_LA_VALIDAZIONE)
    assert set(TipoPubblico.__args__) == set(PUBBLICABILI)
