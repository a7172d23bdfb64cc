from __future__ import annotations

import json

import pytest

from indicatori.motore.condizioni import Verso
from indicatori.motore.verso import indovina_verso
from tests.fixtures.lettura import PIANI, previsioni, righe

# domain.md 3.5: the rows of document 004 where less is better
DECRESCENTI_COESO = {
    "Tasso di contenzioso su gare ed affidamenti",
    "Mantenimento o miglioramento della capacità delle RSA di gestire gli ospiti senza dover attivare percorsi "
    "ospedalieri",
    "Mantenimento o miglioramento dei percorsi per il mantenimento delle autonomie residue degli utenti, evitando "
    "l'esaurimento funzionale dei caregiver (con conseguente richiesta di accoglimento presso le RSA)",
    "Mantenimento o diminuzione del tempo medio (in giorni) che intercorre tra la liberazione di un PL in RSA e "
    "l'ammissione successiva",
}
# the target itself says "at most", or asks for a fall
DECRESCENTI_DAL_TESTO = ("Massimo", "-30%")


def test_i_quattro_indicatori_decrescenti_di_coeso_e_nessun_altro():
    trovati = {
        riga["Indicatore"]
        for riga in righe(PIANI["004"], "indicatori")
        if indovina_verso(riga["Indicatore"], riga["Previsione 2021"], riga["Algoritmo"]) is Verso.DECRESCENTE
    }
    assert trovati == DECRESCENTI_COESO


@pytest.mark.parametrize("documento", ["000", "001", "002", "003"])
def test_nessun_indicatore_crescente_dei_semi_è_creduto_decrescente(documento: str):
    sbagliati = [
        (riga["Indicatore"], testo)
        for riga in righe(PIANI[documento], "indicatori")
        for testo in previsioni(riga).values()
        if indovina_verso(riga["Indicatore"], testo) is Verso.DECRESCENTE
        and not testo.startswith(DECRESCENTI_DAL_TESTO)
    ]
    assert sbagliati == [], json.dumps(sbagliati, ensure_ascii=False)


@pytest.mark.parametrize(
    "descrizione",
    [
        "Tempo medio di risposta",
        "Riduzione dei tempi medi di attesa",
        "Numero di reclami",
        "Mantenimento o diminuzione della spesa",
        "Indice di tempestività dei pagamenti",
        "Utenti in lista di attesa",
        "Tasso di assenza",
        "Numero di accessi al Pronto Soccorso",
    ],
)
def test_meno_è_meglio(descrizione: str):
    assert indovina_verso(descrizione, "30") is Verso.DECRESCENTE


@pytest.mark.parametrize(
    "descrizione",
    [
        "Ore di formazione",
        "Numero di utenti",
        "% di reclami evasi",
        "Monitoraggio dei reclami",
        "Rispetto dei tempi medi di pagamento",
        "Tasso di copertura dei controlli",
    ],
)
def test_più_è_meglio(descrizione: str):
    assert indovina_verso(descrizione, "30") is Verso.CRESCENTE


def test_il_comparatore_scritto_decide():
    assert indovina_verso("Ore di formazione", "massimo 30") is Verso.DECRESCENTE
    assert indovina_verso("Numero di reclami trattati", "almeno 30") is Verso.CRESCENTE
