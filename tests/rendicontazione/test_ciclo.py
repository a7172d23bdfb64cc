"""Entering, sending, judging and closing, through the services."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from indicatori.motore.valori import Valore
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione import permissions
from rendicontazione.enums import Causa, EsitoGiudizio, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Istantanea, Risultato
from rendicontazione.selectors import valutazione
from rendicontazione.services.anno import proroga_finestra
from rendicontazione.services.evidenze import allega_evidenza, togli_evidenza
from rendicontazione.services.risultati import mancanze_per_inviare, salva_bozza
from rendicontazione.verifiche import differenze
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return scenari.crea_cast()


def test_opening_a_year_makes_one_empty_result_per_target_of_that_year(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    assert rendicontazione.risultati.count() == 5
    assert set(rendicontazione.risultati.values_list("stato", flat=True)) == {StatoRisultato.DA_INSERIRE}


def test_a_draft_keeps_what_is_there_and_computes_its_grade(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    risultato = scenari.bozza(cast, "1.3", "60")
    assert (risultato.stato, risultato.grado) == (StatoRisultato.BOZZA, Decimal("0.75"))


def test_half_a_composite_target_is_a_draft_but_cannot_be_sent(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    risultato = scenari.bozza(cast, "1.4", "15/06/2023", "")
    assert mancanze_per_inviare(risultato) == ["Manca il risultato della parte 2."]
    with pytest.raises(AzioneNegata, match="Manca il risultato della parte 2"):
        scenari.inviato(cast, "1.4", "15/06/2023", "")


def test_a_result_below_its_target_needs_a_reason(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    with pytest.raises(AzioneNegata, match="spiega nella nota"):
        scenari.inviato(cast, "1.3", "60", nota="")
    assert scenari.risultato_di("1.3").stato == StatoRisultato.BOZZA


def test_a_result_below_its_target_needs_a_cause(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    with pytest.raises(AzioneNegata, match="scegli la causa dello scostamento"):
        scenari.inviato(cast, "1.3", "60", causa="")
    assert scenari.inviato(cast, "1.3", "60", causa=Causa.ENDOGENA).stato == StatoRisultato.TRASMESSO


def test_cause_and_reason_missing_are_two_sentences_and_none_at_100_percent(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    sotto = mancanze_per_inviare(scenari.bozza(cast, "1.3", "60", nota="", causa=""))
    assert ["causa" in frase for frase in sotto] == [True, False]
    assert not mancanze_per_inviare(scenari.bozza(cast, "1.3", "85", nota="", causa=""))


def test_two_people_saving_the_same_result_the_second_is_told(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    prima = scenari.risultato_di("1.3")
    scenari.bozza(cast, "1.3", "90")
    with pytest.raises(ModificaConcorrente, match="Dario Dirigente"):
        salva_bozza(
            risultato=prima,
            valori=[Valore(numero=Decimal(10))],
            nota="",
            causa="",
            fonte="",
            versione=prima.versione,
            utente=cast.responsabile,
            adesso=ADESSO,
        )
    assert scenari.risultato_di("1.3").valori == [{"numero": "90"}]


def test_a_value_that_cannot_be_is_refused_with_its_part(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    with pytest.raises(DatiNonValidi) as rifiuto:
        salva_bozza(
            risultato=scenari.risultato_di("1.3"),
            valori=[Valore(numeratore=Decimal(1), denominatore=Decimal(0))],
            nota="",
            causa="",
            fonte="",
            versione=0,
            utente=cast.responsabile,
            adesso=ADESSO,
        )
    assert list(rifiuto.value.errori) == ["parte_0"]


def test_sending_back_needs_a_reason_and_opens_the_result_again(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    with pytest.raises(DatiNonValidi, match="Scrivi il motivo"):
        scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO, " ")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO, "Manca l'atto")
    rinviato = scenari.risultato_di("1.1")
    assert (rinviato.stato, rinviato.motivo) == (StatoRisultato.RINVIATO, "Manca l'atto")
    scenari.inviato(cast, "1.1", "SI")
    assert scenari.risultato_di("1.1").stato == StatoRisultato.TRASMESSO
    assert scenari.risultato_di("1.1").giudizi.count() == 1


def test_a_corrected_grade_stands_beside_the_computed_one(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO, grado_rettificato=Decimal("0.9"))
    risultato = scenari.risultato_di("1.3")
    assert (risultato.grado, risultato.grado_rettificato) == (Decimal("0.75"), Decimal("0.9"))
    voce = next(v for v in valutazione(rendicontazione).schede[0].indicatori if v.indicatore.codice == "1.3")
    assert voce.grado.valore == Fraction(9, 10)
    assert "calcolato: 75" in voce.grado.spiegazione.testo


def test_only_what_was_sent_counts_and_the_coverage_says_how_much(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.3", "60")
    scenari.bozza(cast, "2.1", "4")
    esito = valutazione(rendicontazione)
    assert esito.ente.copertura.testo == "2 di 5"
    assert esito.schede[0].aggregato.valore == Fraction(7, 8)
    assert esito.schede[1].aggregato.valore is None


def test_after_validation_a_missing_result_counts_zero_and_the_snapshot_is_frozen(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.porta_al_nucleo(cast, rendicontazione)
    with pytest.raises(AzioneNegata, match="1 risultato attende"):
        scenari.valida(cast, rendicontazione)
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")
    rendicontazione = scenari.valida(cast, rendicontazione)
    assert rendicontazione.stato == StatoRendicontazione.VALIDATA
    assert valutazione(rendicontazione).ente.valore == Fraction(1, 8)
    istantanea = Istantanea.objects.get(rendicontazione=rendicontazione)
    assert istantanea.dati["ente"]["grado"]["valore"] == "1/8"
    assert list(differenze()) == []


def test_a_longer_window_lets_people_enter_again(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    tardi = ADESSO + timedelta(days=40)
    assert not permissions.puo_compilare(cast.responsabile, scenari.risultato_di("1.1"), tardi)
    proroga_finestra(
        rendicontazione=rendicontazione, finestra_al=tardi + timedelta(days=5), utente=cast.amministratrice
    )
    assert permissions.puo_compilare(cast.responsabile, scenari.risultato_di("1.1"), tardi)


def test_a_stored_grade_that_no_longer_comes_out_is_found(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.3", "60")
    Risultato.objects.filter(pk=scenari.risultato_di("1.3").pk).update(grado=Decimal("0.8"))
    assert [d.ricalcolato for d in differenze()] == ["0.7500000000"]


def test_a_proof_is_told_by_its_content_and_named_safely(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    caricato = SimpleUploadedFile("../../Relazione\r\n finale.exe", b"%PDF-1.7 prova")
    evidenza = allega_evidenza(
        risultato=scenari.risultato_di("1.1"), caricato=caricato, utente=cast.responsabile, adesso=ADESSO
    )
    assert (evidenza.nome, evidenza.tipo) == ("Relazione finale.pdf", "application/pdf")
    assert len(evidenza.sha256) == 64
    togli_evidenza(evidenza=evidenza, utente=cast.responsabile, adesso=ADESSO)
    assert not scenari.risultato_di("1.1").evidenze.exists()


@pytest.mark.parametrize("contenuto", [b"", b"MZ\x90\x00eseguibile", b"<html><script>x</script></html>"])
def test_an_empty_executable_or_html_file_is_refused(cast: Cast, contenuto: bytes) -> None:
    scenari.anno_aperto(cast)
    with pytest.raises(DatiNonValidi):
        allega_evidenza(
            risultato=scenari.risultato_di("1.1"),
            caricato=SimpleUploadedFile("prova.pdf", contenuto),
            utente=cast.responsabile,
            adesso=ADESSO,
        )


def test_every_save_leaves_its_trace_in_the_history(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    with transaction.atomic():
        scenari.bozza(cast, "1.3", "60")
        scenari.bozza(cast, "1.3", "70")
    risultato = scenari.risultato_di("1.3")
    valori = list(risultato.events.order_by("pgh_id").values_list("valori", flat=True))
    assert valori == [[], [{"numero": "60"}], [{"numero": "70"}]]
