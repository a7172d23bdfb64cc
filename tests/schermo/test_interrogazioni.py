"""How many queries a page may make: a ratchet, so that no list starts to ask row by row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obiettivi.models import Piano
from tests.scenari import Cast
from tests.schermo.conftest import entra

# one of each is for the header: what is ready and was not seen yet
TETTI = {"piani": 8, "piano": 10, "scheda": 11, "indicatori_scheda": 14, "letture": 11}


@pytest.mark.parametrize("nome", TETTI)
def test_la_pagina_resta_sotto_il_suo_tetto(client: Client, cast: Cast, piani: list[Piano], nome: str) -> None:
    entra(client, cast.direttore)
    argomenti = {"ente": "ente-prova"}
    if nome != "piani":
        argomenti["piano"] = "ente-prova-2023-2025"
    if "scheda" in nome:
        argomenti["scheda"] = "1"
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(reverse(nome, kwargs=argomenti)).status_code == 200
    domande = [domanda["sql"] for domanda in catturate]
    assert len(domande) <= TETTI[nome], "\n".join(domande)
