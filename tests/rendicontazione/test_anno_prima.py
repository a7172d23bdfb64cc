"""Beside the entry: what the same indicator reached the year before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.anno_prima import anno_prima
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def anno_dopo(cast: Cast, anno: Rendicontazione) -> Risultato:
    """The result of 1.1 in 2024, the only target that the plan has in both years."""
    apri_rendicontazione(
        piano=anno.piano,
        anno=2024,
        finestra_dal=timezone.now(),
        finestra_al=timezone.now() + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=timezone.now(),
    )
    return Risultato.objects.get(previsione__indicatore__codice="1.1", previsione__anno=2024)


def pagina(client: Client, risultato: Risultato) -> str:
    return client.get(reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": risultato.pk})).content.decode()


def test_la_pagina_mostra_valore_grado_e_nota_dell_anno_prima(
    entra: Callable[[str], Client], cast: Cast, anno_dopo: Risultato
) -> None:
    scenari.inviato(cast, "1.1", "NO", nota="Lavori in ritardo")
    corpo = pagina(entra("responsabile"), anno_dopo)
    laterale = corpo[corpo.index("Nel 2023") :]
    for frase in ("<strong>NO</strong>", "0,00\u00a0%", "Lavori in ritardo", "Esterna all&#x27;ente", "Apri il 2023"):
        assert frase in laterale


def test_un_anno_prima_senza_risultato_lo_dice(entra: Callable[[str], Client], anno_dopo: Risultato) -> None:
    assert "non rendicontato" in pagina(entra("responsabile"), anno_dopo)


def test_il_primo_anno_non_ha_niente_accanto(anno_dopo: Risultato) -> None:
    assert anno_prima(scenari.risultato_di("1.1")) is None
    letto = anno_prima(anno_dopo)
    assert letto is not None
    assert (letto.risultato.previsione.anno, letto.misure) == (2023, ())
