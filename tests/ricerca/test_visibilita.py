"""What a person may not see is not found, and not counted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from obiettivi.models import Piano
from rendicontazione.ricerca.ricerca import Ricerca
from rendicontazione.ricerca.tipi import Tipo
from tests import scenari
from tests.ricerca.conftest import cliente
from tests.scenari import Cast

TUTTI = ("amministratrice", "direttore", "nucleo", "organo")


def _note(cast: Cast, chi: str, testo: str) -> set[int]:
    trovate = Ricerca(cast.per_nome(chi), cast.ente, testo).tutti
    return {voce.pk for voce in trovate if voce.tipo == Tipo.RISULTATI}


@pytest.mark.parametrize("chi", TUTTI)
def test_who_reads_every_result_finds_every_note(cast: Cast, piano: Piano, chi: str) -> None:
    assert _note(cast, chi, "zafferano") == {scenari.risultato_di(codice).pk for codice in ("1.1", "2.1")}
    assert _note(cast, chi, "cardamomo") == {scenari.risultato_di("2.1").pk}


def test_a_mere_responsabile_finds_only_what_is_written_of_his_own_results(cast: Cast, piano: Piano) -> None:
    assert _note(cast, "responsabile", "zafferano") == {scenari.risultato_di("1.1").pk}
    ricerca = Ricerca(cast.responsabile, cast.ente, "cardamomo")
    assert ricerca.tutti == []
    assert dict(ricerca.per_tipo())[Tipo.RISULTATI] == 0


def test_a_mere_responsabile_finds_the_whole_plan_as_its_pages_show_it(cast: Cast, piano: Piano) -> None:
    trovate = Ricerca(cast.responsabile, cast.ente, "progetti").tutti
    assert [(voce.tipo, voce.pk) for voce in trovate] == [(Tipo.INDICATORI, scenari.indicatore_di("2.1").pk)]


@pytest.mark.parametrize("testo", ["zafferano", "sportello", "1.1", "scheda 1"])
def test_nothing_of_another_body_is_found_nor_counted(cast: Cast, altrui: Piano, testo: str) -> None:
    mie = Ricerca(cast.direttore, cast.ente, testo)
    assert mie.tutti
    assert {voce.piano_id for voce in mie.tutti} == set(mie.piani)
    assert altrui.pk not in mie.piani
    assert sum(quanti for _, quanti in mie.per_tipo()) == len(mie.tutti)


def test_the_other_body_finds_its_own(cast: Cast, altrui: Piano) -> None:
    trovate = Ricerca(cast.estraneo, cast.altro_ente, "zafferano").tutti
    assert {voce.piano_id for voce in trovate} == {altrui.pk}


@pytest.mark.parametrize("nome", ["ricerca", "ricerca_suggerimenti"])
def test_a_stranger_finds_no_page(cast: Cast, altrui: Piano, nome: str) -> None:
    indirizzo = reverse(nome, kwargs={"ente": "ente-prova"})
    assert cliente(cast.estraneo).get(indirizzo, {"q": "zafferano"}).status_code == 404


def test_a_session_that_is_over_leaves_the_page_alone(piano: Piano) -> None:
    indirizzo = reverse("ricerca_suggerimenti", kwargs={"ente": "ente-prova"})
    assert Client().get(indirizzo, {"q": "zafferano"}, headers={"HX-Request": "true"}).status_code == 204
    assert Client().get(indirizzo, {"q": "zafferano"}).status_code == 302


@pytest.mark.parametrize(
    ("chi", "pagina"),
    [("nucleo", "esame"), ("organo", "esame"), ("direttore", "rilevazione"), ("responsabile", "rilevazione")],
)
def test_a_note_leads_to_the_page_in_which_that_role_reads_it(cast: Cast, piano: Piano, chi: str, pagina: str) -> None:
    ricerca = Ricerca(cast.per_nome(chi), cast.ente, "zafferano Rita")
    (voce,) = ricerca.mostra(ricerca.scelti)
    risultato = scenari.risultato_di("1.1").pk
    assert voce.indirizzo == reverse(pagina, kwargs={"ente": "ente-prova", "risultato": risultato})
    assert cliente(cast.per_nome(chi)).get(voce.indirizzo).status_code == 200
