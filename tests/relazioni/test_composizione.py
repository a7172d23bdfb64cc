"""The workshop that composes sections, what it keeps, and how it behaves when a composer dies or never ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione import compositore, magazzino, officina
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo
from rendicontazione.relazioni.produci import produci
from tests.relazioni.lettura_pdf import pagine_di
from tests.relazioni.piani import vista, vista_con_risultati

PROVA = "<html lang=it><title>Prova</title><body><section><h2 id=qui>{}</h2></section>"


@pytest.fixture
def bottega() -> Iterator[officina.Officina]:
    aperta = officina.Officina(2)
    yield aperta
    aperta.chiudi()


@pytest.fixture
def composti(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """The HTML of each section that is really composed, with nothing kept from before nor by another process."""
    scaffale = {**settings.CACHES[magazzino.SCAFFALE], "LOCATION": tmp_path}
    fatti: list[str] = []
    vero = magazzino._composti

    def contati(fogli: list[Foglio]) -> Iterator[tuple[int, Pezzo]]:
        fatti.extend(foglio.html for foglio in fogli)
        return vero(fogli)

    monkeypatch.setattr(magazzino, "_composti", contati)
    with override_settings(CACHES={**settings.CACHES, magazzino.SCAFFALE: scaffale}):
        yield fatti


def test_every_section_comes_back_in_its_place(bottega: officina.Officina) -> None:
    fogli = [Foglio(PROVA.format(f"numero {n}"), "") for n in range(7)]
    pezzi = dict(bottega.componi(fogli))
    assert sorted(pezzi) == list(range(7))
    assert all(pezzi[n].segnalibri[0].titolo == f"numero {n}" for n in range(7))
    assert all(pezzo.pagine == 1 and "qui" in pezzo.mete for pezzo in pezzi.values())


def test_a_composer_that_dies_is_replaced_and_the_section_made(bottega: officina.Officina) -> None:
    list(bottega.componi([Foglio(PROVA.format("prima"), "")]))
    for numero in bottega.processi:
        os.kill(numero, signal.SIGKILL)
    ((_, pezzo),) = bottega.componi([Foglio(PROVA.format("dopo"), "")])
    assert pezzo.segnalibri[0].titolo == "dopo"


def test_a_section_that_kills_its_composer_twice_is_given_up(
    bottega: officina.Officina, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officina, "MODULO", "rendicontazione.relazioni.composizione.che_non_c_e")
    with pytest.raises(compositore.Guasto, match="due volte"):
        list(bottega.componi([Foglio(PROVA.format("x"), "")]))


def test_a_section_that_never_ends_is_refused_in_a_sentence(
    bottega: officina.Officina, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officina, "ATTESA_MASSIMA", 0.01)
    righe = "".join(f"<p>riga {n}</p>" for n in range(4000))
    with pytest.raises(Rifiuto, match="non si compone"):
        list(bottega.componi([Foglio(PROVA.format("x") + righe, "")]))
    monkeypatch.undo()
    assert dict(bottega.componi([Foglio(PROVA.format("y"), "")]))[0].pagine == 1


def test_who_stops_waiting_stops_the_work(bottega: officina.Officina) -> None:
    lavoro = bottega.componi([Foglio(PROVA.format(n), "") for n in range(50)])
    next(lavoro)
    lavoro.close()
    assert not bottega.processi
    assert threading.active_count() < 20


def test_a_composer_ends_with_the_process_that_started_it(bottega: officina.Officina) -> None:
    list(bottega.componi([Foglio(PROVA.format("x"), "")]))
    figli = bottega.processi
    bottega.chiudi()
    for numero in figli:
        with pytest.raises(ProcessLookupError):
            os.kill(numero, 0)


def test_the_same_document_again_composes_nothing(composti: list[str]) -> None:
    prima = produci(vista("asc-insieme-2023-2025"), "piano")
    assert len(composti) == 8  # five schede, the index twice, heads and feet
    composti.clear()
    assert produci(vista("asc-insieme-2023-2025"), "piano") == prima
    assert composti == []


def test_a_changed_result_composes_its_scheda_and_what_sums_it_up(composti: list[str]) -> None:
    con = vista_con_risultati("asc-insieme-2023-2025", 2023)
    produci(con, "rendicontazione")
    composti.clear()
    chiave = next(chiave for chiave in con.esiti if chiave[0] == "3")
    con.esiti[chiave] = replace(con.esiti[chiave], testo="cambiato adesso")
    pagine = pagine_di(produci(con, "rendicontazione"))
    schede = [html for html in composti if "Obiettivo da piano programma" in html]
    assert len(schede) == 1
    assert "cambiato adesso" in schede[0]
    assert any("cambiatoadesso" in pagina for pagina in pagine)


def test_what_is_kept_is_never_mistaken_for_another_look() -> None:
    html = PROVA.format("x")
    chiavi = {
        Foglio(html, "").chiave,
        Foglio(html, "p { color: red }").chiave,
        Foglio(html, "", etichette=False).chiave,
        Foglio(html + " ", "").chiave,
    }
    assert len(chiavi) == 4
