"""What is found: words with and without accents, phrases, codes, the beginning of a word; and in which order."""

from __future__ import annotations

import pytest

from indicatori.models import Previsione
from obiettivi.models import Azione, Capitolo, Piano, Scheda
from rendicontazione.ricerca.codici import codice_in
from rendicontazione.ricerca.ricerca import Ricerca
from rendicontazione.ricerca.tipi import Tipo
from tests import scenari
from tests.scenari import Cast


def _trova(cast: Cast, testo: str, **altro: object) -> set[tuple[str, int]]:
    return {(voce.tipo, voce.pk) for voce in Ricerca(cast.direttore, cast.ente, testo, **altro).tutti}


@pytest.mark.parametrize("testo", ["qualita", "qualità", "QUALITÀ", "attivita", "attività", "dell'attivita", "ascolti"])
def test_accents_and_plurals_do_not_matter(cast: Cast, piano: Piano, testo: str) -> None:
    assert (Tipo.SCHEDE, Scheda.objects.get(codice="1").pk) in _trova(cast, testo)


def test_the_keys_of_the_texts_are_not_texts(cast: Cast, piano: Piano) -> None:
    assert _trova(cast, "criticità") == set()


def test_every_text_of_an_indicator_finds_it_once(cast: Cast, piano: Piano) -> None:
    atteso = {(Tipo.INDICATORI, scenari.indicatore_di("1.3").pk)}
    assert _trova(cast, "dipendenti") == atteso
    assert _trova(cast, "indeterminato") == atteso
    Previsione.objects.filter(indicatore__codice="1.3").update(annotazione="Zibaldone dei dipendenti")
    assert _trova(cast, "zibaldone") == atteso
    assert _trova(cast, "dipendenti") == atteso


def test_an_azione_is_found_by_what_it_expects(cast: Cast, piano: Piano) -> None:
    assert _trova(cast, "personale formato -dipendenti") == {
        (Tipo.AZIONI, Azione.objects.get(descrizione="Formare il personale").pk)
    }


def test_a_chapter_is_found_by_its_text(cast: Cast, bozza: Piano) -> None:
    assert _trova(cast, "montagna") == {(Tipo.CAPITOLI, Capitolo.objects.get().pk)}


def test_phrases_exclusions_and_alternatives(cast: Cast, piano: Piano) -> None:
    assert len(_trova(cast, '"sportello aperto"')) == 2
    assert _trova(cast, '"aperto sportello"') == set()
    assert _trova(cast, "sportello -aprire") == {(Tipo.INDICATORI, scenari.indicatore_di("1.1").pk)}
    assert {pk for _, pk in _trova(cast, "regolamento oppure PagoPA")} == {
        scenari.indicatore_di(codice).pk for codice in ("1.2", "1.4")
    }


@pytest.mark.parametrize("testo", ["della", "-sportello", "' | !! :*", "((", "\0", "!"])
def test_a_question_without_words_finds_nothing(cast: Cast, piano: Piano, testo: str) -> None:
    ricerca = Ricerca(cast.direttore, cast.ente, testo)
    assert ricerca.tutti == []
    assert ricerca.comune or ricerca.corta


def test_one_letter_is_too_short(cast: Cast, piano: Piano) -> None:
    ricerca = Ricerca(cast.direttore, cast.ente, " s ")
    assert ricerca.corta
    assert ricerca.tutti == []


@pytest.mark.parametrize("testo", ["regol", "regolam", "regolament", "approvato regola"])
def test_while_typing_the_last_word_may_be_only_begun(cast: Cast, piano: Piano, testo: str) -> None:
    assert (Tipo.INDICATORI, scenari.indicatore_di("1.2").pk) in _trova(cast, testo, inizio=True)


def test_a_whole_word_comes_before_the_words_that_begin_with_it(cast: Cast, piano: Piano) -> None:
    assert not Ricerca(cast.direttore, cast.ente, "sportello").inizio
    iniziata = Ricerca(cast.direttore, cast.ente, "sportel")
    assert iniziata.inizio
    assert iniziata.tutti


@pytest.mark.parametrize(
    ("testo", "tipo"),
    [
        ("1.3", Tipo.INDICATORI),
        ("indicatore 1.3", Tipo.INDICATORI),
        ("Scheda 2", Tipo.SCHEDE),
        ("scheda n. 2", Tipo.SCHEDE),
    ],
)
def test_a_code_comes_first(cast: Cast, piano: Piano, testo: str, tipo: Tipo) -> None:
    ricerca = Ricerca(cast.direttore, cast.ente, testo, inizio=True)
    primo = ricerca.migliori()[0]
    assert primo.esatto
    assert primo.tipo == tipo
    assert [voce.tipo for voce in ricerca.esatti()] == [tipo]


def test_a_chapter_is_reached_by_its_number(cast: Cast, bozza: Piano) -> None:
    assert [voce.pk for voce in Ricerca(cast.direttore, cast.ente, "capitolo 2.1").esatti()] == [
        Capitolo.objects.get().pk
    ]


@pytest.mark.parametrize("testo", ["sportello 3", "3 sportelli", "", "scheda", "indicatore della scheda", "a"])
def test_words_are_not_a_code(testo: str) -> None:
    assert codice_in(testo) is None


def test_the_filters_narrow_what_is_counted(cast: Cast, bozza: Piano) -> None:
    tutto = Ricerca(cast.direttore, cast.ente, "sportello")
    assert [piano.codice for piano, _ in tutto.per_piano()] == ["ente-prova-2026-2028", "ente-prova-2023-2025"]
    solo = Ricerca(cast.direttore, cast.ente, "sportello", tipo=Tipo.INDICATORI, piano="ente-prova-2026-2028")
    assert [voce.piano_id for voce in solo.scelti] == [bozza.pk]
    assert dict(solo.per_tipo())[Tipo.CAPITOLI] == 1
    assert {piano.codice: quanti for piano, quanti in solo.per_piano()} == {
        "ente-prova-2026-2028": 1,
        "ente-prova-2023-2025": 1,
    }


def test_the_newest_plan_comes_first(cast: Cast, bozza: Piano) -> None:
    trovate = Ricerca(cast.direttore, cast.ente, "sportello", tipo=Tipo.INDICATORI).scelti
    assert trovate[0].piano_id == bozza.pk
