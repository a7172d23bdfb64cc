"""A change without a baseline: the person who confirms the reading gives the value it starts from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.enums import StatoLettura
from indicatori.models import Previsione
from indicatori.motore.descrizione import descrivi
from obiettivi.models import Piano
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.scenari import ADESSO, ANNO, Cast
from tests.schermo.conftest import entra

TARGET = "Riduzione del 10% rispetto al 2022"


@pytest.fixture
def piano(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Piano:
    """An approved plan in which indicator 1.3 asks for a fall of 10 % and does not say from what."""
    dati = scenari.dati_di_prova()
    dati.schede[0].indicatori[2] = replace(dati.schede[0].indicatori[2], previsioni={ANNO: TARGET})
    monkeypatch.setattr(scenari, "dati_di_prova", lambda: dati)
    return scenari.piano_approvato(cast)


@pytest.fixture
def pagina(client: Client, cast: Cast, piano: Piano) -> str:
    entra(client, cast.direttore)
    argomenti = {"ente": "ente-prova", "piano": piano.codice, "previsione": previsione().pk}
    return reverse("lettura", kwargs=argomenti)


def previsione() -> Previsione:
    return Previsione.objects.get(indicatore__codice="1.3", anno=ANNO)


def conferma(client: Client, pagina: str, partenza: str, righe: str = "-10 %") -> str:
    dati = {"righe": righe, "verso": "decrescente", "partenza_1": partenza}
    return client.post(pagina, dati).content.decode()


def apri(cast: Cast, piano: Piano) -> None:
    apri_rendicontazione(
        piano=piano,
        anno=ANNO,
        finestra_dal=ADESSO - timedelta(days=10),
        finestra_al=ADESSO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )


def test_la_pagina_chiede_da_dove_si_parte(client: Client, pagina: str) -> None:
    testo = client.get(pagina).content.decode()
    assert "Valore di partenza di «-10 %»" in testo
    assert "non si può calcolare" in testo


def test_la_partenza_si_salva_con_la_lettura_e_il_testo_resta(client: Client, pagina: str) -> None:
    conferma(client, pagina, "1.250,5")
    (condizione,) = previsione().lette
    assert (condizione.base, condizione.valore) == (Decimal("1250.5"), -10)
    assert descrivi(condizione) == "-10 % (baseline 1.250,5)"
    assert (previsione().testo, previsione().lettura) == (TARGET, StatoLettura.CONFERMATA)


def test_salvata_si_rivede_nel_suo_campo_e_nel_gettone(client: Client, pagina: str) -> None:
    conferma(client, pagina, "120")
    testo = client.get(pagina).content.decode()
    assert client.get(pagina).context["form"].initial["righe"] == "-10 %"
    assert 'name="partenza_1" value="120"' in testo
    assert '<span class="gettone-nome">partenza</span> 120<' in testo


def test_con_la_partenza_il_grado_si_calcola(client: Client, cast: Cast, piano: Piano, pagina: str) -> None:
    conferma(client, pagina, "200")
    apri(cast, piano)
    grado = scenari.inviato(cast, "1.3", "190").grado
    assert grado == Decimal("0.5")


def test_senza_partenza_resta_non_calcolabile(client: Client, cast: Cast, piano: Piano, pagina: str) -> None:
    conferma(client, pagina, "")
    apri(cast, piano)
    risultato = scenari.bozza(cast, "1.3", "190")
    assert risultato.grado is None


@pytest.mark.parametrize(
    ("partenza", "frase"), [("tanti", "non è un numero"), ("0", "non può partire da 0"), ("1" * 41, "non è un numero")]
)
def test_una_partenza_sbagliata_torna_indietro_con_la_frase(
    client: Client, pagina: str, partenza: str, frase: str
) -> None:
    testo = conferma(client, pagina, partenza)
    assert frase in testo
    assert f'value="{partenza}"' in testo
    assert previsione().lettura == StatoLettura.PROPOSTA


def test_ogni_variazione_ha_la_sua_partenza(client: Client, pagina: str) -> None:
    righe = "almeno 3 incontri\n-10 %\nutenti: +5 (baseline 7)\nore: +2"
    client.post(pagina, {"righe": righe, "verso": "crescente", "partenza_1": "50 %", "partenza_3": "30"})
    assert [condizione.base for condizione in previsione().lette] == [None, 50, 7, 30]


def test_mentre_si_scrive_il_campo_compare_e_tiene_il_valore(client: Client, pagina: str) -> None:
    anteprima = f"{pagina}anteprima/"
    assert "partenza_1" not in client.post(anteprima, {"righe": "almeno 3"}).content.decode()
    testo = client.post(anteprima, {"righe": "almeno 3\n+10 %", "partenza_1": "80"}).content.decode()
    assert 'name="partenza_1" value="80"' in testo
    assert '<span class="gettone-nome">partenza</span> 80<' in testo


def test_togliere_la_partenza_la_toglie_dalla_lettura(client: Client, pagina: str) -> None:
    conferma(client, pagina, "120")
    conferma(client, pagina, " ")
    assert previsione().lette[0].base is None


def test_ad_anno_aperto_la_partenza_non_si_cambia(client: Client, cast: Cast, piano: Piano, pagina: str) -> None:
    conferma(client, pagina, "120")
    apri(cast, piano)
    assert " readonly" in client.get(pagina).content.decode()
    dati = {"righe": "-10 %", "verso": "decrescente"}
    assert client.post(pagina, {**dati, "partenza_1": "90"}).status_code == 403
    assert client.post(pagina, {**dati, "partenza_1": "120"}).status_code == 302
    assert previsione().lette[0].base == 120
