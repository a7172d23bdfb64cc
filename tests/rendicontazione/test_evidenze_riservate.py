"""A confidential proof: who knows that it exists, role by role, and everybody else a 404."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicatori.models import Responsabilita
from pianoperf.organizzazione.models import Incarico, Persona
from rendicontazione.models import Evidenza
from rendicontazione.services.evidenze import allega_evidenza, allega_indirizzo
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 una prova"


@pytest.fixture
def riservata(cast: Cast, anno: object) -> Evidenza:
    """On an indicator of the responsabile, uploaded by the director."""
    caricato = SimpleUploadedFile("relazione-minori.pdf", PDF)
    return allega_evidenza(
        risultato=scenari.risultato_di("1.3"),
        caricato=caricato,
        utente=cast.direttore,
        adesso=ADESSO,
        riservata=True,
    )


def scarica(client: Client, evidenza: Evidenza) -> HttpResponse:
    return client.get(reverse("evidenza", kwargs={"ente": "ente-prova", "evidenza": evidenza.pk}))


def pagina(client: Client, nome: str = "rilevazione") -> str:
    indirizzo = reverse(nome, kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    return client.get(indirizzo).content.decode()


@pytest.mark.parametrize(
    ("chi", "stato"),
    [
        ("amministratrice", 200),
        ("direttore", 200),
        ("responsabile", 200),
        ("nucleo", 200),
        ("organo", 404),
        ("estraneo", 404),
    ],
)
def test_chi_scarica_una_evidenza_riservata(
    entra: Callable[[str], Client], riservata: Evidenza, chi: str, stato: int
) -> None:
    assert scarica(entra(chi), riservata).status_code == stato


@pytest.mark.parametrize(("chi", "vede"), [("direttore", True), ("nucleo", True), ("organo", False)])
@pytest.mark.parametrize("nome", ["rilevazione", "esame"])
def test_in_ogni_pagina_la_vede_solo_chi_puo(
    entra: Callable[[str], Client], riservata: Evidenza, chi: str, vede: bool, nome: str
) -> None:
    assert ("relazione-minori.pdf" in pagina(entra(chi), nome)) is vede


def test_un_responsabile_di_altro_non_vede_ne_il_risultato_ne_la_prova(
    entra: Callable[[str], Client], riservata: Evidenza, cast: Cast
) -> None:
    Responsabilita.objects.filter(persona__utente=cast.responsabile).delete()
    assert scarica(entra("responsabile"), riservata).status_code == 403


def test_un_organo_che_e_anche_responsabile_dell_indicatore_la_vede(
    entra: Callable[[str], Client], riservata: Evidenza, cast: Cast
) -> None:
    Incarico.objects.create(utente=cast.organo, ente=cast.ente, ruolo="responsabile", dal=date(2020, 1, 1))
    persona = Persona.objects.create(ente=cast.ente, nome="Orso", cognome="Organo", utente=cast.organo)
    assert scarica(entra("organo"), riservata).status_code == 404
    Responsabilita.objects.create(indicatore=scenari.indicatore_di("1.3"), persona=persona)
    assert scarica(entra("organo"), riservata).status_code == 200


def test_anche_un_collegamento_puo_essere_riservato(entra: Callable[[str], Client], cast: Cast, anno: object) -> None:
    evidenza = allega_indirizzo(
        risultato=scenari.risultato_di("1.3"),
        indirizzo="https://www.ente.it/riservato",
        utente=cast.direttore,
        adesso=ADESSO,
        riservata=True,
    )
    assert scarica(entra("organo"), evidenza).status_code == 404
    assert "www.ente.it/riservato" not in pagina(entra("organo"))
    assert "www.ente.it/riservato" in pagina(entra("responsabile"))


def test_dal_modulo_si_allega_riservata_e_si_cambia_senza_perdere_lo_scritto(
    entra: Callable[[str], Client], anno: object
) -> None:
    client = entra("responsabile")
    indirizzo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    client.post(indirizzo, {"versione": 0, "file": SimpleUploadedFile("verbale.pdf", PDF), "riservata": "on"})
    evidenza = Evidenza.objects.get()
    assert evidenza.riservata
    risposta = client.post(indirizzo, {"versione": 1, "parte_0": "91", "apri_a_tutti": evidenza.pk})
    assert risposta.context["form"]["parte_0"].value() == "91"
    assert not Evidenza.objects.get().riservata
    client.post(indirizzo, {"versione": 1, "riserva": evidenza.pk})
    assert Evidenza.objects.get().riservata


def test_chi_non_compila_non_cambia_la_riserva(entra: Callable[[str], Client], riservata: Evidenza) -> None:
    indirizzo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    entra("nucleo").post(indirizzo, {"versione": 0, "apri_a_tutti": riservata.pk})
    assert Evidenza.objects.get().riservata
    assert (
        entra("organo")
        .post(reverse("evidenza_togli", kwargs={"ente": "ente-prova", "evidenza": riservata.pk}))
        .status_code
        == 404
    )
