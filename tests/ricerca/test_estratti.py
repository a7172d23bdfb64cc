"""Texts of users never become HTML, and a word is marked where it is in the text as it was written."""

from __future__ import annotations

import pytest

from indicatori.models import Indicatore
from obiettivi.models import Piano
from pianoperf.web.cercabile import CON_SEGNI, FINE_SEGNO, INIZIO_SEGNO, SENZA_SEGNI, leggi_domanda, segna
from rendicontazione.ricerca.estratti import Campo, estratto, tratti_segnati
from rendicontazione.ricerca.ricerca import Ricerca
from tests.ricerca.conftest import cliente
from tests.scenari import Cast

CATTIVO = "Lo <script>alert('sportello')</script> & <b>l’attività</b> \x02finta\x03 <mark>qualità</mark>"


def test_every_sign_has_one_character_in_its_place() -> None:
    assert len(CON_SEGNI) == len(SENZA_SEGNI) == len(set(CON_SEGNI))


@pytest.mark.django_db
def test_the_words_are_marked_as_written_and_the_rest_is_escaped() -> None:
    (segnato,) = segna([CATTIVO], leggi_domanda("attivita sportello qualita"))
    html = estratto(Campo("Nota", CATTIVO, tratti_segnati(CATTIVO, segnato)))
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(&#x27;<mark>sportello</mark>" in html
    assert "<mark>attività</mark>" in html
    assert "&lt;mark&gt;<mark>qualità</mark>&lt;/mark&gt;" in html
    assert "<mark>finta" not in html


@pytest.mark.parametrize("segnato", ["", f"{INIZIO_SEGNO}altro{FINE_SEGNO}", "un testo più lungo di quello"])
def test_marks_of_another_text_mark_nothing(segnato: str) -> None:
    assert tratti_segnati("un testo", segnato) == ()


def test_a_long_text_is_cut_around_the_word() -> None:
    testo = f"{'prima ' * 200}zafferano{' dopo' * 200}"
    posto = testo.index("zafferano")
    html = estratto(Campo("Nota", testo, ((posto, posto + 9),)))
    assert html.startswith("… prima")
    assert html.endswith("dopo …")
    assert "<mark>zafferano</mark>" in html
    assert len(html) < 350


def test_a_word_longer_than_the_page_is_marked_too() -> None:
    html = estratto(Campo("Nota", "x" * 900, ((0, 900),)))
    assert html == f"<mark>{'x' * 900}</mark>"


def test_the_page_shows_what_was_typed_as_text(cast: Cast, piano: Piano) -> None:
    Indicatore.objects.filter(codice="1.3").update(note=CATTIVO)
    for indirizzo in ("/ente-prova/cerca/", "/ente-prova/cerca/suggerimenti/"):
        html = cliente(cast.direttore).get(indirizzo, {"q": "sportello <img src=x>"}).content.decode()
        assert "<img" not in html
        html = cliente(cast.direttore).get(indirizzo, {"q": "finta"}).content.decode()
        assert "<script>alert" not in html


def test_the_text_shown_is_the_one_with_the_word(cast: Cast, piano: Piano) -> None:
    ricerca = Ricerca(cast.direttore, cast.ente, "indeterminato")
    (voce,) = ricerca.mostra(ricerca.scelti)
    assert voce.dove is not None
    assert voce.dove.etichetta == "Note"
    assert voce.estratto == "Conta il personale a tempo <mark>indeterminato</mark>"
