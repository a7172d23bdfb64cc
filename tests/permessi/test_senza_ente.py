"""Addresses without a body: jobs are of somebody's body, the administration is of superusers, four pages are open."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.models import Utente
from tests.permessi.matrice import SENZA_ENTE, TUTTI
from tests.permessi.scena import Scena

pytestmark = pytest.mark.django_db

RETRO = "django.contrib.auth.backends.ModelBackend"
APERTI = {"salute_viva", "accessibilita", "accedi", "aiuto", "aiuto_pagina", "tastiera"}
# 503 here, where neither worker nor beat is running: tests/guasti
SALUTE = {"salute", "salute_pronta"}
COMANDI = ("riprova_lavoro", "annulla_lavoro", "richiedi_lavoro")
HTMX = ({}, {"HX-Request": "true"})


def _di(scena: Scena, chi: str) -> Client:
    client = Client()
    utente = Utente.objects.get(username="ugo") if chi == "scaduto" else scena.cast.per_nome(chi)
    client.force_login(utente, backend=RETRO)
    return client


def _indirizzo(scena: Scena, nome: str) -> str:
    argomenti = {"lavoro_id": scena.lavoro.pk} if nome in {"lavoro", *COMANDI} else {}
    if nome == "aiuto_pagina":
        argomenti = {"pagina": "parole"}
    return reverse(nome, kwargs=argomenti)


@pytest.mark.parametrize("nome", sorted(SENZA_ENTE - APERTI - SALUTE - {"esci"}))
def test_senza_accesso_si_arriva_alla_pagina_di_accesso(scena: Scena, nome: str) -> None:
    metodo = "post" if nome in COMANDI else "get"
    risposta = getattr(Client(), metodo)(_indirizzo(scena, nome))
    assert risposta.status_code == 302
    assert risposta.headers["Location"].startswith(reverse("accedi"))


@pytest.mark.parametrize("nome", sorted(APERTI))
def test_ciò_che_è_di_tutti_si_apre(scena: Scena, nome: str) -> None:
    assert Client().get(_indirizzo(scena, nome)).status_code == 200


@pytest.mark.parametrize("testata", HTMX, ids=["pagina", "htmx"])
def test_un_lavoro_è_di_chi_ha_un_ruolo_nel_suo_ente(scena: Scena, testata: dict[str, str]) -> None:
    vede, comandi = _indirizzo(scena, "lavoro"), [_indirizzo(scena, nome) for nome in COMANDI]
    for chi in TUTTI:
        assert _di(scena, chi).get(vede, headers=testata).status_code == 200, chi
        for comando in comandi:
            assert _di(scena, chi).post(comando, headers=testata).status_code in (200, 403), (chi, comando)
    for chi in ("estraneo", "scaduto"):
        assert _di(scena, chi).get(vede, headers=testata).status_code == 404, chi
        for comando in comandi:
            assert _di(scena, chi).post(comando, headers=testata).status_code == 404, (chi, comando)


def test_un_lavoro_non_fallito_non_si_riprova_e_la_frase_lo_dice(scena: Scena) -> None:
    risposta = _di(scena, "amministratrice").post(_indirizzo(scena, "riprova_lavoro"))
    assert risposta.status_code == 403
    assert "solo un lavoro non riuscito" in risposta.content.decode()


def test_alla_scrivania_si_vedono_solo_i_propri_enti(scena: Scena) -> None:
    for chi, nome in (("amministratrice", "Ente di prova"), ("estraneo", "Altro ente")):
        testo = _di(scena, chi).get(reverse("scrivania")).content.decode()
        assert nome in testo
        assert ({"Ente di prova", "Altro ente"} - {nome}).pop() not in testo
    assert "Ente di prova" not in _di(scena, "scaduto").get(reverse("scrivania")).content.decode()


@pytest.mark.parametrize("pagina", ["admin:index", "admin:organizzazione_utente_changelist"])
def test_l_amministrazione_è_solo_di_chi_installa(scena: Scena, pagina: str) -> None:
    indirizzo = reverse(pagina)
    for chi in (*TUTTI, "estraneo", "scaduto"):
        risposta = _di(scena, chi).get(indirizzo)
        assert (risposta.status_code, risposta.headers.get("Location", "").split("?")[0]) == (
            302,
            reverse("admin:login"),
        ), chi
    assert Client().get(indirizzo).status_code == 302
    Utente.objects.filter(pk=scena.cast.direttore.pk).update(is_staff=True, is_superuser=True)
    assert _di(scena, "direttore").get(indirizzo).status_code == 200
