"""Two web servers and three workers on machines of their own: whoever answers, it is the same service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Importazione, Indicatore
from pianoperf.lavori.models import Lavoro
from rendicontazione.documenti.selectors import richieste_di
from rendicontazione.models import Documento
from tests import scenari
from tests.guasti.impianto import PAZIENZA, Impianto, concluso, nuovo, ricalcola_non_trova_nulla
from tests.guasti.schiera import Schiera, Tramite
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.processi import attendi
from tests.scenari import Cast

pytestmark = pytest.mark.django_db(transaction=True)
ENTE = {"ente": "ente-prova"}


@pytest.fixture(scope="module")
def in_piedi(impianto_acceso: Impianto) -> Iterator[Schiera]:
    with ExitStack() as pila:
        yield Schiera(impianto_acceso, pila)


@pytest.fixture
def schiera(in_piedi: Schiera, impianto: Impianto, cast: Cast) -> Schiera:
    """With an open year of an approved plan."""
    impianto.archivio.mkdir()
    scenari.anno_aperto(cast, timezone.now())
    return in_piedi


@pytest.fixture
def anna(schiera: Schiera) -> Tramite:
    """The administrator, who has just logged in."""
    anna = Tramite(schiera.siti)
    assert anna.accede("anna").status_code == 302
    assert len(set(anna.passati)) == 2
    return anna


def salva(anna: Tramite, codice: str, testo: str) -> None:
    risultato = scenari.risultato_di(codice)
    pagina = reverse("rilevazione", kwargs={**ENTE, "risultato": risultato.pk})
    dati = {"versione": risultato.versione, "parte_0": testo, "nota": "", "causa": "", "fonte": "", "salva": "1"}
    assert anna.invia(pagina, dati, da=pagina).status_code == 302
    assert scenari.risultato_di(codice).versione == risultato.versione + 1


def chiede_un_pdf(anna: Tramite, cast: Cast) -> Lavoro:
    dati = {"documento": richieste_di(cast.ente)[0][1][0].codice}
    chiesto = anna.invia(reverse("documento_chiedi", kwargs=ENTE), dati, da=reverse("documenti", kwargs=ENTE))
    assert chiesto.status_code == 302
    return Documento.objects.latest("pk").lavoro


def carica_un_foglio(anna: Tramite) -> Importazione:
    elenco = reverse("importazioni", kwargs=ENTE)
    contenuto = foglio(piano_piccolo("ente-prova", "ente-prova-nuovo"))
    assert anna.invia(elenco, {}, da=elenco, files={"foglio": ("p.xlsx", contenuto)}).status_code == 302
    return Importazione.objects.latest("pk")


def conferma(anna: Tramite, importazione: Importazione) -> None:
    questa = {**ENTE, "importazione": importazione.pk}
    anteprima = reverse("importazione_anteprima", kwargs=questa)
    assert anna.invia(reverse("importazione_conferma", kwargs=questa), {}, da=anteprima).status_code == 302
    assert Indicatore.objects.filter(scheda__piano__codice="ente-prova-nuovo").exists()


def test_a_journey_goes_from_server_to_server_and_each_job_to_its_worker(schiera, anna, cast):
    prima = schiera.presi()
    salva(anna, "1.1", "SI")
    pdf, importazione = chiede_un_pdf(anna, cast), carica_un_foglio(anna)
    # announced by nobody but the sweep: beat calls the worker of the short jobs, which calls itself
    breve = nuovo(cast.ente)
    for lavoro in (pdf, importazione.lavoro, breve):
        assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 1)
    assert {coda: presi - prima[coda] for coda, presi in schiera.presi().items()} == dict.fromkeys(prima, 1)
    conferma(anna, importazione)
    scarica = reverse("documento_scarica", kwargs={**ENTE, "documento": Documento.objects.get().pk})
    scaricati = [anna.apri(scarica) for _ in schiera.siti]
    assert scaricati[0].content.startswith(b"%PDF-")
    assert scaricati[0].content == scaricati[1].content
    # no request went twice in a row to the same server
    assert all(uno != altro for uno, altro in zip(anna.passati, anna.passati[1:], strict=False))
    ricalcola_non_trova_nulla()


def test_what_one_server_published_the_other_confirms(schiera):
    chiunque = Tramite(schiera.siti)
    pagina = reverse("pubblica_ente", kwargs=ENTE)
    prima, seconda = chiunque.apri(pagina), chiunque.apri(pagina)
    assert (prima.status_code, prima.headers["ETag"]) == (200, seconda.headers["ETag"])
    assert prima.content == seconda.content
    ancora = [chiunque.apri(pagina, headers={"If-None-Match": prima.headers["ETag"]}) for _ in schiera.siti]
    assert [risposta.status_code for risposta in ancora] == [304, 304]


def test_a_web_server_that_dies_takes_no_session_with_it(schiera, anna):
    terzo = schiera.apre_un_sito()
    carla = Tramite([terzo, schiera.siti[0]])
    carla.accede("anna")
    salva(carla, "1.1", "NO")
    schiera.uccide(schiera.impianto.capi[terzo])
    salva(carla, "1.1", "SI")
    assert carla.apri(reverse("scrivania")).status_code in (200, 302)
    assert set(carla.passati[-3:]) == {schiera.siti[0]}


def test_the_death_of_a_worker_stops_its_queue_alone(schiera, anna, cast):
    schiera.uccide(schiera.operai["documenti"])
    pdf, importazione, breve = chiede_un_pdf(anna, cast), carica_un_foglio(anna), nuovo(cast.ente)
    for lavoro in (importazione.lavoro, breve):
        assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 1)
    conferma(anna, importazione)
    pdf.refresh_from_db()
    assert (pdf.stato, pdf.tentativi) == ("in_coda", 0)
    schiera.assume("documenti")
    assert (concluso(pdf).stato, pdf.tentativi) == ("pronto", 1)
    assert attendi(lambda: anna.salute()[0] == 200, secondi=PAZIENZA), anna.salute()
