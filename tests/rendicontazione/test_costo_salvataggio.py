"""Saving one result asks the same few questions of the database, however long the plan is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rendicontazione.banco.salvataggio import TETTO_QUERY, Salvataggi, anno_di

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("indicatori", [12, 500])
def test_un_salvataggio_fa_al_piu_quindici_query(indicatori: int) -> None:
    anno, persona = anno_di(indicatori)
    client = Client()
    client.force_login(persona, backend="django.contrib.auth.backends.ModelBackend")
    salva = Salvataggi(client, anno)
    salva()
    with CaptureQueriesContext(connection) as domande:
        salva()
    assert len(domande) <= TETTO_QUERY, "\n\n".join(domanda["sql"] for domanda in domande)


@pytest.mark.parametrize("indicatori", [12, 120])
def test_la_griglia_fa_le_stesse_query_con_dodici_righe_e_con_centoventi(indicatori: int) -> None:
    anno, persona = anno_di(indicatori)
    client = Client()
    client.force_login(persona, backend="django.contrib.auth.backends.ModelBackend")
    indirizzo = reverse("griglia", kwargs={"ente": "ente-misurato", "piano": anno.piano.codice, "anno": anno.anno})
    with CaptureQueriesContext(connection) as domande:
        risposta = client.get(indirizzo)
    assert risposta.context["quante"] == indicatori
    assert len(domande) <= 16, "\n\n".join(domanda["sql"] for domanda in domande)
