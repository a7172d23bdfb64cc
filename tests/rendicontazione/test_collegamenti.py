"""A proof kept elsewhere: which addresses are taken, how the page shows them, who may take them off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.indirizzi import difetto, host_di
from rendicontazione.models import Evidenza, Rendicontazione
from rendicontazione.services.evidenze import allega_indirizzo
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
DELIBERA = "https://albo.ente.example.it/delibere/12?anno=2023#p2"


@pytest.fixture
def responsabile(entra: Callable[[str], Client]) -> Client:
    return entra("responsabile")


def pagina(codice: str) -> str:
    return reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})


def salva(client: Client, codice: str, **campi: object):
    return client.post(pagina(codice), {"versione": 0, "nota": "", "causa": "", "fonte": "", **campi}, follow=True)


@pytest.mark.parametrize(
    "indirizzo",
    [DELIBERA, "http://protocollo/atti/7", "https://10.0.0.7:8443/a", "https://[2001:db8::1]/a", "https://città.it/a"],
)
def test_a_web_address_is_taken(indirizzo: str) -> None:
    assert difetto(indirizzo) == ""


@pytest.mark.parametrize(
    ("indirizzo", "frase"),
    [
        ("javascript:alert(1)", "non è un indirizzo del web"),
        ("www.ente.it/atto.pdf", "non è un indirizzo del web"),
        ("https://", "non è un indirizzo del web"),
        ("https://ente.it:99999/", "non è un indirizzo del web"),
        ("https://[ente/", "non è un indirizzo del web"),
        ("ftp://ente.it/atto.pdf", "http:// o https://"),
        ("file://server/atto.pdf", "http:// o https://"),
        ("https://anna:segreta@ente.it/", "nome utente o una password"),
        ("https://anna@ente.it/", "nome utente o una password"),
        ("https://altrove.it\\.ente.it/", "caratteri non ammessi"),
        ("https://ente.it/un atto", "caratteri non ammessi"),
        ("java\tscript:alert(1)", "caratteri non ammessi"),
        ("https://ente.it/" + "a" * 500, "supera 500 caratteri"),
    ],
)
def test_any_other_address_is_refused_with_its_sentence(indirizzo: str, frase: str) -> None:
    assert frase in difetto(indirizzo)


def test_the_host_is_shown_as_the_network_knows_it() -> None:
    assert host_di(DELIBERA) == "albo.ente.example.it"
    assert host_di("https://citt\u0430.it/").startswith("xn--")


def test_the_same_link_twice_is_one_proof(cast: Cast, anno: Rendicontazione) -> None:
    for _ in range(2):
        allega_indirizzo(
            risultato=scenari.risultato_di("1.1"),
            indirizzo=f" {DELIBERA} ",
            utente=cast.responsabile,
            adesso=timezone.now(),
        )
    assert [evidenza.indirizzo for evidenza in Evidenza.objects.all()] == [DELIBERA]


def test_who_may_not_write_the_result_may_not_link(cast: Cast, anno: Rendicontazione) -> None:
    risultato = scenari.risultato_di("2.1")
    for persona, indirizzo in ((cast.responsabile, DELIBERA), (cast.nucleo, DELIBERA)):
        with pytest.raises(AzioneNegata):
            allega_indirizzo(risultato=risultato, indirizzo=indirizzo, utente=persona, adesso=timezone.now())
    with pytest.raises(DatiNonValidi):
        allega_indirizzo(risultato=risultato, indirizzo="ente", utente=cast.direttore, adesso=timezone.now())


def test_la_pagina_mostra_il_collegamento_con_il_suo_sito_e_lo_toglie(responsabile: Client) -> None:
    corpo = salva(responsabile, "1.3", parte_0="90", indirizzo=DELIBERA).content.decode()
    assert f'<a href="{DELIBERA}" target="_blank" rel="noopener noreferrer">' in corpo
    assert "collegamento al sito <strong>albo.ente.example.it</strong>" in corpo
    evidenza = Evidenza.objects.get()
    risposta = salva(responsabile, "1.3", versione=1, parte_0="90", togli=evidenza.pk)
    assert f"Evidenza tolta: {DELIBERA}" in risposta.content.decode()
    assert not Evidenza.objects.exists()


def test_un_collegamento_sbagliato_resta_scritto_con_la_sua_frase(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="90", indirizzo="https://io:io@ente.it/")
    assert risposta.status_code == 422
    assert "nome utente o una password" in risposta.content.decode()
    assert risposta.context["form"]["indirizzo"].value() == "https://io:io@ente.it/"


def test_un_collegamento_giusto_si_conserva_anche_se_il_resto_va_corretto(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="abc", indirizzo=DELIBERA)
    assert risposta.status_code == 422
    assert risposta.context["form"]["indirizzo"].value() == ""
    assert Evidenza.objects.get().host == "albo.ente.example.it"
