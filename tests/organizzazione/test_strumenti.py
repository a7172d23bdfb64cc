"""The page of tools: every entry opens for the roles that see it, and for no other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.strumenti import STRUMENTI, Strumento
from tests import scenari
from tests.scenari import Cast
from tests.schermo.conftest import entra

PERSONE = {
    "amministratrice": "amministratore",
    "direttore": "direttore",
    "responsabile": "responsabile",
    "nucleo": "nucleo",
    "organo": "organo",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.mark.parametrize("strumento", STRUMENTI, ids=lambda voce: voce.indirizzo)
def test_ogni_strumento_si_apre_a_chi_lo_vede(client: Client, cast: Cast, strumento: Strumento) -> None:
    pagina = reverse("strumenti", kwargs={"ente": cast.ente.codice})
    indirizzo = reverse(strumento.indirizzo, kwargs={"ente": cast.ente.codice})
    for persona, ruolo in PERSONE.items():
        entra(client, cast.per_nome(persona))
        assert (f'href="{indirizzo}"' in client.get(pagina).content.decode()) is (ruolo in strumento.ruoli), persona
        assert (client.get(indirizzo).status_code == 200) is (ruolo in strumento.ruoli), persona


def test_per_un_estraneo_la_pagina_non_esiste(client: Client, cast: Cast) -> None:
    entra(client, cast.estraneo)
    assert client.get(reverse("strumenti", kwargs={"ente": cast.ente.codice})).status_code == 404
