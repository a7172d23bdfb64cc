"""Waiting for a job: the line in front of it, who is told that it is over, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pianoperf.lavori import services
from pianoperf.lavori.attese import attendi, segna_viste
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento, esegui, prendi
from pianoperf.lavori.instradamento import coda_di, limiti_di
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.selectors import avvisi_per, davanti_a
from pianoperf.organizzazione.models import Ente
from tests.lavori.conftest import ADESSO
from tests.lavori.test_annulla import utente_di

POI = ADESSO + timedelta(minutes=1)


@pytest.fixture
def bruno(ente):
    return utente_di(ente, "bruno")


@pytest.fixture
def atteso(accoda, bruno):
    lavoro = accoda(utente=bruno)
    attendi(lavoro=lavoro, utente=bruno, con_email=False, adesso=ADESSO)
    return lavoro


def fallisci(lavoro: Lavoro) -> None:
    services.segna_fallito(prendi(lavoro.pk, adesso=ADESSO), "Guasto.", ADESSO)


def test_the_line_is_of_the_same_queue_and_of_what_is_not_over(accoda, campanello):
    primo = accoda("a")
    accoda("b", tipo=TipoLavoro.IMPORTAZIONE)
    accoda("c", tipo=TipoLavoro.RACCOLTA)
    ultimo = accoda("d", adesso=POI)
    assert davanti_a(ultimo) == 2
    Avanzamento(prendi(primo.pk, adesso=ADESSO)).concludi()
    assert davanti_a(ultimo) == 1


def test_the_jobs_of_another_body_are_not_counted(accoda, campanello):
    accoda("a")
    ultimo = accoda("b", adesso=POI)
    altro = Ente.objects.create(codice="altro", nome="Altro ente", nome_breve="Altro")
    Lavoro.objects.filter(chiave="a").update(ente=altro)
    assert davanti_a(ultimo) == 0


def test_the_page_says_how_many_come_first(client, accoda, bruno):
    accoda("a")
    accoda("b")
    client.force_login(bruno)
    pagina = client.get(reverse("lavoro", args=[accoda("c", adesso=POI).pk])).content.decode()
    assert "in coda (2 davanti)" in pagina


def test_each_kind_rings_on_its_queue_with_its_limits(accoda, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.undo()
    suonati = []
    monkeypatch.setattr("pianoperf.lavori.tasks.esegui_lavoro.apply_async", lambda **altro: suonati.append(altro))
    with django_capture_on_commit_callbacks(execute=True):
        for tipo in (TipoLavoro.DOCUMENTO, TipoLavoro.IMPORTAZIONE, TipoLavoro.PROMEMORIA, TipoLavoro.RACCOLTA):
            accoda(tipo=tipo)
    assert [voce["queue"] for voce in suonati] == ["documenti", "importazioni", "celery", "documenti"]
    assert ["time_limit" in voce for voce in suonati] == [False, False, False, True]
    assert limiti_di(TipoLavoro.DOCUMENTO) == {}
    assert coda_di(TipoLavoro.ESPORTAZIONE) == "celery"


def test_who_waits_is_told_until_the_list_is_opened(atteso, bruno, ente):
    assert avvisi_per(bruno) == []
    Avanzamento(prendi(atteso.pk, adesso=ADESSO)).concludi()
    [avviso] = avvisi_per(bruno)
    assert (avviso.frase, avviso.quanti) == ("1 documento pronto", 1)
    assert avviso.indirizzo == reverse("documenti", kwargs={"ente": ente.codice})
    assert segna_viste(utente=bruno, ente=ente, elenco="documenti", adesso=POI) == 1
    assert avvisi_per(bruno) == []


def test_who_waits_for_nothing_costs_no_question(atteso, bruno, ente, django_assert_num_queries):
    carla = utente_di(ente, "carla")
    with django_assert_num_queries(0):
        assert avvisi_per(carla) == []
    fallisci(atteso)
    bruno.refresh_from_db()
    assert bruno.ha_attese
    segna_viste(utente=bruno, ente=ente, elenco="documenti", adesso=POI)
    bruno.refresh_from_db()
    assert not bruno.ha_attese
    services.riprova(lavoro=Lavoro.objects.get(pk=atteso.pk), adesso=POI)
    bruno.refresh_from_db()
    assert bruno.ha_attese


def test_the_ends_are_counted_in_words(atteso, bruno, accoda):
    for chiave in "bc":
        attendi(lavoro=accoda(chiave), utente=bruno, con_email=False, adesso=ADESSO)
        Avanzamento(prendi(Lavoro.objects.get(chiave=chiave).pk, adesso=ADESSO)).concludi()
    fallisci(atteso)
    assert [avviso.frase for avviso in avvisi_per(bruno)] == ["2 documenti pronti, 1 non riuscito"]


def test_the_header_of_any_page_leads_to_the_list(client, atteso, bruno):
    fallisci(atteso)
    client.force_login(bruno)
    pagina = client.get(reverse("scrivania")).content.decode()
    assert "1 documento non riuscito" in pagina
    assert reverse("documenti", kwargs={"ente": "prova"}) in pagina


def test_what_is_ready_at_once_is_no_news(atteso, ente):
    Avanzamento(prendi(atteso.pk, adesso=ADESSO)).concludi()
    carla = utente_di(ente, "carla")
    attendi(lavoro=Lavoro.objects.get(), utente=carla, con_email=True, adesso=POI)
    assert avvisi_per(carla) == []


def test_a_role_that_ended_is_told_nothing(atteso, bruno):
    fallisci(atteso)
    bruno.incarichi.update(al=ADESSO.date())
    vars(bruno).pop("_ruoli_per_ente", None)
    assert avvisi_per(bruno) == []


def test_looking_at_the_job_is_seeing_it(client, atteso, bruno):
    fallisci(atteso)
    client.force_login(bruno)
    client.get(reverse("lavoro", args=[atteso.pk]))
    assert avvisi_per(bruno) == []


def test_what_is_tried_again_is_waited_for_again(atteso, bruno, ente):
    fallisci(atteso)
    segna_viste(utente=bruno, ente=ente, elenco="documenti", adesso=ADESSO)
    carla = utente_di(ente, "carla")
    services.riprova(lavoro=Lavoro.objects.get(), adesso=POI, utente=carla)
    assert set(atteso.attese.filter(visto_il=None).values_list("utente__username", flat=True)) == {"bruno", "carla"}


def test_a_notice_that_fails_does_not_undo_the_result(atteso, esecutore):
    def rompi(lavoro):
        raise ZeroDivisionError

    esecutore(lambda *_: None, avvisa=rompi)
    esegui(atteso.pk)
    assert Lavoro.objects.get().stato == StatoLavoro.PRONTO


def test_the_notice_knows_how_it_ended(atteso, esecutore):
    visti = []
    esecutore(lambda *_: None, avvisa=lambda lavoro: visti.append((lavoro.stato, lavoro.errore)))
    fallisci(atteso)
    assert visti == [(StatoLavoro.FALLITO, "Guasto.")]
