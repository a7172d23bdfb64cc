"""Login: five wrong tries close it for a quarter of an hour, with a sentence."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.scenari import PAROLA, Cast
from tests.schermo.conftest import entra


def _prova(client: Client, utente: str, password: str):
    return client.post(reverse("accedi"), {"username": utente, "password": password})


def test_si_entra_e_si_arriva_alla_scrivania(client: Client, cast: Cast) -> None:
    risposta = _prova(client, "anna", PAROLA)
    assert risposta.status_code == 302
    assert risposta.url == reverse("scrivania")


def test_una_password_sbagliata_lascia_il_nome_e_dice_che_cosa_fare(client: Client, cast: Cast) -> None:
    testo = _prova(client, "anna", "sbagliata").content.decode()
    assert "Nome utente o password non corretti" in testo
    assert 'value="anna"' in testo


def test_dopo_cinque_errori_l_accesso_si_chiude(client: Client, cast: Cast) -> None:
    codici = [_prova(client, "anna", f"sbagliata-{i}").status_code for i in range(5)]
    assert codici[:4] == [200] * 4
    bloccato = _prova(client, "anna", PAROLA)
    assert bloccato.status_code == 429
    assert "resta chiuso per 15 minuti" in bloccato.content.decode()
    assert _prova(client, "dario", PAROLA).status_code == 302


def test_si_esce_solo_con_un_pulsante(client: Client, cast: Cast) -> None:
    entra(client, cast.direttore)
    assert client.get(reverse("esci")).status_code == 405
    assert client.post(reverse("esci")).status_code == 302
    assert client.get("/").status_code == 302


def test_una_parte_di_pagina_a_sessione_finita_ricarica_la_pagina(client: Client, cast: Cast) -> None:
    risposta = client.get(reverse("accedi"), headers={"HX-Request": "true"})
    assert risposta.headers["HX-Refresh"] == "true"


def test_chi_non_ha_incarichi_legge_a_chi_rivolgersi(client: Client, cast: Cast) -> None:
    cast.organo.incarichi.all().delete()
    entra(client, cast.organo)
    assert "Non hai ancora un incarico" in client.get("/").content.decode()


def test_si_cambia_la_propria_password(client: Client, cast: Cast) -> None:
    entra(client, cast.direttore)
    nuova = "il-gatto-sul-tetto-99"
    corta = {"old_password": PAROLA, "new_password1": "corta", "new_password2": "corta"}
    assert client.post(reverse("cambia_password"), corta).status_code == 200
    assert client.post(reverse("cambia_password"), corta | {"new_password1": nuova, "new_password2": nuova}).url == "/"
    cast.direttore.refresh_from_db()
    assert cast.direttore.check_password(nuova)
