"""Two people on one result: both values side by side, and a choice for each field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def responsabile(entra: Callable[[str], Client]) -> Client:
    return entra("responsabile")


def salva(client: Client, codice: str, versione: int, **campi: str) -> HttpResponse:
    indirizzo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})
    return client.post(indirizzo, {"versione": versione, "nota": "", "causa": "", "fonte": "", **campi})


@pytest.fixture
def conflitto(responsabile: Client, cast: Cast) -> HttpResponse:
    """The director has saved 60% with a note of his; the responsabile, who started before, types 12/15."""
    scenari.bozza(cast, "1.3", "60%", nota="Del direttore")
    return salva(
        responsabile, "1.3", 0, parte_0_numeratore="12", parte_0_denominatore="15", nota="Mia", fonte="Registro"
    )


def test_la_pagina_mostra_i_due_valori_e_una_scelta_per_ogni_campo_diverso(conflitto: HttpResponse) -> None:
    assert conflitto.status_code == 409
    diversi = [riga.campo for riga in conflitto.context["confronto"] if riga.diverso]
    assert diversi == ["parte_0", "nota", "causa", "fonte"]
    pagina = conflitto.content.decode()
    assert all(f'name="scelta_{campo}" value="{valore}"' in pagina for campo in diversi for valore in ("mio", "suo"))
    assert "data-fermo" in pagina


def test_si_sceglie_campo_per_campo(responsabile: Client, conflitto: HttpResponse) -> None:
    scelte = {"scelta_parte_0": "suo", "scelta_nota": "mio", "scelta_causa": "suo", "scelta_fonte": "mio"}
    mio = {"parte_0_numeratore": "12", "parte_0_denominatore": "15", "nota": "Mia", "fonte": "Registro"}
    assert salva(responsabile, "1.3", 1, **mio, **scelte).status_code == 302
    risultato = scenari.risultato_di("1.3")
    assert (risultato.valori, risultato.nota) == ([{"numero": "60"}], "Mia")
    assert (risultato.causa, risultato.fonte) == ("esogena", "Registro")


def test_tieni_tutti_i_miei_mette_da_parte_le_scelte(responsabile: Client, conflitto: HttpResponse) -> None:
    campi = {"parte_0": "75", "nota": "Mia", "scelta_parte_0": "suo", "scelta_nota": "suo", "tieni": "mio"}
    assert salva(responsabile, "1.3", 1, **campi).status_code == 302
    assert scenari.risultato_di("1.3").valori == [{"numero": "75"}]


def test_scegliere_tutto_il_suo_non_cambia_niente(responsabile: Client, conflitto: HttpResponse) -> None:
    scelte = {f"scelta_{campo}": "suo" for campo in ("parte_0", "nota", "causa", "fonte")}
    assert salva(responsabile, "1.3", 1, parte_0="75", nota="Mia", **scelte).status_code == 302
    risultato = scenari.risultato_di("1.3")
    assert (risultato.versione, risultato.valori, risultato.nota) == (1, [{"numero": "60"}], "Del direttore")


def test_se_intanto_cambia_ancora_si_sceglie_di_nuovo(
    responsabile: Client, cast: Cast, conflitto: HttpResponse
) -> None:
    scenari.bozza(cast, "1.3", "65%", nota="Del direttore, ancora")
    risposta = salva(responsabile, "1.3", 1, parte_0="75", nota="Mia", scelta_nota="suo")
    assert risposta.status_code == 409
    assert "65%" in risposta.content.decode()


def test_chi_aveva_scritto_lo_stesso_non_ha_conflitti(responsabile: Client, cast: Cast) -> None:
    scenari.bozza(cast, "1.3", "60%", nota="Uguale")
    assert salva(responsabile, "1.3", 0, parte_0="60", nota="Uguale", causa="esogena").status_code == 302
    assert scenari.risultato_di("1.3").versione == 1


def test_dove_non_si_era_cambiato_niente_e_gia_scelto_il_valore_dell_altro(conflitto: HttpResponse) -> None:
    proposte = {riga.campo: riga.scelta for riga in conflitto.context["confronto"]}
    assert proposte == {"parte_0": "mio", "nota": "mio", "causa": "suo", "fonte": "mio"}


def test_la_versione_di_partenza_viene_dalla_storia(responsabile: Client, cast: Cast) -> None:
    scenari.bozza(cast, "1.3", "60%", nota="Prima nota")
    scenari.bozza(cast, "1.3", "70%", nota="Prima nota")
    risposta = salva(responsabile, "1.3", 1, parte_0="60", nota="Mia", causa="esogena")
    proposte = {riga.campo: (riga.diverso, riga.scelta) for riga in risposta.context["confronto"]}
    assert proposte["parte_0"] == (True, "suo")
    assert proposte["nota"] == (True, "mio")
