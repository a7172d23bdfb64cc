"""The public pages read a real standby, and the first database when it is late or gone; nobody else reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from django.urls import reverse
from django.utils import timezone

from pianoperf.lavori.battiti import batti
from pianoperf.organizzazione.models import Ente
from tests import scenari
from tests.guasti.impianto import PAZIENZA, Impianto
from tests.guasti.persona import Persona
from tests.guasti.seguace import Seguace
from tests.processi import attendi
from tests.scenari import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PRIMA, DOPO = "Ente di prova", "Ente che ha cambiato nome"


@pytest.fixture(scope="module")
def seguace(impianto_acceso: Impianto) -> Iterator[Seguace]:
    seguace = Seguace(impianto_acceso)
    yield seguace
    seguace.ferma()


@pytest.fixture(scope="module")
def sito(impianto_acceso: Impianto, seguace: Seguace) -> Iterator[str]:
    """However late the standby is, this web server reads it."""
    with _web(impianto_acceso, seguace, ritardo=36000) as indirizzo:
        yield indirizzo


@pytest.fixture(scope="module")
def esigente(impianto_acceso: Impianto, seguace: Seguace) -> Iterator[str]:
    """For this one it is always too late."""
    with _web(impianto_acceso, seguace, ritardo=0) as indirizzo:
        yield indirizzo


def _web(impianto: Impianto, seguace: Seguace, *, ritardo: int) -> AbstractContextManager[str]:
    return impianto.web(processi=1, PIANOPERF_REPLICA=seguace.indirizzo, PIANOPERF_RITARDO_REPLICA=str(ritardo))


@pytest.fixture
def pubblicato(cast: Cast, seguace: Seguace) -> Cast:
    scenari.piano_approvato(cast)
    seguace.raggiunge()
    return cast


def pagina_pubblica(sito: str) -> tuple[str, str]:
    """The name of the body that the page shows, and its ETag: behind a proxy every server has the same name."""
    indirizzo = reverse("pubblica_ente", kwargs={"ente": "ente-prova"})
    risposta = Persona(sito).apri(indirizzo, headers={"Host": "localhost"})
    assert risposta.status_code == 200
    return DOPO if DOPO in risposta.text else PRIMA, risposta.headers["ETag"]


def nome_della_scrivania(sito: str, cast: Cast) -> str:
    return DOPO if DOPO in Persona(sito, cast.amministratrice).apri(reverse("scrivania")).text else PRIMA


def cambia_nome() -> None:
    Ente.objects.filter(codice="ente-prova").update(nome=DOPO, nome_breve=DOPO)


def test_only_the_public_pages_read_the_standby(sito, esigente, seguace, pubblicato):
    prima = pagina_pubblica(sito)
    assert prima == pagina_pubblica(esigente)
    with seguace.trattenuto():
        cambia_nome()
        assert pagina_pubblica(sito) == prima
        assert nome_della_scrivania(sito, pubblicato) == DOPO
        nuova = pagina_pubblica(esigente)
        assert nuova[0] == DOPO
    seguace.raggiunge()
    assert pagina_pubblica(sito) == nuova != prima


def test_a_standby_that_stops_takes_no_page_with_it(sito, seguace, pubblicato):
    assert pagina_pubblica(sito)[0] == PRIMA
    assert parte_della_salute(sito) == "ok"
    seguace.ferma()
    cambia_nome()
    for _ in range(8):
        assert pagina_pubblica(sito)[0] == DOPO
    assert parte_della_salute(sito) == "guasto"
    seguace.avvia()
    assert attendi(lambda: parte_della_salute(sito) == "ok", secondi=PAZIENZA)


def parte_della_salute(sito: str) -> str:
    """What `/salute/` says of the standby, after something happened that it can have heard of."""
    batti("prova", [], timezone.now())
    detto = Persona(sito).salute()[1]
    assert ("replica_ritardo_secondi" in detto) == (detto["replica"] == "ok")
    return detto["replica"]
