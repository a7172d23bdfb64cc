"""Redis stops, forgets, or answers nothing: people go on working, and what they asked for is made afterwards."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from pianoperf.lavori.models import Lavoro
from rendicontazione.documenti.selectors import richieste_di
from rendicontazione.models import Documento, Risultato
from tests import scenari
from tests.guasti.impianto import PAZIENZA, Impianto, concluso, entro, in_corso, nuovo, ricalcola_non_trova_nulla
from tests.guasti.persona import Persona
from tests.processi import attendi
from tests.scenari import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("operaio")]


@pytest.fixture
def rita(sito: str, cast: Cast) -> Persona:
    """The responsabile, in an open year."""
    scenari.anno_aperto(cast, timezone.now())
    return Persona(sito, cast.responsabile)


def salva_un_risultato(rita: Persona) -> None:
    risultato = scenari.risultato_di("1.1")
    pagina = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": risultato.pk})
    dati = {"versione": risultato.versione, "parte_0": "SI", "nota": "", "causa": "", "fonte": "", "salva": "1"}
    assert rita.invia(pagina, dati, da=pagina).status_code == 302
    assert Risultato.objects.get(pk=risultato.pk).versione == risultato.versione + 1


def chiede_un_pdf(rita: Persona, cast: Cast) -> Lavoro:
    elenco = reverse("documenti", kwargs={"ente": "ente-prova"})
    dati = {"documento": richieste_di(cast.ente)[0][1][0].codice}
    risposta = rita.invia(reverse("documento_chiedi", kwargs={"ente": "ente-prova"}), dati, da=elenco)
    assert risposta.status_code == 302
    return Documento.objects.get().lavoro


def parti(persona: Persona) -> dict[str, str]:
    return persona.salute()[1]


@contextmanager
def muta(impianto: Impianto) -> Iterator[None]:
    """Redis accepts every connection and never answers."""
    pid = int(impianto.redis.info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def fini(diario: Path) -> list[str]:
    return sorted(riga for riga in diario.read_text().splitlines() if riga.startswith("fine"))


def test_with_redis_stopped_people_save_and_ask_and_get_it_when_it_is_back(impianto, cast, rita):
    impianto.ferma_redis()
    with entro(3):
        salva_un_risultato(rita)
    with entro(3):
        lavoro = chiede_un_pdf(rita, cast)
    assert lavoro.stato == "in_coda"
    altri = [nuovo(cast.ente, str(n)) for n in range(49)]
    stato = rita.apri(reverse("lavoro", args=[lavoro.pk]))
    assert (stato.status_code, "in coda" in stato.text.lower()) == (200, True)
    assert (parti(rita)["coda"], parti(rita)["banca_dati"], rita.salute()[0]) == ("guasto", "ok", 503)
    impianto.coda.assicura()
    with entro(60):
        for uno in [lavoro, *altri]:
            assert (concluso(uno).stato, uno.tentativi) == ("pronto", 1)
    assert len(impianto.file("documenti")) == 1
    ricalcola_non_trova_nulla()


def test_a_redis_that_never_answers_keeps_nobody_waiting_for_long(impianto, cast, rita):
    with muta(impianto):
        with entro(5):
            salva_un_risultato(rita)
        with entro(5):
            lavoro = chiede_un_pdf(rita, cast)
        assert lavoro.stato == "in_coda"
        assert parti(rita)["coda"] == "guasto"
    assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 1)
    assert attendi(lambda: rita.salute()[0] == 200, secondi=PAZIENZA), rita.salute()


def test_a_redis_that_dies_and_forgets_while_jobs_run_costs_nothing(impianto, cast, tmp_path):
    diario = tmp_path / "diario"
    in_lavorazione = [nuovo(cast.ente, f"lungo-{n}", diario=str(diario), nome=f"lungo-{n}", passi=40) for n in (1, 2)]
    for lavoro in in_lavorazione:
        impianto.suona(lavoro)
    for lavoro in in_lavorazione:
        assert attendi(lambda uno=lavoro: in_corso(uno), secondi=PAZIENZA)
    in_attesa = [nuovo(cast.ente, str(n), diario=str(diario), nome=str(n)) for n in range(50)]
    for lavoro in in_attesa:
        impianto.suona(lavoro)
    impianto.ferma_redis(dimentica=True)
    impianto.coda.assicura()
    with entro(120):
        for lavoro in [*in_lavorazione, *in_attesa]:
            assert concluso(lavoro).stato == "pronto"
    assert fini(diario) == sorted(f"fine {lavoro.parametri['nome']}" for lavoro in [*in_lavorazione, *in_attesa])


def test_a_queue_emptied_by_hand_is_filled_again_from_the_table(impianto, cast, tmp_path):
    diario = tmp_path / "diario"
    lavori = [nuovo(cast.ente, str(n), diario=str(diario), nome=str(n)) for n in range(20)]
    for lavoro in lavori:
        impianto.suona(lavoro)
    impianto.redis.flushall()
    for lavoro in lavori:
        assert concluso(lavoro).stato == "pronto"
    assert len(fini(diario)) == 20
