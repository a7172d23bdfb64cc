"""Where the scheda says so, nothing is sent without a proof."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from obiettivi.models import Scheda
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.mancanze import che_cosa_manca
from rendicontazione.models import Rendicontazione
from rendicontazione.prove.services import imponi_evidenze
from rendicontazione.services.evidenze import allega_evidenza
from rendicontazione.services.risultati import mancanze_per_inviare
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
FRASE = "Allega almeno un'evidenza: la scheda la richiede."
OBBLIGO = reverse("evidenze_obbligatorie", kwargs={"ente": "ente-prova", "piano": "ente-prova-2023-2025"})


@pytest.fixture
def obbligo(cast: Cast, anno: Rendicontazione) -> None:
    imponi_evidenze(piano=anno.piano, codici=["1"], utente=cast.amministratrice)


def allega(cast: Cast, codice: str) -> None:
    caricato = SimpleUploadedFile("verbale.pdf", b"%PDF-1.7 una prova")
    allega_evidenza(risultato=scenari.risultato_di(codice), caricato=caricato, utente=cast.direttore, adesso=ADESSO)


def test_senza_evidenza_non_si_invia_e_con_l_evidenza_si(cast: Cast, obbligo: None) -> None:
    with pytest.raises(AzioneNegata, match="Allega almeno un'evidenza"):
        scenari.inviato(cast, "1.1", "SI")
    scenari.bozza(cast, "1.1", "SI")
    assert mancanze_per_inviare(scenari.risultato_di("1.1")) == [FRASE]
    allega(cast, "1.1")
    assert scenari.inviato(cast, "1.1", "SI").stato == "trasmesso"


def test_le_altre_schede_non_la_chiedono(cast: Cast, obbligo: None) -> None:
    assert scenari.inviato(cast, "2.1", "5").stato == "trasmesso"


def test_la_frase_sta_con_le_altre_cose_che_mancano(cast: Cast, obbligo: None) -> None:
    risultato = scenari.bozza(cast, "1.4", "20/06/2023", "")
    assert mancanze_per_inviare(risultato) == ["Manca il risultato della parte 2.", FRASE]
    assert FRASE in che_cosa_manca(risultato)


@pytest.mark.parametrize(
    ("chi", "stato"),
    [
        ("amministratrice", 200),
        ("direttore", 403),
        ("responsabile", 403),
        ("nucleo", 403),
        ("organo", 403),
        ("estraneo", 404),
    ],
)
def test_solo_l_amministratore_le_impone(entra: Callable[[str], Client], chi: str, stato: int) -> None:
    assert entra(chi).get(OBBLIGO).status_code == stato
    assert entra(chi).post(OBBLIGO, {"schede": ["1"]}).status_code == (302 if stato == 200 else stato)
    assert Scheda.objects.get(codice="1").evidenza_obbligatoria is (stato == 200)


def test_la_pagina_segna_toglie_e_lascia_com_e_cio_che_era_inviato(entra: Callable[[str], Client], cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("amministratrice")
    client.post(OBBLIGO, {"schede": ["1", "2"]})
    assert "1 risultato già inviato" in client.get(OBBLIGO).content.decode()
    client.post(OBBLIGO, {"schede": ["2"]})
    assert dict(Scheda.objects.values_list("codice", "evidenza_obbligatoria")) == {"1": False, "2": True}
    assert scenari.risultato_di("1.1").stato == "trasmesso"
