"""What the pages of a plan say, family by family."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from obiettivi.models import Piano
from tests.scenari import Cast
from tests.schermo.conftest import entra


@pytest.fixture(autouse=True)
def entrato(client: Client, cast: Cast, piani: list[Piano]) -> None:
    entra(client, cast.direttore)


def _testo(client: Client, nome: str, **argomenti: str) -> str:
    indirizzo = reverse(nome, kwargs={"ente": "ente-prova", **argomenti})
    return client.get(indirizzo, headers={"HX-Request": "true"}).content.decode()


def test_l_elenco_si_filtra_per_tipo_e_per_anno(client: Client) -> None:
    indirizzo = reverse("piani", kwargs={"ente": "ente-prova"})
    testo = client.get(indirizzo, {"famiglia": "piao", "anno": "2024"}).content.decode()
    assert "PIAO di prova" in testo
    assert "Albero di prova" not in testo
    assert "Nessun piano con questi filtri" in client.get(indirizzo, {"testo": "inesistente"}).content.decode()


def test_la_parte_dell_elenco_e_la_stessa_della_pagina(client: Client) -> None:
    indirizzo = reverse("piani", kwargs={"ente": "ente-prova"}) + "?sort=titolo"
    intera = client.get(indirizzo).content.decode()
    parte = client.get(indirizzo, headers={"HX-Request": "true", "HX-Target": "elenco"}).content.decode()
    assert parte.strip() in intera
    assert "<html" not in parte


def test_il_target_e_stampato_e_sotto_c_e_la_sua_lettura(client: Client) -> None:
    testo = _testo(client, "indicatori_scheda", piano="ente-prova-2023-2025", scheda="1")
    assert "Entro giugno 100%" in testo
    assert '<ul class="lettura">' in testo
    assert "entro giugno" in testo


def test_i_pesi_dell_anno_di_un_obiettivo_piao(client: Client) -> None:
    testo = _testo(client, "indicatori_scheda", piano="piao-prova", scheda="A")
    assert "16,67" in testo
    assert "83,33" in testo
    assert "30/06/2024" in testo


def test_l_incrocio_segna_gli_obiettivi_collegati(client: Client) -> None:
    testo = _testo(client, "piano", piano="piao-prova")
    assert testo.count('class="segno"') == 1
    assert "1 Minori" in testo


def test_l_albero_mostra_anche_i_rami_vuoti(client: Client) -> None:
    testo = _testo(client, "piano", piano="albero-prova")
    assert "Obiettivo operativo" in testo
    assert "Nessun obiettivo operativo." in testo


def test_i_testi_della_scheda_hanno_i_titoli_del_piano(client: Client) -> None:
    testo = _testo(client, "scheda", piano="piao-prova", scheda="A")
    assert "Criticità" in testo
    assert "Poche risorse" in testo
