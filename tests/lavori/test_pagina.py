"""The page and the fragment of a job: who sees it, how it refreshes, how it is tried again."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esito
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from tests.lavori.conftest import ADESSO

HTMX = {"HX-Request": "true"}


def utente_di(ente: Ente, nome: str) -> Utente:
    utente = Utente.objects.create_user(nome)
    Incarico.objects.create(utente=utente, ente=ente, ruolo=Ruolo.ORGANO, dal=date(2020, 1, 1))
    return utente


@pytest.fixture
def lavoro(accoda):
    return accoda()


@pytest.fixture
def pagina(client, ente, lavoro):
    client.force_login(utente_di(ente, "bruno"))
    indirizzo = reverse("lavoro", kwargs={"lavoro_id": lavoro.pk})
    return lambda **headers: client.get(indirizzo, headers=headers)


def porta_a(lavoro: Lavoro, stato: str, **campi: object) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(stato=stato, **campi)


def test_a_queued_job_asks_again_every_two_seconds(pagina):
    testo = pagina().content.decode()
    assert 'hx-trigger="every 2s"' in testo
    assert 'data-annuncia="' in testo
    assert "in coda" in testo


def test_the_progress_is_shown(pagina, lavoro):
    presa = {"gettone": lavoro.pk, "scadenza_presa": ADESSO}
    porta_a(lavoro, StatoLavoro.IN_CORSO, fase="scheda", fatti=3, totale=17, **presa)
    risposta = pagina(**HTMX)
    assert "scheda 3 di 17" in risposta.content.decode()
    assert '<progress class="lavoro-barra" aria-label="Avanzamento" max="17" value="3">' in risposta.content.decode()
    assert risposta.status_code == 200


def test_a_finished_job_links_its_result_and_stops_asking(pagina, lavoro, esecutore):
    esecutore(lambda *_: None, esito=lambda lavoro: Esito("/file.pdf", "Scarica il documento"))
    porta_a(lavoro, StatoLavoro.PRONTO, finito_il=ADESSO)
    risposta = pagina(**HTMX)
    assert (risposta.status_code, risposta["HX-Trigger"]) == (286, '{"lavoro-pronto": {}}')
    assert '<a href="/file.pdf">Scarica il documento</a>' in risposta.content.decode()
    assert "every 2s" not in pagina().content.decode()


def test_a_failed_job_says_why_and_can_be_tried_again(client, pagina, lavoro):
    porta_a(lavoro, StatoLavoro.FALLITO, errore="Il piano non ha schede.", finito_il=ADESSO)
    assert "Il piano non ha schede." in pagina().content.decode()
    risposta = client.post(reverse("riprova_lavoro", kwargs={"lavoro_id": lavoro.pk}))
    assert (risposta.status_code, Lavoro.objects.get().stato) == (302, StatoLavoro.IN_CODA)


def test_trying_again_by_htmx_brings_the_polling_back(client, pagina, lavoro):
    porta_a(lavoro, StatoLavoro.FALLITO, errore="Guasto.", finito_il=ADESSO)
    risposta = client.post(reverse("riprova_lavoro", kwargs={"lavoro_id": lavoro.pk}), headers=HTMX)
    assert 'hx-trigger="every 2s"' in risposta.content.decode()


def test_reading_does_not_start_anything_again(client, pagina, lavoro):
    assert client.get(reverse("riprova_lavoro", kwargs={"lavoro_id": lavoro.pk})).status_code == 405


def test_the_job_of_another_body_does_not_exist(client, lavoro):
    altro = Ente.objects.create(codice="altro", nome="Altro ente", nome_breve="Altro")
    client.force_login(utente_di(altro, "carla"))
    for nome, metodo in (("lavoro", client.get), ("riprova_lavoro", client.post)):
        assert metodo(reverse(nome, kwargs={"lavoro_id": lavoro.pk})).status_code == 404


def test_an_ended_role_no_longer_sees_the_job(client, ente, lavoro):
    utente = utente_di(ente, "dario")
    utente.incarichi.update(al=date(2021, 1, 1))
    client.force_login(utente)
    assert client.get(reverse("lavoro", kwargs={"lavoro_id": lavoro.pk})).status_code == 404


def test_a_stranger_is_asked_to_log_in(client, lavoro):
    risposta = client.get(reverse("lavoro", kwargs={"lavoro_id": lavoro.pk}))
    assert risposta.status_code == 302
    assert risposta.url.startswith(reverse("accedi"))
