"""The country of the bench: the same seed makes the same body, and a copy is a body like the others."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction

from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.banco.campione import Campione, crea_campione
from rendicontazione.banco.paese import cliente, misure_delle_schermate, schermate, visita
from rendicontazione.banco.peso import MARCATURA, PROPRI, Peso, peso_di
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.valutazione import valutazione


@pytest.fixture
def campione(db: None) -> Campione:
    return crea_campione(7, piani=2, indicatori=6)


def _gradi(ente: str) -> list[object]:
    anni = Rendicontazione.objects.filter(piano__ente__codice=ente).order_by("piano__codice", "anno")
    return [valutazione(anno).ente.valore for anno in anni]


def test_a_body_has_two_years_of_results_in_each_plan(campione: Campione) -> None:
    anni = Rendicontazione.objects.order_by("piano__codice", "anno")
    assert [anno.stato for anno in anni] == [
        StatoRendicontazione.PUBBLICATA,
        StatoRendicontazione.IN_VALIDAZIONE,
        StatoRendicontazione.PUBBLICATA,
        StatoRendicontazione.IN_VALIDAZIONE,
    ]
    assert Risultato.objects.count() == 24


@pytest.mark.django_db
def test_the_same_seed_writes_the_same_targets_and_results() -> None:
    scritti = []
    for _ in range(2):
        with transaction.atomic():
            crea_campione(7, piani=1, indicatori=6)
            scritti.append(list(Risultato.objects.order_by("pk").values_list("previsione__testo", "valori", "grado")))
            transaction.set_rollback(True)
    assert scritti[0] == scritti[1]
    assert len(scritti[0]) == 12


def test_a_copy_has_the_grades_of_its_sample_and_nothing_of_it(campione: Campione) -> None:
    ripeti(3)
    assert Ente.objects.count() == 4
    assert _gradi("ente-7-2") == _gradi("ente-7")
    copiati = Risultato.objects.filter(rendicontazione__piano__ente__codice="ente-7-2")
    assert copiati.count() == 24
    assert {risultato.previsione.indicatore.scheda.piano.ente.codice for risultato in copiati} == {"ente-7-2"}
    assert {
        utente.username.rsplit(".")[-1] for utente in Utente.objects.filter(incarichi__ente__codice="ente-7-2")
    } == {"ente-7-2"}


def test_after_the_copies_new_rows_find_a_free_id(campione: Campione) -> None:
    ripeti(2)
    ente = Ente.objects.create(codice="nuovo", nome="Nuovo", nome_breve="Nuovo")
    assert ente.pk > max(Ente.objects.exclude(pk=ente.pk).values_list("pk", flat=True))


def test_every_screen_of_the_bench_is_answered(campione: Campione) -> None:
    ripeti(1)
    righe = list(misure_delle_schermate("ente-7-1", giri=1))
    assert len(righe) > 15
    assert all("query" in riga.nome or "ETag" in riga.nome for riga in righe)


def test_no_screen_is_heavier_than_it_may_be(campione: Campione) -> None:
    pesi = {
        pagina.nome: peso_di(visita(cliente("ente-7", pagina.chi), pagina).content) for pagina in schermate("ente-7")
    }
    assert [nome for nome, peso in pesi.items() if peso.marcatura > MARCATURA or peso.propri > PROPRI] == []


def test_only_our_own_sheets_and_scripts_weigh() -> None:
    nostra, tema = "pianoperf.css", "css/bootstrap-italia.min.css"
    corpo = f'<link href="{settings.STATIC_URL}{tema}"><link href="{settings.STATIC_URL}{nostra}">'.encode()
    solo = f'<link href="{settings.STATIC_URL}{nostra}">'.encode()
    assert peso_di(corpo) == Peso(len(corpo), peso_di(solo).propri)
    assert peso_di(solo).propri > 1000
