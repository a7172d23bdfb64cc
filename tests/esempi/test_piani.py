"""The five plans as they stand in the database after `carica_esempi`."""

from __future__ import annotations

import io
import json
from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command

from indicatori.models import Indicatore, Previsione
from obiettivi.enums import StatoPiano
from obiettivi.models import Azione, Capitolo, Piano, Scheda
from pianoperf.organizzazione.models import Utente
from rendicontazione.models import Rendicontazione, Risultato

pytestmark = pytest.mark.django_db

# plan: (azioni per scheda, innovative, indicatori per scheda)
CONTI = {
    "asc-insieme-2025-2027": ([5, 4, 5, 6], 5, [15, 9, 5, 17]),
    "asc-insieme-2023-2025": ([4, 3, 5, 3, 8], 11, [5, 6, 6, 5, 16]),
    "asc-insieme-2021-2023": ([4, 3, 7, 2, 13], 19, [6, 3, 9, 3, 18]),
    "cssm-2023-2025": ([0] * 10, 0, [2, 7, 2, 4, 3, 4, 3, 6, 14, 8]),
}


@pytest.mark.parametrize("codice", CONTI)
def test_schede_azioni_and_indicators_are_all_there(codice: str) -> None:
    azioni, innovative, indicatori = CONTI[codice]
    schede = list(Scheda.objects.filter(piano__codice=codice).order_by("ordine"))
    assert [scheda.azioni.count() for scheda in schede] == azioni
    assert [scheda.indicatori.count() for scheda in schede] == indicatori
    assert Azione.objects.filter(scheda__piano__codice=codice, innovazione=True).count() == innovative


def test_the_tree_of_coeso_has_its_three_levels() -> None:
    piano = Piano.objects.get(codice="coeso-2021-2023")
    assert piano.obiettivi_strategici.count() == 3
    assert piano.schede.filter(tipo="operativo").count() == 18
    assert Azione.objects.filter(scheda__piano=piano).count() == 71
    assert Indicatore.objects.filter(scheda__piano=piano).count() == 60
    assert all(scheda.obiettivi_strategici.count() == 1 for scheda in piano.schede.all())


def test_the_chapters_of_coeso_are_in_the_plan_and_in_its_approved_version() -> None:
    piano = Piano.objects.get(codice="coeso-2021-2023")
    numeri = [capitolo.numero for capitolo in piano.capitoli.order_by("ordine")]
    assert len(numeri) == 17
    assert (numeri[0], numeri[-1]) == ("1", "4")
    assert [capitolo["numero"] for capitolo in piano.versioni.get().dati["capitoli"]] == numeri
    assert not Capitolo.objects.exclude(piano=piano).exists()


def test_an_example_that_grew_does_not_change_what_was_approved() -> None:
    Capitolo.objects.filter(piano__codice="coeso-2021-2023", numero="4").delete()
    call_command("carica_esempi", verbosity=0)
    assert Capitolo.objects.count() == 16


@pytest.mark.parametrize(
    ("codice", "attese"),
    [
        ("asc-insieme-2023-2025", [38, 35, 35]),
        ("asc-insieme-2021-2023", [38, 24, 20]),
        ("cssm-2023-2025", [39, 9, 5]),
        ("coeso-2021-2023", [60, 0, 0]),
    ],
)
def test_targets_per_year(codice: str, attese: list[int]) -> None:
    previsioni = Previsione.objects.filter(indicatore__scheda__piano__codice=codice).exclude(testo="")
    conti = Counter(previsioni.values_list("anno", flat=True))
    assert [conti[anno] for anno in Piano.objects.get(codice=codice).triennio] == attese


def test_targets_per_column_of_the_plan_whose_schede_disagree_on_the_years() -> None:
    colonne = [0, 0, 0]
    for scheda in Scheda.objects.filter(piano__codice="asc-insieme-2025-2027"):
        primo = 2025 if scheda.codice == "1" else 2024
        previsioni = Previsione.objects.filter(indicatore__scheda=scheda).exclude(testo="")
        for anno in previsioni.values_list("anno", flat=True):
            colonne[anno - primo] += 1
    assert colonne == [45, 34, 32]
    dichiarati = Scheda.objects.filter(piano__codice="asc-insieme-2025-2027").values_list(
        "triennio_dichiarato", flat=True
    )
    assert list(dichiarati.order_by("ordine")) == ["2025-2027", "2024-2026", "2024-2026", "2025-2027"]


