"""Cancelling: a queued job at once, a running one by taking its token, a shared one only for oneself."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from pianoperf.lavori import services
from pianoperf.lavori.attese import attendi
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import Avanzamento, PresaPerdutaError, esegui, prendi
from pianoperf.lavori.models import Attesa, Lavoro
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from pianoperf.web.rifiuti import AzioneNegata
from tests.lavori.conftest import ADESSO


def utente_di(ente: Ente, nome: str, ruolo: Ruolo = Ruolo.ORGANO) -> Utente:
    utente = Utente.objects.create_user(nome)
    Incarico.objects.create(utente=utente, ente=ente, ruolo=ruolo, dal=date(2020, 1, 1))
    return utente


@pytest.fixture
def bruno(ente):
    return utente_di(ente, "bruno")


@pytest.fixture
def chiesto(accoda, bruno):
    lavoro = accoda(utente=bruno)
    attendi(lavoro=lavoro, utente=bruno, con_email=False, adesso=ADESSO)
    return lavoro


def annulla(lavoro: Lavoro, utente: Utente) -> Lavoro:
    return services.annulla(lavoro=lavoro, utente=utente, adesso=ADESSO)


def test_a_queued_job_is_cancelled_at_once_and_taken_by_nobody(chiesto, bruno):
    assert annulla(chiesto, bruno).stato == StatoLavoro.ANNULLATO
    assert prendi(chiesto.pk, adesso=ADESSO) is None


def test_a_running_job_loses_its_token_and_publishes_nothing(chiesto, bruno):
    avanzamento = Avanzamento(prendi(chiesto.pk, adesso=ADESSO))
    annulla(chiesto, bruno)
    scritti = []
    with pytest.raises(PresaPerdutaError):
        avanzamento.segna(1, 2)
    with pytest.raises(PresaPerdutaError):
        avanzamento.concludi(lambda: scritti.append(1))
    assert scritti == []


def test_what_goes_wrong_after_a_cancelling_changes_nothing(chiesto, bruno, esecutore):
    def rompi(lavoro, avanzamento):
        annulla(lavoro, bruno)
        raise ZeroDivisionError

    esecutore(rompi, richiedi=lambda *_: None)
    esegui(chiesto.pk)
    assert Lavoro.objects.get().stato == StatoLavoro.ANNULLATO


def test_a_cancelled_request_asked_again_is_a_new_job(chiesto, bruno, accoda):
    annulla(chiesto, bruno)
    assert accoda().pk != chiesto.pk


def test_who_is_not_alone_takes_away_only_the_own_wait(chiesto, bruno, ente):
    carla = utente_di(ente, "carla")
    attendi(lavoro=chiesto, utente=carla, con_email=False, adesso=ADESSO)
    assert annulla(chiesto, bruno).stato == StatoLavoro.IN_CODA
    assert list(chiesto.attese.values_list("utente__username", flat=True)) == ["carla"]
    with pytest.raises(AzioneNegata, match="solo chi lo ha chiesto"):
        annulla(chiesto, bruno)
    assert annulla(chiesto, carla).stato == StatoLavoro.ANNULLATO


def test_an_amministratore_who_does_not_wait_cancels_for_everybody(chiesto, bruno, ente):
    annulla(chiesto, utente_di(ente, "anna", Ruolo.AMMINISTRATORE))
    attesa = Attesa.objects.get()
    assert (attesa.utente, attesa.lavoro.stato, attesa.visto_il) == (bruno, StatoLavoro.ANNULLATO, None)


def test_somebody_else_may_not_and_reads_why(chiesto, ente):
    with pytest.raises(AzioneNegata, match="solo chi lo ha chiesto, o un amministratore"):
        annulla(chiesto, utente_di(ente, "dario"))


def test_what_is_over_is_not_cancelled(chiesto, bruno):
    Avanzamento(prendi(chiesto.pk, adesso=ADESSO)).concludi()
    with pytest.raises(AzioneNegata, match="già finito"):
        annulla(chiesto, bruno)


def test_the_fragment_cancels_and_asks_again(client, chiesto, bruno, esecutore, accoda):
    esecutore(lambda *_: None, richiedi=lambda lavoro, utente, adesso: accoda("nuova"))
    client.force_login(bruno)
    annullato = client.post(reverse("annulla_lavoro", args=[chiesto.pk]), headers={"HX-Request": "true"})
    assert "annullato." in annullato.content.decode()
    assert "Chiedi di nuovo" in annullato.content.decode()
    assert "data-annuncia" in annullato.content.decode()
    nuovo = client.post(reverse("richiedi_lavoro", args=[chiesto.pk]))
    assert nuovo.url == reverse("lavoro", args=[Lavoro.objects.get(chiave="nuova").pk])


def test_the_button_of_who_may_not_is_grey_with_the_reason(client, chiesto, ente):
    client.force_login(utente_di(ente, "dario"))
    pagina = client.get(reverse("lavoro", args=[chiesto.pk])).content.decode()
    assert 'aria-disabled="true"' in pagina
    assert "Può annullare solo chi lo ha chiesto" in pagina
