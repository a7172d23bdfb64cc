"""The page of the components: where one develops, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from pianoperf.web.templatetags.formati import TONI
from rendicontazione.componenti import esempi
from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.scena import Scena

__all__ = ["ente_in_corso", "scena"]
pytestmark = pytest.mark.django_db
RETRO = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def client_del_nucleo(scena: Scena) -> Iterator[Client]:
    client = Client()
    client.force_login(scena.cast.nucleo, backend=RETRO)
    with override_settings(SVILUPPO=True):
        yield client


def test_every_state_has_its_badge(client_del_nucleo: Client) -> None:
    pagina = client_del_nucleo.get(reverse("componenti")).content.decode()
    assert [stato for stato in TONI if f">{stato}</span>" not in pagina] == []


def test_a_job_is_shown_in_each_of_its_states(client_del_nucleo: Client) -> None:
    pagina = client_del_nucleo.get(reverse("componenti")).content.decode()
    assert [frase for frase in ("in coda", "scheda 3 di 12", "pronto.", "annullato.") if frase not in pagina] == []
    assert all(lavoro.errore in pagina for lavoro in esempi.lavori())


def test_in_production_there_is_no_such_page(client_del_nucleo: Client) -> None:
    with override_settings(SVILUPPO=False):
        assert client_del_nucleo.get(reverse("componenti")).status_code == 404
