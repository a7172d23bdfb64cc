"""Readings confirmed together: seen before, taken back after."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.enums import StatoLettura
from indicatori.models import Previsione
from obiettivi.models import Piano
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
P = StatoLettura.PROPOSTA


@pytest.fixture
def piano(cast: Cast) -> Piano:
    """One reading with a doubt, one that says nothing."""
    piano = scenari.piano_approvato(cast)
    letture = Previsione.objects.filter(indicatore__scheda__piano=piano)
    letture.update(avvisi=[], lettura=P, confermata_da=None, confermata_il=None)
    letture.filter(indicatore__codice="1.3").update(avvisi=[{"codice": "T", "messaggio": "Un dubbio."}])
    letture.filter(indicatore__codice="2.1").update(condizioni=[])
    return piano


@pytest.fixture
def direttore(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.direttore, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pagina(piano: Piano) -> str:
    return reverse("conferma_certe", kwargs={"ente": "ente-prova", "piano": piano.codice})


def _stati() -> dict[str, set[str]]:
    stati: dict[str, set[str]] = {}
    for codice, stato in Previsione.objects.exclude(testo="").values_list("indicatore__codice", "lettura"):
        stati.setdefault(codice, set()).add(stato)
    return stati


def _conferma(client: Client, piano: Piano) -> tuple[str, dict[str, str]]:
    testo = client.post(_pagina(piano), follow=True).content.decode()
    trovata = re.search(r'class="annulla" method="post" action="([^"]+)".*?name="gettone" value="([^"]+)"', testo, re.S)
    assert trovata
    return trovata.group(1), {"gettone": trovata.group(2)}


def test_l_anteprima_dice_quali_e_perché_le_altre_no(piano: Piano, direttore: Client) -> None:
    prima, dopo = direttore.get(_pagina(piano)).content.decode().split('id="escluse-titolo"')
    assert "Conferma queste 4 letture" in prima
    assert "Un dubbio." in dopo
    assert "Non si è capito che cosa misurare" in dopo
    assert "2 letture restano da guardare" in dopo
    assert set(_stati()["1.1"]) == {P}


def test_la_conferma_fa_ciò_che_l_anteprima_diceva_e_si_annulla(piano: Piano, direttore: Client) -> None:
    indirizzo, dati = _conferma(direttore, piano)
    assert {codice for codice, stati in _stati().items() if stati == {P}} == {"1.3", "2.1"}
    assert "4 letture sono di nuovo proposte" in direttore.post(indirizzo, dati, follow=True).content.decode()
    assert all(stati == {P} for stati in _stati().values())
    storia = Previsione.pgh_event_model.objects.filter(indicatore__codice="1.2").order_by("pgh_id")
    assert list(storia.values_list("lettura", flat=True))[-3:] == [P, StatoLettura.CONFERMATA, P]


def test_se_una_è_stata_cambiata_non_si_annulla_nessuna(piano: Piano, direttore: Client) -> None:
    indirizzo, dati = _conferma(direttore, piano)
    una = Previsione.objects.get(indicatore__codice="1.2", anno=2023)
    lettura = reverse("lettura", kwargs={"ente": "ente-prova", "piano": piano.codice, "previsione": una.pk})
    assert direttore.post(lettura, {"righe": "entro luglio", "verso": "crescente"}).status_code == 302
    assert "sono cambiate nel frattempo" in direttore.post(indirizzo, dati, follow=True).content.decode()
    assert StatoLettura.CONFERMATA in _stati()["1.1"]


def test_chi_è_di_un_altro_ente_non_annulla(piano: Piano, direttore: Client, cast: Cast) -> None:
    indirizzo, dati = _conferma(direttore, piano)
    straniero = Client()
    straniero.force_login(cast.estraneo, backend="django.contrib.auth.backends.ModelBackend")
    assert straniero.post(indirizzo, dati).status_code == 404
    altrove = reverse("annulla_conferma", kwargs={"ente": "altro-ente"})
    assert "Niente è cambiato" in straniero.post(altrove, dati, follow=True).content.decode()
    assert StatoLettura.CONFERMATA in _stati()["1.1"]
