"""How answers are given: 304 before the work, pages with links, parameters refused, methods, a count of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicatori.importazione.services import importa_piano
from indicatori.models import Previsione
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from rendicontazione.models import Rendicontazione
from rendicontazione.nucleo.services.componenti import registra_componente
from tests import scenari
from tests.api.chiamate import ANNO, PIANO, TUTTI, Programma, problema
from tests.rendicontazione.chiusure import riapri
from tests.scenari import ADESSO, Cast


def _altro_piano(cast: Cast, numero: int, *, approvato: bool = True) -> None:
    dati = scenari.dati_di_prova()
    dati.codice, dati.triennio = f"altro-{numero}", (2026, 2027, 2028)
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    if approvato:
        atto = {"organo": "Consiglio", "numero": str(numero), "data": date(2024, 1, 10)}
        approva_piano(piano=Piano.objects.get(codice=dati.codice), utente=cast.amministratrice, **atto)


@pytest.mark.parametrize("dove", TUTTI)
def test_chi_ha_già_la_risposta_riceve_304_senza_che_la_si_faccia(
    anno: Rendicontazione, sito: Programma, dove: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = sito.chiede(dove).headers["ETag"]
    assert etag.startswith('"')
    fatte: list[object] = []
    monkeypatch.setattr("rendicontazione.api.risposte._in_json", fatte.append)
    monkeypatch.setattr("rendicontazione.api.piani.da_json", fatte.append)
    risposta = sito.chiede(dove, **{"If-None-Match": etag})
    assert (risposta.status_code, risposta.content, fatte) == (304, b"", [])
    assert risposta.headers["ETag"] == etag
    assert risposta.headers["Vary"] == "Authorization"


def test_l_etag_cambia_con_ciò_che_la_chiave_vede_e_con_nient_altro(
    cast: Cast, anno: Rendicontazione, sito: Programma
) -> None:
    prima = {dove: sito.chiede(dove).headers["ETag"] for dove in TUTTI}
    assert len(set(prima.values())) == len(TUTTI)
    _altro_piano(cast, 1, approvato=False)
    registra_componente(
        ente=cast.ente, nome="Nora Nucleo", presidente=True, dal=date(2024, 1, 1), utente=cast.amministratrice
    )
    assert {dove: sito.chiede(dove).headers["ETag"] for dove in TUTTI} == prima
    riapri(cast, anno)
    for dove in ("ente", "piani", "documenti", PIANO, f"{PIANO}/rendicontazioni"):
        assert sito.stato(dove, **{"If-None-Match": prima[dove]}) == 200, dove


def test_una_lettura_confermata_cambia_l_etag_degli_indicatori(anno: Rendicontazione, sito: Programma) -> None:
    dove = f"{PIANO}/indicatori"
    prima = sito.chiede(dove).headers["ETag"]
    lettura = {"lettura": "confermata", "confermata_il": ADESSO, "confermata_da_id": anno.validata_da_id}
    Previsione.objects.filter(anno=2024).update(**lettura)
    assert sito.chiede(dove).headers["ETag"] != prima


def test_due_chiavi_di_ambito_diverso_non_hanno_lo_stesso_etag(
    anno: Rendicontazione, sito: Programma, interno: Programma
) -> None:
    for dove in TUTTI:
        assert sito.chiede(dove).headers["ETag"] != interno.chiede(dove).headers["ETag"], dove


def test_le_pagine_si_seguono_fino_in_fondo_e_danno_tutto_una_volta(anno: Rendicontazione, sito: Programma) -> None:
    intera = sito.legge(f"{ANNO}/risultati")
    assert (intera["totale"], intera["next"], intera["prev"]) == (5, None, None)
    raccolti, indirizzo, pagine = [], f"{ANNO}/risultati?limit=2", []
    while indirizzo:
        risposta = sito.chiede(indirizzo.removeprefix("http://testserver"))
        pagina = risposta.json()
        raccolti += pagina["elementi"]
        pagine.append((pagina["offset"], pagina["prev"] is None, risposta.headers.get("Link", "").count("rel=")))
        indirizzo = pagina["next"]
    assert raccolti == intera["elementi"]
    assert pagine == [(0, True, 1), (2, False, 2), (4, False, 1)]


def test_i_collegamenti_tengono_i_filtri(anno: Rendicontazione, sito: Programma) -> None:
    pagina = sito.legge(f"{ANNO}/risultati?scheda=1&limit=3&offset=1")
    assert pagina["prev"] == f"http://testserver/api/v1/{ANNO}/risultati?scheda=1&limit=3&offset=0"
    assert (pagina["totale"], pagina["next"]) == (4, None)
    assert sito.legge(f"{ANNO}/risultati?offset=99")["elementi"] == []


@pytest.mark.parametrize(
    ("dove", "totale"),
    [
        ("piani?anno=2024", 1),
        ("piani?anno=2026", 0),
        ("piani?stato=vigente", 1),
        ("piani?stato=chiuso", 0),
        ("piani?famiglia=schede", 1),
        ("piani?famiglia=piao", 0),
        (f"{PIANO}/indicatori?scheda=2", 1),
        (f"{PIANO}/indicatori?anno=2024", 1),
        (f"{PIANO}/rendicontazioni?stato=pubblicata", 1),
        (f"{PIANO}/rendicontazioni?stato=validata", 0),
        (f"{ANNO}/risultati?stato=confermato", 2),
        (f"{ANNO}/risultati?scheda=2&stato=confermato", 0),
        ("documenti?anno=2023", 3),
        ("documenti?tipo=piano", 1),
        ("documenti?piano=mai-esistito", 0),
    ],
)
def test_i_filtri_scelgono(anno: Rendicontazione, sito: Programma, dove: str, totale: int) -> None:
    assert sito.legge(dove)["totale"] == totale


@pytest.mark.parametrize(
    ("domanda", "parametro"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=tanti", "limit"),
        ("offset=-1", "offset"),
        ("stato=bozza", "stato"),
        ("famiglia=", "famiglia"),
        ("ano=2023", "ano"),
        ("anno=2023&anno=2024", "anno"),
    ],
)
def test_un_parametro_sbagliato_è_rifiutato_per_nome(
    anno: Rendicontazione, sito: Programma, domanda: str, parametro: str
) -> None:
    risposta = sito.chiede(f"piani?{domanda}")
    assert risposta.status_code == 422
    errori = problema(risposta)["errori"]
    assert [voce["parametro"] for voce in errori] == [parametro]
    assert errori[0]["messaggio"].endswith(".")
    assert "{" not in errori[0]["messaggio"]


def test_un_indirizzo_senza_parametri_non_ne_prende(anno: Rendicontazione, sito: Programma) -> None:
    assert sito.stato("ente?limit=1") == 422
    assert sito.stato(f"{ANNO}?scheda=1") == 422


@pytest.mark.parametrize("dove", ["piani/", "niente", "piani/ente-prova-2023-2025/altro", "%0A", "piani/%00"])
def test_un_indirizzo_che_non_c_è_è_un_problema_e_non_una_pagina(sito: Programma, dove: str) -> None:
    risposta = sito.chiede(dove)
    assert risposta.status_code == 404
    assert problema(risposta)["type"] == "/api/v1/#errore-non-trovato"


def test_si_legge_soltanto(anno: Rendicontazione, sito: Programma) -> None:
    for metodo in ("post", "put", "patch", "delete"):
        risposta = sito.chiede("piani", metodo)
        assert risposta.status_code == 405
        assert risposta.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert problema(risposta)["type"] == "/api/v1/#errore-metodo"


def test_head_ha_le_testate_di_get_e_options_dice_che_cosa_si_può(anno: Rendicontazione, sito: Programma) -> None:
    for dove in TUTTI:
        get, head = sito.chiede(dove), sito.chiede(dove, "head")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == get.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(get.content))
    risposta = sito.chiede("piani", "options")
    assert (risposta.status_code, risposta.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_un_guasto_è_un_problema_senza_dettagli(
    anno: Rendicontazione, sito: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rotto(*args: object, **altro: object) -> None:
        raise RuntimeError("il segreto della casa")

    monkeypatch.setattr("rendicontazione.api.visione.ente_pubblico", rotto)
    risposta = sito.chiede("ente")
    assert risposta.status_code == 500
    assert problema(risposta)["type"] == "/api/v1/#errore-guasto"
    assert "segreto" not in risposta.content.decode()


def test_le_query_non_crescono_con_piani_e_indicatori(cast: Cast, anno: Rendicontazione, sito: Programma) -> None:
    def domande() -> dict[str, int]:
        quante = {}
        for dove in TUTTI:
            with CaptureQueriesContext(connection) as prese:
                assert sito.stato(dove) == 200
            quante[dove] = len(prese)
        return quante

    domande()
    prima = domande()
    for numero in range(3):
        _altro_piano(cast, numero)
    scheda = anno.piano.schede.get(codice="2")
    for numero in range(10):
        nuovo = scheda.indicatori.create(
            codice=f"x{numero}", ordine=50 + numero, descrizione="Un altro", verso="crescente"
        )
        nuovo.previsioni.create(anno=2024, testo="SI")
    domande()  # the plan has changed: its years are valued again, once
    assert domande() == prima
    assert max(prima.values()) <= 13
