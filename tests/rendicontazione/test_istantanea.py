"""A closed year is what was frozen: no later rule changes it, and what a re-opening changed is told."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command

from indicatori.models import Previsione
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.spiegazione import Spiegazione
from rendicontazione import calcolo
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Istantanea, Rendicontazione, Risultato
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.selectors.congelata import valutazione_congelata
from rendicontazione.selectors.esaminato import esaminato
from rendicontazione.selectors.valutazione import Valutazione, fotografia, valutazione, valutazione_ricalcolata
from rendicontazione.verifiche import differenze
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
NUOVE = Grado(StatoGrado.CALCOLATO, Fraction(1, 3), Spiegazione("Con le regole nuove."))


@pytest.fixture
def regole_nuove(monkeypatch: pytest.MonkeyPatch) -> Any:
    """From when it is called, the engine gives one third to everything."""
    return lambda: monkeypatch.setattr(calcolo, "grado_previsione", lambda *_, **__: NUOVE)


def _voce(valutata: Valutazione, codice: str) -> Any:
    return next(v for s in valutata.schede for v in s.indicatori if v.indicatore.codice == codice)


def test_a_later_rule_changes_no_closed_year_and_is_found(cast: Cast, regole_nuove: Any) -> None:
    chiusa = chiusure.validata(cast)
    prima = valutazione(chiusa)
    regole_nuove()
    assert valutazione_ricalcolata(chiusa).ente.valore == Fraction(1, 3)
    assert valutazione(chiusa) == prima
    assert prima.ente.valore == Fraction(7, 32)
    assert any("scheda 1" in trovata.dove for trovata in differenze())


def test_the_commands_and_the_document_of_a_closed_year_are_the_frozen_ones(cast: Cast, regole_nuove: Any) -> None:
    chiusa = chiusure.validata(cast)
    vista, stampa = vista_di(chiusa.piano, "relazione", chiusa.anno), StringIO()
    regole_nuove()
    assert vista_di(chiusa.piano, "relazione", chiusa.anno) == vista
    call_command("valuta", chiusa.piano.codice, anno=chiusa.anno, stdout=stampa)
    assert "21,88" in stampa.getvalue()
    assert "regole nuove" not in stampa.getvalue()
    with pytest.raises(SystemExit):
        call_command("ricalcola", controlla=True, stdout=StringIO())


def test_what_is_read_back_is_what_was_frozen(cast: Cast) -> None:
    rendicontazione = chiusure.in_validazione(cast)
    chiusa = scenari.valida(cast, rendicontazione)
    istantanea = Istantanea.objects.get()
    assert fotografia(valutazione(chiusa)) == istantanea.dati
    calcolata, letta = valutazione_ricalcolata(chiusa), valutazione(chiusa)
    assert fotografia(calcolata) == fotografia(letta)
    assert [[a for a, _ in s.azioni] for s in calcolata.schede] == [[a for a, _ in s.azioni] for s in letta.schede]
    assert list(differenze()) == []


def test_values_reasons_and_target_are_those_of_the_day_whatever_the_rows_say(cast: Cast) -> None:
    chiusa = chiusure.validata(cast)
    guardie = (
        "rendicontazione.Risultato:risultato_di_anno_chiuso",
        "indicatori.Previsione:target_cambiato_di_anno_chiuso",
    )
    with pgtrigger.ignore(*guardie):
        Risultato.objects.filter(pk=scenari.risultato_di("1.3").pk).update(valori=[{"numero": "99"}], nota="Altra nota")
        Previsione.objects.filter(indicatore__codice="1.3", anno=2023).update(condizioni=[])
    voce = _voce(valutazione(chiusa), "1.3")
    assert (voce.risultato.valori, voce.risultato.nota) == ([{"numero": "60"}], "Nota di prova")
    assert len(voce.risultato.letti) == 1
    risultato = scenari.risultato_di("1.3")
    assert esaminato(risultato).calcolato.valore == Fraction(3, 4)
    assert risultato.valori == [{"numero": "60"}]
    assert [trovata.dove.split(" ", 2)[2] for trovata in differenze() if "scheda" in trovata.dove]


def test_a_corrected_grade_keeps_the_computed_one_in_the_snapshot(cast: Cast, regole_nuove: Any) -> None:
    riaperto = chiusure.riaperta(cast)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO, grado_rettificato=Decimal("0.9"))
    chiusa = scenari.valida(cast, riaperto)
    regole_nuove()
    voce = _voce(valutazione(chiusa), "1.3")
    assert (voce.grado.valore, voce.calcolato.valore) == (Fraction(9, 10), Fraction(3, 4))
    esame = esaminato(scenari.risultato_di("1.3"))
    assert (esame.che_conta.valore, esame.calcolato.valore) == (Fraction(9, 10), Fraction(3, 4))


def test_a_snapshot_of_the_first_format_is_still_read_and_checked(cast: Cast) -> None:
    chiusa = chiusure.validata(cast)
    istantanea = Istantanea(rendicontazione=chiusa, dati=_primo_formato(Istantanea.objects.get().dati))
    letta = valutazione_congelata(chiusa, istantanea)
    assert letta.ente.valore == Fraction(7, 32)
    assert letta.fascia is not None
    assert [len(scheda.azioni) for scheda in letta.schede] == [2, 1]
    assert fotografia(letta) == fotografia(valutazione(chiusa))


def _primo_formato(dati: dict[str, Any]) -> dict[str, Any]:
    vecchi = deepcopy(dati)
    del vecchi["formato"], vecchi["ente"]["fascia"]
    for scheda in vecchi["schede"]:
        del scheda["fascia"], scheda["azioni"]
        for voce in scheda["indicatori"]:
            for nome in ("nota", "causa", "fonte", "motivo", "fascia", "calcolato"):
                del voce[nome]
    return vecchi


def test_validating_again_keeps_both_snapshots_and_the_last_one_counts(cast: Cast) -> None:
    chiusa = chiusure.validata_di_nuovo(cast)
    valori = [i.dati["ente"]["grado"]["valore"] for i in chiusa.istantanee.order_by("numero")]
    assert (valori, [i.numero for i in chiusa.istantanee.all()]) == (["7/32", "1/4"], [1, 2])
    assert valutazione(chiusa).ente.valore == Fraction(1, 4)
    assert list(differenze()) == []


def test_only_what_differs_between_first_and_last_validation_is_modified(cast: Cast) -> None:
    valutata = valutazione(chiusure.validata_di_nuovo(cast))
    assert [voce.indicatore.codice for voce in valutata.modificati] == ["1.3"]
    modifica = valutata.modificati[0].modifica
    assert modifica is not None
    assert (modifica.prima.valore, modifica.dopo.valore, modifica.valori_cambiati) == (Fraction(3, 4), 1, True)
    assert esaminato(scenari.risultato_di("1.3")).modifica == modifica
    assert esaminato(scenari.risultato_di("1.1")).modifica is None


def test_a_reopening_that_changes_nothing_marks_nothing(cast: Cast) -> None:
    chiusa = scenari.valida(cast, chiusure.riaperta(cast))
    assert chiusa.istantanee.count() == 2
    assert valutazione(chiusa).modificati == ()


def test_a_reopened_year_is_computed_and_keeps_the_marks_of_before(cast: Cast) -> None:
    chiusa = chiusure.validata_di_nuovo(cast)
    chiusure.riapri(cast, chiusa, numero="41")
    riaperto = Rendicontazione.objects.get(pk=chiusa.pk)
    assert valutazione(riaperto).ente.valore == Fraction(1)
    assert [voce.indicatore.codice for voce in valutazione(riaperto).modificati] == ["1.3"]
    assert list(differenze()) == []
