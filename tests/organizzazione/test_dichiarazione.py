"""Where a body's statement on accessibility is read, and whom to write to: who says it, and who reads it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.models import Ente, Utente
from tests.scenari import Cast, crea_cast

AGID = "https://form.agid.gov.it/view/0a1b2c3d"
SCRITTA = {"dichiarazione_accessibilita": AGID, "contatto_accessibilita": "urp@ente.example"}


@pytest.fixture
def cast(db: None) -> Cast:
    return crea_cast()


def _di(utente: Utente) -> Client:
    client = Client()
    client.force_login(utente, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _scrivi(cast: Cast, **dati: str):
    indirizzo = reverse("dichiarazione", kwargs={"ente": cast.ente.codice})
    return _di(cast.amministratrice).post(indirizzo, {**SCRITTA, **dati})


def test_once_written_every_page_of_the_body_leads_there(cast: Cast) -> None:
    piani = reverse("piani", kwargs={"ente": cast.ente.codice})
    assert AGID not in _di(cast.organo).get(piani).content.decode()
    assert _scrivi(cast).status_code == 302
    assert f'href="{AGID}"' in _di(cast.organo).get(piani).content.decode()


def test_anybody_reads_whom_to_write_to(cast: Cast) -> None:
    _scrivi(cast)
    pagina = Client().get(reverse("accessibilita"), {"ente": "ente-prova"}).content.decode()
    assert "mailto:urp@ente.example" in pagina
    assert AGID in pagina
    assert "Ente di prova" in pagina


@pytest.mark.parametrize("codice", ["ente-prova", "nessuno", ""])
def test_a_body_that_wrote_nothing_is_not_named(cast: Cast, codice: str) -> None:
    pagina = Client().get(reverse("accessibilita"), {"ente": codice}).content.decode()
    assert "Ente di prova" not in pagina
    assert "all'ente di cui stai leggendo i documenti" in pagina.replace("&#x27;", "'")


@pytest.mark.parametrize("indirizzo", ["https://esempio.it/dichiarazione", "http://form.agid.gov.it/view/1", "form"])
def test_only_an_address_of_agid_is_taken(cast: Cast, indirizzo: str) -> None:
    risposta = _scrivi(cast, dichiarazione_accessibilita=indirizzo)
    assert risposta.status_code == 422
    assert "comincia con https://form.agid.gov.it/" in risposta.content.decode()
    assert Ente.objects.get(codice="ente-prova").dichiarazione_accessibilita == ""


def test_what_was_written_is_taken_away_by_leaving_it_empty(cast: Cast) -> None:
    _scrivi(cast)
    assert _scrivi(cast, dichiarazione_accessibilita="", contatto_accessibilita="").status_code == 302
    assert Ente.objects.get(codice="ente-prova").dichiarazione_accessibilita == ""
