"""The addresses of the API: no login opens them, a key of the body does, what is another body's is not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.api.chiamate import Programma, problema
from tests.api.conftest import segreto
from tests.permessi.matrice import API
from tests.permessi.scena import Scena

pytestmark = pytest.mark.django_db

# what an address of the API names, of the body of the scene
ARGOMENTI: dict[str, dict[str, Any]] = {
    nome: {"piano": "ente-prova-2023-2025"} for nome in ("api_piano", "api_schede", "api_indicatori")
}
ARGOMENTI |= {
    "api_rendicontazioni": {"piano": "ente-prova-2023-2025"},
    "api_scheda": {"piano": "ente-prova-2023-2025", "scheda": "1"},
    "api_rendicontazione": {"piano": "ente-prova-2023-2025", "anno": 2023},
    "api_risultati": {"piano": "ente-prova-2023-2025", "anno": 2023},
    "api_niente": {"resto": "qualunque"},
}
# what names a plan, or nothing at all
DI_UN_PIANO = sorted(ARGOMENTI)
APERTI = {"api_ente": 200, "api_piani": 200, "api_documenti": 200}


def _indirizzo(nome: str) -> str:
    return reverse(nome, kwargs=ARGOMENTI.get(nome, {}))


def test_ogni_indirizzo_ha_la_sua_regola() -> None:
    assert {*DI_UN_PIANO, *APERTI} == API


@pytest.mark.parametrize("nome", sorted(API - {"api_niente"}))
def test_senza_chiave_non_si_apre_nemmeno_a_chi_è_entrato(scena: Scena, nome: str) -> None:
    for chi in ("", "amministratrice", "estraneo"):
        client = Client()
        if chi:
            client.force_login(scena.cast.per_nome(chi), backend="django.contrib.auth.backends.ModelBackend")
        risposta: HttpResponseBase = client.get(_indirizzo(nome))
        assert risposta.status_code == 401, chi
        assert problema(risposta)["type"] == "/api/v1/#errore-chiave-assente"
        assert not risposta.cookies


@pytest.mark.parametrize("nome", DI_UN_PIANO)
def test_di_un_altro_ente_e_di_nessuno_la_risposta_è_la_stessa(scena: Scena, nome: str) -> None:
    altrui = Programma(segreto(scena.cast, altrui=True))
    straniero = altrui.chiede(_indirizzo(nome))
    inventato = altrui.chiede(_indirizzo(nome).replace("ente-prova-2023-2025", "mai-esistito"))
    assert (straniero.status_code, inventato.status_code) == (404, 404)
    assert straniero.content == inventato.content


@pytest.mark.parametrize("nome", sorted(APERTI))
def test_le_liste_di_un_altro_ente_non_hanno_niente_di_questo(scena: Scena, nome: str) -> None:
    risposta = Programma(segreto(scena.cast, altrui=True)).chiede(_indirizzo(nome))
    assert risposta.status_code == APERTI[nome]
    assert b"ente-prova" not in risposta.content
