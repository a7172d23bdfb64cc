"""The addresses of the way in: what is open, what sends to the login, what is of nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.accesso.conftest import password
from tests.permessi.matrice import ACCESSO
from tests.scenari import Cast

APERTI = {"account_login", "password_reset", "password_reset_inviata", "password_reset_confirm"}
COMANDI = {"sessione_chiudi", "sessioni_chiudi", "identita_scollega"}
CON_PROVA = {"openid_connect_login", "openid_connect_callback", "invito"}
ARGOMENTI = {
    "openid_connect_login": {"provider_id": "nessuno"},
    "openid_connect_callback": {"provider_id": "nessuno"},
    "invito": {"gettone": "inventato"},
    "password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
    "mfa_remove_webauthn": {"pk": 1},
    "sessione_chiudi": {"sessione": 1},
    "identita_scollega": {"conto": 1},
}


def _indirizzo(nome: str) -> str:
    return reverse(nome, kwargs=ARGOMENTI.get(nome))


@pytest.mark.parametrize("nome", sorted(APERTI))
def test_prima_di_entrare_si_apre(client: Client, cast: Cast, nome: str) -> None:
    assert client.get(_indirizzo(nome)).status_code == 200


@pytest.mark.parametrize("nome", sorted(CON_PROVA))
def test_senza_la_prova_giusta_non_c_è(client: Client, cast: Cast, nome: str) -> None:
    assert client.get(_indirizzo(nome)).status_code == 404
    password(client, "anna")
    assert client.get(_indirizzo(nome)).status_code == 404


@pytest.mark.parametrize("nome", sorted(ACCESSO - APERTI - CON_PROVA))
def test_senza_accesso_si_arriva_alla_pagina_di_accesso(client: Client, cast: Cast, nome: str) -> None:
    for metodo in ("post",) if nome in COMANDI else ("get", "post"):
        if (nome, metodo) == ("mfa_login_webauthn", "post"):
            continue
        risposta = getattr(client, metodo)(_indirizzo(nome))
        assert (risposta.status_code, risposta.url.split("?")[0]) == (302, reverse("accedi")), metodo


@pytest.mark.parametrize("nome", sorted(COMANDI))
def test_un_comando_non_si_dà_aprendo_un_indirizzo(client: Client, cast: Cast, nome: str) -> None:
    password(client, "anna")
    if nome == "identita_scollega":
        client.post(reverse("account_reauthenticate"), {"password": "una-parola-di-prova"})
    assert client.get(_indirizzo(nome)).status_code == 405


@pytest.mark.parametrize(
    "nome", ["account_signup", "account_email", "account_logout", "socialaccount_connections", "mfa_trust"]
)
def test_degli_indirizzi_di_allauth_ci_sono_solo_quelli_voluti(nome: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(nome)
    assert nome not in get_resolver().reverse_dict
