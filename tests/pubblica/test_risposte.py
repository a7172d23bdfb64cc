"""Files and pages of the public part: whole, cacheable, 304 without work, open data as their schema says."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicatori.importazione.services import importa_piano
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.pubblica import memoria
from rendicontazione.pubblica.views import verifica
from rendicontazione.selectors import Valutazione, valutazione
from tests import scenari
from tests.pubblica.visita import corpo, visita
from tests.relazioni.archivio_finto import pronto
from tests.rendicontazione.chiusure import riapri
from tests.scenari import ADESSO, Cast

PIANO = "/trasparenza/ente-prova/ente-prova-2023-2025/"
VERIFICA = "/trasparenza/ente-prova/verifica/"
DA_QUI = {"Origin": "http://testserver"}


def _indirizzo(documento: Documento) -> str:
    return f"/trasparenza/ente-prova/documenti/{documento.sha256}.pdf"


def _relazione() -> Documento:
    return Documento.objects.get(tipo="relazione")


def test_il_pdf_si_scarica_intero_con_la_sua_impronta(chiunque: Client, anno: Rendicontazione) -> None:
    documento = _relazione()
    pagina = chiunque.get(f"{PIANO}2023/").content.decode().replace("<wbr>", "")
    assert documento.sha256 in pagina
    risposta = chiunque.get(_indirizzo(documento))
    assert len(corpo(risposta)) == documento.dimensione
    assert risposta.headers["ETag"] == f'"{documento.sha256}"'
    assert risposta.headers["Cache-Control"] == "public, max-age=240, stale-while-revalidate=60"
    assert risposta.headers["Content-Disposition"].startswith("attachment; filename=")
    assert documento.nome in risposta.headers["Content-Disposition"]


def test_chi_ha_già_il_file_non_lo_riceve_né_lo_fa_leggere(
    chiunque: Client, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    letti: list[str] = []
    monkeypatch.setattr("rendicontazione.pubblica.views.file.letto", letti.append)
    documento = _relazione()
    risposta = chiunque.get(_indirizzo(documento), headers={"If-None-Match": f'"{documento.sha256}"'})
    assert (risposta.status_code, letti) == (304, [])


def test_un_file_rovinato_non_esce(chiunque: Client, anno: Rendicontazione) -> None:
    documento = _relazione()
    with default_storage.open(documento.file.name, "wb") as aperto:
        aperto.write(b"un altro contenuto")
    risposta = chiunque.get(_indirizzo(documento))
    assert risposta.status_code == 404
    assert "non si può scaricare" in risposta.content.decode()
    assert risposta.headers["Cache-Control"] == "no-store"


def test_ogni_pagina_risponde_304_finché_non_cambia(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    prima = {indirizzo: risposta.headers["ETag"] for indirizzo, risposta in visita(chiunque).items()}
    for indirizzo, etag in prima.items():
        risposta = chiunque.get(indirizzo, headers={"If-None-Match": etag})
        assert (risposta.status_code, risposta.headers["ETag"]) == (304, etag), indirizzo
    riapri(cast, anno)
    for indirizzo in (PIANO, "/trasparenza/", "/trasparenza/ente-prova/"):
        assert chiunque.get(indirizzo, headers={"If-None-Match": prima[indirizzo]}).status_code == 200, indirizzo


def test_ciò_che_non_è_pubblico_non_muove_nemmeno_l_etag(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    prima = chiunque.get(PIANO).headers["ETag"]
    dati = scenari.dati_di_prova()
    dati.codice = "bozza-2026-2028"
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    pronto(cast, Piano.objects.get(codice=dati.codice))
    assert chiunque.get(PIANO).headers["ETag"] == prima


def test_le_query_non_crescono_con_i_piani(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    def domande() -> dict[str, int]:
        quante = {}
        memoria._ricordi.clear()
        for indirizzo in ("/trasparenza/", "/trasparenza/ente-prova/", PIANO):
            with CaptureQueriesContext(connection) as prese:
                assert chiunque.get(indirizzo).status_code == 200
            quante[indirizzo] = len(prese)
        return quante

    prima = domande()
    for numero in range(3):
        dati = scenari.dati_di_prova()
        dati.codice, dati.triennio = f"altro-{numero}", (2026, 2027, 2028)
        importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
        approva_piano(
            piano=Piano.objects.get(codice=dati.codice),
            organo="Consiglio",
            numero=str(numero),
            data=date(2024, 1, 10),
            utente=cast.amministratrice,
        )
    assert domande() == prima
    assert max(prima.values()) <= 8


def test_i_dati_aperti_sono_quelli_che_lo_schema_descrive(chiunque: Client, anno: Rendicontazione) -> None:
    pacchetto = json.loads(chiunque.get(f"{PIANO}datapackage.json").content)
    assert [voce["path"] for voce in pacchetto["resources"]] == [
        f"http://testserver{PIANO}dati.csv",
        f"http://testserver{PIANO}2023/dati.csv",
    ]
    for risorsa in pacchetto["resources"]:
        righe = _righe(chiunque.get(risorsa["path"].removeprefix("http://testserver")))
        assert list(righe[0]) == [campo["name"] for campo in risorsa["schema"]["fields"]]
        assert len({(riga["scheda"], riga["codice"], riga["anno"]) for riga in righe}) == len(righe)
        for riga in righe:
            for campo in risorsa["schema"]["fields"]:
                _controlla(riga[campo["name"]], campo)
    assert pacchetto["licenses"][0]["name"] == "CC-BY-4.0"


def _righe(risposta: HttpResponseBase) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(corpo(risposta).decode())))


def _controlla(valore: str, campo: dict) -> None:
    assert valore or not campo.get("constraints", {}).get("required")
    if valore and campo["type"] == "number":
        float(valore)
    if valore and campo["type"] == "integer":
        int(valore)
    if valore and campo["type"] == "date":
        date.fromisoformat(valore)


def test_csv_e_json_dicono_le_stesse_cose(chiunque: Client, anno: Rendicontazione) -> None:
    righe = _righe(chiunque.get(f"{PIANO}2023/dati.csv"))
    oggetto = json.loads(chiunque.get(f"{PIANO}2023/dati.json").content)
    assert [(r["codice"], r["previsione"]) for r in righe] == [(r["codice"], r["previsione"]) for r in oggetto["righe"]]
    del_terzo = next(riga for riga in oggetto["righe"] if riga["codice"] == "1.3")
    assert (del_terzo["grado"], del_terzo["anno"]) == (0.75, 2023)
    assert next(riga for riga in righe if riga["codice"] == "1.3")["grado"] == "0.750000"
    assert {riga["anno"] for riga in oggetto["righe"]} == {2023}
    assert oggetto["atto"]["data"] == "2024-03-20"


def test_la_verifica_riconosce_il_documento_e_chi_l_ha_cambiato(chiunque: Client, anno: Rendicontazione) -> None:
    contenuto = corpo(chiunque.get(_indirizzo(_relazione())))
    intatto = _verifica(chiunque, contenuto)
    assert "è identico a quello pubblicato" in intatto.content.decode()
    assert not intatto.cookies
    assert "è stato modificato dopo la pubblicazione" in _verifica(chiunque, contenuto + b" ").content.decode()
    assert "non è uno dei documenti ora pubblicati" in _verifica(chiunque, b"%PDF-1.7 altro").content.decode()


def test_la_verifica_non_conosce_ciò_che_non_è_pubblicato(cast: Cast, chiunque: Client, anno: Rendicontazione) -> None:
    dati = scenari.dati_di_prova()
    dati.codice = "bozza-2026-2028"
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    bozza = pronto(cast, Piano.objects.get(codice=dati.codice))
    contenuto = default_storage.open(bozza.file.name).read()
    assert "non è uno dei documenti ora pubblicati" in _verifica(chiunque, contenuto).content.decode()


def test_la_verifica_si_chiede_solo_da_qui_e_non_senza_fine(
    chiunque: Client, anno: Rendicontazione, settings: LazySettings
) -> None:
    verifica.cache.clear()
    assert chiunque.post(VERIFICA).status_code == 403
    assert chiunque.post(VERIFICA, headers={"Origin": "https://altrove.example"}).status_code == 403
    settings.DIMENSIONE_MASSIMA_FILE = 10
    assert _verifica(chiunque, b"x" * 70_000).status_code == 413
    assert _verifica(chiunque, b"x" * 20).status_code == 422
    settings.VERIFICHE_AL_MINUTO = 2
    assert [_verifica(chiunque, b"x").status_code for _ in range(2)] == [200, 429]


def _verifica(client: Client, contenuto: bytes) -> HttpResponseBase:
    file = SimpleUploadedFile("in-mano.pdf", contenuto, "application/pdf")
    return client.post(VERIFICA, {"file": file}, headers=DA_QUI)


def test_ciò_che_si_ritira_mentre_la_pagina_si_fa_non_esce(
    cast: Cast, chiunque: Client, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year is opened again when its page was found already: what was made is thrown away."""
    fatte: list[int] = []

    def lenta(riga: Rendicontazione) -> Valutazione:
        valutata = valutazione(riga)
        if not fatte:
            riapri(cast, anno)
        fatte.append(riga.anno)
        return valutata

    monkeypatch.setattr("rendicontazione.pubblica.views.pagine.valutazione", lenta)
    assert chiunque.get(f"{PIANO}2023/").status_code == 404
    assert fatte == [2023]


def test_se_non_smette_di_cambiare_si_chiede_di_tornare(
    chiunque: Client, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memoria.Ricordo, "vero", False)
    risposta = chiunque.get(PIANO)
    assert (risposta.status_code, risposta.headers["Retry-After"]) == (503, "5")
    assert risposta.headers["Cache-Control"] == "no-store"


def test_una_pagina_già_fatta_costa_una_query(chiunque: Client, anno: Rendicontazione) -> None:
    for indirizzo in ("/trasparenza/ente-prova/", PIANO, f"{PIANO}2023/", f"{PIANO}2023/dati.json"):
        etag = chiunque.get(indirizzo).headers["ETag"]
        for testate in ({}, {"If-None-Match": etag}):
            with CaptureQueriesContext(connection) as prese:
                assert chiunque.get(indirizzo, headers=testate).status_code == (304 if testate else 200)
            assert len(prese) == 1, (indirizzo, testate)
