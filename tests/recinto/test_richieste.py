"""The fence around real requests and jobs: a selector that forgot its filter still shows nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from obiettivi.models import Piano
from pianoperf.lavori import esecuzione
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.viste import VistaEnte

pytestmark = pytest.mark.django_db


class Smemorata(VistaEnte):
    """A page that forgot to ask for the plans of its body."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return HttpResponse(" ".join(piano.codice for piano in Piano.objects.all()), content_type="text/plain")


class SmemorataCheScorre(VistaEnte):
    """The same, read while it is being sent."""

    def get(self, request: HttpRequest, **_: object) -> StreamingHttpResponse:
        return StreamingHttpResponse(self._scorre(), content_type="text/plain")

    def _scorre(self) -> Iterator[str]:
        for codice in ("ente-1-piano-1", "ente-1-1-piano-1-1"):
            yield f"{Piano.objects.filter(codice=codice).count()} "
        yield " ".join(piano.codice for piano in Piano.objects.all())


def aperta(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user.is_authenticated} {Piano.objects.count()}", content_type="text/plain")


urlpatterns = [
    path("<slug:ente>/smemorata/", Smemorata.as_view()),
    path("<slug:ente>/che-scorre/", SmemorataCheScorre.as_view()),
    path("aperta/", aperta),
]


def _entra(chi: str) -> Client:
    client = Client()
    client.force_login(Utente.objects.get(username=chi), backend="django.contrib.auth.backends.ModelBackend")
    return client


@override_settings(ROOT_URLCONF="tests.recinto.test_richieste")
def test_a_page_that_forgets_its_filter_shows_its_own_body(enti: tuple[Ente, Ente]) -> None:
    risposta = _entra("direttore.ente-1").get("/ente-1/smemorata/")
    assert risposta.content.decode() == "ente-1-piano-1"
    assert Piano.objects.count() == 2


@override_settings(ROOT_URLCONF="tests.recinto.test_richieste")
def test_what_is_read_while_it_is_sent_is_read_inside_the_fence(enti: tuple[Ente, Ente]) -> None:
    risposta = _entra("direttore.ente-1").get("/ente-1/che-scorre/")
    assert Piano.objects.count() == 2
    assert next(risposta.streaming_content) == b"1 "
    assert Piano.objects.count() == 2
    assert b"".join(risposta.streaming_content) == b"0 ente-1-piano-1"


@override_settings(ROOT_URLCONF="tests.recinto.test_richieste")
def test_a_page_of_no_body_shows_those_of_who_looks(enti: tuple[Ente, Ente]) -> None:
    assert Client().get("/aperta/").content.decode() == "False 0"
    assert _entra("direttore.ente-1-1").get("/aperta/").content.decode() == "True 1"


def test_the_public_page_reads_inside_the_fence(enti: tuple[Ente, Ente], monkeypatch: pytest.MonkeyPatch) -> None:
    visti: list[set[int]] = []
    from rendicontazione.pubblica import memoria

    vera = memoria.ricorda

    def ricorda(codice: str) -> object:
        visti.append({piano.ente_id for piano in Piano.objects.all()})
        return vera(codice)

    monkeypatch.setattr("rendicontazione.pubblica.views.basi.ricorda", ricorda)
    assert Client().get(reverse("pubblica_ente", kwargs={"ente": "ente-1"})).status_code == 200
    assert visti == [{enti[0].pk}]


def test_a_job_works_inside_the_fence_of_its_body(enti: tuple[Ente, Ente], monkeypatch: pytest.MonkeyPatch) -> None:
    visti: list[set[int]] = []

    class Esecutore:
        @staticmethod
        def esegui(lavoro: Lavoro, avanzamento: object) -> None:
            visti.append({piano.ente_id for piano in Piano.objects.all()})

    monkeypatch.setattr(esecuzione, "esecutore_di", lambda tipo: Esecutore)
    chi = Utente.objects.get(username="direttore.ente-1-1")
    dati = {"ente": enti[1], "tipo": TipoLavoro.PROMEMORIA, "parametri": {}, "chiave": "prova"}
    lavoro = accoda(**dati, utente=chi, adesso=timezone.now())
    esecuzione.esegui(UUID(str(lavoro.pk)))
    assert visti == [{enti[1].pk}]
    assert Piano.objects.count() == 2


def test_the_fence_stands_before_the_session_is_read() -> None:
    ordine = settings.MIDDLEWARE
    recinto = ordine.index("pianoperf.organizzazione.recinto.middleware.RecintoMiddleware")
    assert recinto < ordine.index("django.contrib.sessions.middleware.SessionMiddleware")


def test_a_request_leaves_the_connection_as_it_was(enti: tuple[Ente, Ente]) -> None:
    _entra("direttore.ente-1").get(reverse("piani", kwargs={"ente": "ente-1"}))
    with connection.cursor() as cursore:
        cursore.execute("SELECT current_user <> 'pianoperf_recinto', current_setting('pianoperf.enti', true)")
        assert cursore.fetchone() == (True, "")
