"""The draft that a page saves by itself: its answers, role by role, and that nothing is written twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pghistory.models
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rendicontazione.enums import EsitoGiudizio, StatoRisultato
from rendicontazione.models import Evidenza, Risultato
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def responsabile(entra: Callable[[str], Client]) -> Client:
    return entra("responsabile")


def indirizzo(codice: str, nome: str = "rilevazione_bozza") -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})


def salva(client: Client, codice: str, *, versione: int = 0, **campi: str) -> HttpResponse:
    dati = {"versione": versione, "nota": "", "causa": "", "fonte": "", **campi}
    return client.post(indirizzo(codice), dati, HTTP_ACCEPT=JSON)


def eventi(risultato: Risultato) -> int:
    return pghistory.models.Events.objects.tracks(risultato).count()


def risposta_di(risposta: HttpResponse) -> dict[str, Any]:
    return json.loads(risposta.content)


def test_una_bozza_salvata_dice_ora_versione_grado_e_che_cosa_manca(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="40")
    detto = risposta_di(risposta)
    assert (risposta.status_code, detto["esito"], detto["versione"]) == (200, "salvato", 1)
    assert detto["grado"] == "50,00\u00a0%"
    assert detto["stato"]["nome"] == "Bozza"
    assert any("scegli la causa" in frase for frase in detto["mancanze"])
    assert len(detto["ore"]) == 5


def test_le_celle_tornano_come_si_scrivono(responsabile: Client) -> None:
    assert risposta_di(salva(responsabile, "1.1", parte_0="s"))["celle"]["parte_0"] == "SI"
    assert risposta_di(salva(responsabile, "1.3", parte_0=" 12 / 15 "))["celle"]["parte_0"] == "12/15"


def test_un_valore_sbagliato_non_si_salva_e_ha_la_sua_frase(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.2", parte_0="domani")
    assert risposta.status_code == 422
    assert "«domani» non è una data" in risposta_di(risposta)["errori"]["parte_0"][0]
    assert scenari.risultato_di("1.2").versione == 0


def test_un_conflitto_porta_i_due_valori_e_non_scrive(responsabile: Client, cast: Cast) -> None:
    scenari.bozza(cast, "1.3", "60%", nota="Del direttore")
    risposta = salva(responsabile, "1.3", parte_0="75", nota="Mia")
    detto = risposta_di(risposta)
    assert (risposta.status_code, detto["esito"], detto["versione"]) == (409, "conflitto", 1)
    assert detto["chi"] == "Dario Dirigente"
    per_campo = {riga["campo"]: riga for riga in detto["righe"]}
    assert (per_campo["parte_0"]["salvato"], per_campo["parte_0"]["tuo"]) == ("60%", "75%")
    assert per_campo["parte_0"]["cella"] == "60"
    assert (per_campo["nota"]["salvato"], per_campo["nota"]["tuo"]) == ("Del direttore", "Mia")
    assert per_campo["causa"]["diverso"]
    assert not per_campo["fonte"]["diverso"]
    assert scenari.risultato_di("1.3").valori == [{"numero": "60"}]


def test_lo_stesso_contenuto_due_volte_e_una_versione_e_una_riga_di_storia(responsabile: Client) -> None:
    salva(responsabile, "1.3", parte_0="40", nota="Corso a metà\r\nsegue")
    prima = eventi(scenari.risultato_di("1.3"))
    assert risposta_di(salva(responsabile, "1.3", parte_0="40", nota="Corso a metà\nsegue"))["versione"] == 1
    pagina = responsabile.post(
        indirizzo("1.3", "rilevazione"), {"versione": 0, "parte_0": "40", "nota": "Corso a metà\r\nsegue"}
    )
    assert pagina.status_code == 302
    assert scenari.risultato_di("1.3").versione == 1
    assert eventi(scenari.risultato_di("1.3")) == prima


def test_due_click_su_invia_sono_un_invio(responsabile: Client) -> None:
    dati = {"versione": 0, "parte_0": "SI", "nota": "", "causa": "", "fonte": "", "invia": "1"}
    assert responsabile.post(indirizzo("1.1", "rilevazione"), dati).status_code == 302
    inviato = scenari.risultato_di("1.1")
    assert responsabile.post(indirizzo("1.1", "rilevazione"), dati).status_code == 302
    ancora = scenari.risultato_di("1.1")
    assert (inviato.stato, ancora.versione, ancora.inviato_il) == ("trasmesso", inviato.versione, inviato.inviato_il)


def test_un_invio_diverso_dopo_l_invio_si_rifiuta(responsabile: Client) -> None:
    dati = {"versione": 0, "parte_0": "SI", "nota": "", "causa": "", "fonte": "", "invia": "1"}
    responsabile.post(indirizzo("1.1", "rilevazione"), dati)
    risposta = responsabile.post(indirizzo("1.1", "rilevazione"), dati | {"parte_0": "NO"})
    assert risposta.status_code == 409
    assert "per correggerlo, il Nucleo deve rinviarlo" in risposta.content.decode()


def test_lo_stesso_file_due_volte_e_una_evidenza(cast: Cast, responsabile: Client) -> None:
    for _ in range(2):
        dati = {"versione": 0, "file": SimpleUploadedFile("verbale.pdf", b"%PDF-1.7 una prova")}
        responsabile.post(indirizzo("1.1", "rilevazione"), dati)
    assert Evidenza.objects.count() == 1


def test_un_risultato_inviato_si_rifiuta_con_la_frase(responsabile: Client, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    risposta = salva(responsabile, "1.1", versione=2, parte_0="NO")
    assert risposta.status_code == 403
    assert "il Nucleo deve rinviarlo" in risposta_di(risposta)["frase"]
    assert scenari.risultato_di("1.1").valori == [{"fatto": True}]


def test_un_risultato_rinviato_si_corregge(responsabile: Client, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO, "Manca il verbale")
    risposta = salva(responsabile, "1.1", versione=scenari.risultato_di("1.1").versione, parte_0="NO", nota="Corretto")
    assert risposta.status_code == 200
    assert scenari.risultato_di("1.1").stato == StatoRisultato.RINVIATO


@pytest.mark.parametrize(
    ("chi", "stato"), [("direttore", 200), ("amministratrice", 200), ("nucleo", 403), ("organo", 403)]
)
def test_chi_puo_salvare(entra: Callable[[str], Client], chi: str, stato: int) -> None:
    assert salva(entra(chi), "2.1", parte_0="5").status_code == stato
    assert scenari.risultato_di("2.1").versione == (stato == 200)


def test_il_responsabile_non_salva_quello_di_un_altro_e_l_estraneo_non_lo_vede(entra: Callable[[str], Client]) -> None:
    assert salva(entra("responsabile"), "2.1", parte_0="5").status_code == 403
    assert salva(entra("estraneo"), "2.1", parte_0="5").status_code == 404
    assert scenari.risultato_di("2.1").versione == 0


def test_a_sessione_finita_la_pagina_lo_sa_e_chi_naviga_va_all_accesso(anno: object) -> None:
    risposta = salva(Client(), "1.1", parte_0="SI")
    assert (risposta.status_code, risposta_di(risposta)["esito"]) == (401, "accesso")
    assert Client().post(indirizzo("1.1"), {"versione": 0}).status_code == 302


def test_la_bozza_vuole_un_post(responsabile: Client) -> None:
    assert responsabile.get(indirizzo("1.1")).status_code == 405


def test_a_sessione_finita_la_prova_non_mette_l_accesso_nella_pagina(anno: object) -> None:
    prova = indirizzo("1.1", "rilevazione_prova")
    assert Client().post(prova, {"versione": 0}, HTTP_HX_REQUEST="true").status_code == 204
    assert Client().post(prova, {"versione": 0}).status_code == 302
