"""The progress of an objective over the years, beside the grade of one year."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.pluriennale import Avanzamento, avanzamenti
from rendicontazione.selectors.valutazione import valutazione
from tests.rendicontazione.piani_da_raggruppare import (
    aggiungi,
    approvato,
    apri,
    corpo,
    interrogazioni,
    misurato,
    pagina,
    pesato,
)
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]


@pytest.fixture
def in_step(cast: Cast) -> Rendicontazione:
    return apri(cast, approvato(cast, pesato()), 2023)


@pytest.fixture
def entra(cast: Cast) -> Entra:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso


def progressi(rendicontazione: Rendicontazione) -> dict[str, Avanzamento]:
    return {voce.scheda.scheda.codice: voce for voce in avanzamenti(valutazione(rendicontazione))}


def test_f_ha_il_cento_per_cento_del_2023_su_uno_step_che_vale_il_cinque(in_step: Rendicontazione, cast: Cast) -> None:
    misurato(cast, in_step, "F.1")
    effe = progressi(in_step)["F"]
    assert effe.scheda.aggregato.valore == 1
    assert effe.aggregato.valore == Fraction(5, 100)
    assert effe.aggregato.copertura.testo == "1 di 4"
    assert effe.frase == "F ottiene 100 % del 2023 su uno step che vale il 5 % dell'obiettivo."


def test_l_avanzamento_somma_gli_anni_fino_a_quello_chiesto(in_step: Rendicontazione, cast: Cast) -> None:
    secondo = apri(cast, in_step.piano, 2024)
    misurato(cast, in_step, "F.1")
    misurato(cast, secondo, "F.3")
    assert progressi(in_step)["F"].aggregato.valore == Fraction(5, 100)
    effe = progressi(secondo)["F"]
    assert effe.aggregato.valore == Fraction(45, 100)
    assert effe.aggregato.copertura.testo == "2 di 4"
    assert effe.frase == "F ottiene 100 % del 2024 su uno step che vale il 40 % dell'obiettivo."
    misurato(cast, secondo, "F.2", fatto=False)
    effe = progressi(secondo)["F"]
    assert effe.frase == "F ottiene 80 % del 2024 su 2 step che insieme valgono il 50 % dell'obiettivo."
    assert progressi(secondo)["2"].frase == "Nessuno step di 2 scade nel 2024."


def test_senza_risultati_la_frase_non_inventa_un_grado(in_step: Rendicontazione) -> None:
    effe = progressi(in_step)["F"]
    assert effe.frase == "F non ha ancora un grado nel 2023."
    assert effe.aggregato.copertura.testo == "0 di 4"


def test_la_pagina_dell_avanzamento_mette_accanto_i_due_gradi(
    entra: Entra, in_step: Rendicontazione, cast: Cast
) -> None:
    misurato(cast, in_step, "F.1")
    testo = corpo(entra("organo").get(pagina(in_step, "?per=avanzamento"), follow=True))
    assert "su uno step che vale il 5 % dell&#x27;obiettivo" in testo
    assert "Per esempio: F ottiene 100 %" in testo
    assert "100,00\u00a0%" in testo
    assert "5,00\u00a0%" in testo
    assert "1 di 4" in testo
    assert "non ancora misurato" in testo


def test_piu_step_non_costano_piu_interrogazioni(entra: Entra, in_step: Rendicontazione, cast: Cast) -> None:
    secondo = apri(cast, in_step.piano, 2024)
    confronti = pagina(secondo).replace("gruppi/", "confronti/")
    client = entra("nucleo")
    prima = interrogazioni(client, confronti)
    aggiungi(in_step, "F.1", 12)
    assert interrogazioni(client, confronti) == prima
    assert prima <= 22
