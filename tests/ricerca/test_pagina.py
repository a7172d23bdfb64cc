"""The page of the search: its states, its filters, how many queries it makes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicatori.models import Indicatore
from obiettivi.models import Azione, Piano, Scheda
from tests.ricerca.conftest import cliente
from tests.scenari import Cast

TETTO = 20
CERCA = "/ente-prova/cerca/"


def _testo(cast: Cast, **dati: str) -> str:
    risposta = cliente(cast.direttore).get(CERCA, dati)
    assert risposta.status_code == 200
    return risposta.content.decode()


@pytest.mark.parametrize(
    ("domanda", "frase"),
    [
        ("", "Come si cerca"),
        ("s", "Scrivi almeno due lettere"),
        ("della", "Queste parole sono in ogni testo"),
        ("zzzzzz", "Che cosa provare"),
        ("sportel", "parole che cominciano così"),
    ],
)
def test_each_state_says_what_to_do(cast: Cast, piano: Piano, domanda: str, frase: str) -> None:
    assert frase in _testo(cast, q=domanda)


def test_the_hits_lead_where_the_things_live(cast: Cast, bozza: Piano) -> None:
    html = _testo(cast, q="sportello")
    indicatore = Indicatore.objects.get(codice="1.1", scheda__piano=bozza)
    azione = Azione.objects.get(descrizione="Aprire lo sportello", scheda__piano=bozza)
    scheda = "/ente-prova/piani/ente-prova-2026-2028/schede/1/"
    assert f'href="{scheda}#indicatore-{indicatore.pk}"' in html
    assert f'href="{scheda}#azione-{azione.pk}"' in html
    assert f'id="azione-{azione.pk}"' in cliente(cast.direttore).get(scheda).content.decode()
    assert f'id="indicatore-{indicatore.pk}"' in cliente(cast.direttore).get(f"{scheda}indicatori/").content.decode()


def test_of_many_the_best_few_are_shown_and_one_kind_is_paged(cast: Cast, piano: Piano) -> None:
    _aggiungi(30)
    html = _testo(cast, q="lucciola")
    assert html.count('class="trovato"') == 5
    assert "Vedi tutto: 30" in html
    html = _testo(cast, q="lucciola", tipo="azioni", page="2")
    assert html.count('class="trovato"') == 10
    assert "Pagina 2 di 2" in html


def test_a_filter_that_is_nobody_s_is_ignored_or_says_so(cast: Cast, piano: Piano) -> None:
    assert 'class="trovato"' in _testo(cast, q="sportello", tipo="persone")
    assert "Niente in questo piano" in _testo(cast, q="sportello", piano="altro-ente-2023-2025")


def test_the_questions_to_the_database_do_not_grow_with_what_is_found(cast: Cast, piano: Piano) -> None:
    poche = _domande(cast, "sportello oppure zafferano oppure qualità")
    _aggiungi(60)
    Azione.objects.update(risultato_atteso="Uno sportello")
    assert _domande(cast, "sportello oppure zafferano oppure qualità") <= poche <= TETTO


@pytest.mark.parametrize("pagina", [CERCA, f"{CERCA}suggerimenti/"])
def test_a_question_that_finds_nothing_costs_no_more(cast: Cast, piano: Piano, pagina: str) -> None:
    assert _domande(cast, "zzzzzz", pagina) <= TETTO


def _domande(cast: Cast, testo: str, pagina: str = CERCA) -> int:
    client = cliente(cast.direttore)
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(pagina, {"q": testo}).status_code == 200
    return len(catturate)


def _aggiungi(quante: int) -> None:
    scheda = Scheda.objects.get(codice="1")
    Azione.objects.bulk_create(
        Azione(scheda=scheda, ordine=100 + n, numero=f"X{n}", descrizione=f"Una lucciola {n}") for n in range(quante)
    )