@pytest.mark.parametrize(
    ("codice", "indicatore", "anno", "testo"),
    [
        ("asc-insieme-2025-2027", "1.9", 2025, "Con Almeno 2 Enti pubblici nella Città Metropolitana "
         "Individuazione di almeno 2 buone prassi da importare"),
        ("asc-insieme-2025-2027", "4.16", 2026, "Attivazione di almeno 5 laboratori specifici "
         "Utenti coinvolti almeno 25"),
        ("asc-insieme-2023-2025", "5.8", 2024, "Almeno due struttura almeno -20%"),
        ("asc-insieme-2021-2023", "1.6", 2023, "5%"),
        ("cssm-2023-2025", "H.6", 2025, "Erogazione dei servizi per almeno il 20% del budget di ATS"),
    ],
)  # fmt: skip
def test_targets_are_kept_word_for_word(codice: str, indicatore: str, anno: int, testo: str) -> None:
    previsione = Previsione.objects.get(
        indicatore__scheda__piano__codice=codice, indicatore__codice=indicatore, anno=anno
    )
    assert previsione.testo == testo


def test_remarks_printed_in_result_columns_are_kept_as_remarks_and_are_no_results() -> None:
    piano = Piano.objects.get(codice="asc-insieme-2021-2023")
    annotazioni = Previsione.objects.filter(indicatore__scheda__piano=piano).exclude(annotazione="")
    assert annotazioni.count() == 8
    assert Indicatore.objects.filter(scheda__piano=piano).exclude(note="").count() == 12
    assert not Risultato.objects.filter(previsione__indicatore__scheda__piano=piano).exists()


def test_weights_and_incidence_sum_to_one_hundred() -> None:
    schede = Scheda.objects.filter(piano__codice="cssm-2023-2025")
    assert sum(scheda.incidenza or Decimal() for scheda in schede) == 100
    for scheda in schede:
        assert sum(passo.peso or Decimal() for passo in scheda.indicatori.all()) == 100


def test_the_four_decreasing_indicators_of_coeso_are_the_only_ones() -> None:
    decrescenti = Indicatore.objects.filter(scheda__piano__codice="coeso-2021-2023", verso="decrescente")
    assert decrescenti.count() == 4


def test_surnames_become_people() -> None:
    indicatore = Indicatore.objects.get(scheda__piano__codice="asc-insieme-2025-2027", codice="3.2")
    assert indicatore.responsabili_testo == "Verboschi Ferri"
    assert sorted(persona.cognome for persona in indicatore.responsabili.all()) == ["Ferri", "Verboschi"]


def test_loading_twice_changes_nothing() -> None:
    def impronta() -> dict[str, object]:
        return {
            "previsioni": list(Previsione.objects.order_by("pk").values_list("pk", "testo", "condizioni")),
            "risultati": list(Risultato.objects.order_by("pk").values_list("pk", "valori", "versione")),
            "capitoli": list(Capitolo.objects.order_by("pk").values_list("pk", "ordine", "testo")),
            "storia": [m.pgh_event_model.objects.count() for m in (Capitolo, Indicatore, Previsione, Risultato)],
            "utenti": list(Utente.objects.order_by("pk").values_list("pk", "password")),
        }

    prima = impronta()
    call_command("carica_esempi", verbosity=0)
    assert impronta() == prima


def test_every_demo_result_is_marked() -> None:
    assert Rendicontazione.objects.count() == 3
    assert not Rendicontazione.objects.filter(dimostrativa=False).exists()
    assert Piano.objects.get(codice="asc-insieme-2025-2027").stato == StatoPiano.BOZZA


@pytest.mark.parametrize("codice", [*CONTI, "coeso-2021-2023"])
def test_export_has_the_shape_that_scripts_rely_on(codice: str) -> None:
    uscita = io.StringIO()
    call_command("esporta", codice, stdout=uscita)
    dati = json.loads(uscita.getvalue())
    assert list(dati)[:7] == ["codice", "ente", "famiglia", "titolo", "triennio", "obiettivi_strategici", "schede"]
    indicatore = dati["schede"][0]["indicatori"][0]
    assert {"codice", "azione", "descrizione", "responsabili", "strutture", "algoritmo", "baseline", "termine", "peso",
            "pesi_anno", "previsioni", "risultati", "note"} <= set(indicatore)  # fmt: skip


def test_stored_grades_come_out_of_what_they_were_made_from() -> None:
    uscita = io.StringIO()
    call_command("ricalcola", "--controlla", stdout=uscita)
    assert uscita.getvalue() == "Nessuna differenza.\n"
