"""The act that freezes a plan, and the act that changes it."""

from __future__ import annotations

from datetime import date

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import IndicatoreDati, PianoDati
from indicatori.rimodulazione import copia
from indicatori.rimodulazione.dati import da_json, fotografia
from indicatori.rimodulazione.esame import EsameRimodulazione
from indicatori.rimodulazione.services import (
    annulla_cambiamento,
    proponi_rimodulazione,
    ritira_rimodulazione,
)
from indicatori.selectors import piano_in_dati
from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Rimodulazione, Versione
from obiettivi.services import assicura_versione
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione.enums import EsitoGiudizio, StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.verifiche import differenze
from tests import scenari
from tests.rimodulazione import proposte
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


def _previsione(codice: str, anno: int = 2023) -> Previsione:
    return Previsione.objects.get(indicatore__codice=codice, anno=anno)


def test_the_approval_freezes_the_first_version(cast: Cast) -> None:
    piano = scenari.piano_approvato(cast)
    versione = piano.versioni.get()
    assert (versione.numero, versione.atto, versione.approvata_da) == (1, piano.atto, cast.amministratrice)
    assert versione.dati == fotografia(piano)
    assert da_json(versione.dati) == piano_in_dati(piano)


def test_nobody_changes_a_version(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    for comando in ("UPDATE obiettivi_versione SET numero = 2", "DELETE FROM obiettivi_versione"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursore:
            cursore.execute(comando)


def test_a_plan_approved_before_there_were_versions_gets_its_first(cast: Cast) -> None:
    piano = scenari.piano_approvato(cast)
    with pgtrigger.ignore("obiettivi.Versione:versione_immutabile"):
        piano.versioni.all().delete()
    assert not piano.versioni.exists()
    versione = assicura_versione(piano=proposte.piano(), utente=cast.amministratrice, adesso=ADESSO)
    assert versione is not None
    assert versione.numero == 1
    assert assicura_versione(piano=proposte.piano(), utente=cast.amministratrice, adesso=ADESSO) == versione


def test_a_draft_is_not_rimodulato(cast: Cast) -> None:
    scenari.importa_piano(dati=scenari.dati_di_prova(), utente=cast.amministratrice, adesso=ADESSO)
    with pytest.raises(AzioneNegata, match="ancora una bozza"):
        proposte.proposta(cast)


def test_one_proposal_at_a_time(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    prima = proposte.proposta(cast)
    with pytest.raises(AzioneNegata, match="già una rimodulazione in preparazione"):
        proposte.proposta(cast)
    ritira_rimodulazione(rimodulazione=prima, utente=cast.direttore, adesso=ADESSO)
    assert proposte.proposta(cast).modifica == 0


@pytest.mark.parametrize("chi", ["responsabile", "nucleo", "organo", "estraneo"])
def test_only_who_administers_or_directs_proposes(cast: Cast, chi: str) -> None:
    scenari.piano_approvato(cast)
    with pytest.raises(AzioneNegata, match="serve il ruolo di amministratore o direttore"):
        proponi_rimodulazione(piano=proposte.piano(), oggetto="x", utente=cast.per_nome(chi), adesso=ADESSO)


def test_the_director_does_not_approve(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    cast.amministratrice = cast.direttore
    with pytest.raises(AzioneNegata, match="serve il ruolo di amministratore"):
        proposte.approvata(cast, pronta)


def test_an_approved_change_is_in_the_plan_and_in_a_new_version(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    prima = _previsione("1.3").pk
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    versione = proposte.approvata(cast, pronta)
    previsione = _previsione("1.3")
    assert (previsione.pk, previsione.testo, versione.numero) == (prima, "almeno 70%", 2)
    assert previsione.lette[0].valore == 70
    assert versione.dati == fotografia(proposte.piano())
    pronta.refresh_from_db()
    assert (pronta.stato, pronta.versione, set(pronta.motivi.values())) == ("approvata", versione, {proposte.MOTIVO})
    assert proposte.piano().stato == StatoPiano.APPROVATO


def test_the_history_says_which_change_moved_the_target(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    proposte.approvata(cast, pronta)
    evento = Previsione.pgh_event_model.objects.filter(pgh_obj=_previsione("1.3")).latest("pgh_id")
    assert evento.pgh_context.metadata["rimodulazione"] == pronta.pk


def test_nothing_is_approved_without_a_reason_or_without_changes(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    vuota = proposte.proposta(cast)
    with pytest.raises(AzioneNegata, match="nessun cambiamento"):
        proposte.approvata(cast, vuota)
    with pytest.raises(AzioneNegata, match="1 cambiamento è senza motivo"):
        proposte.approvata(cast, proposte.con_target(cast, vuota, 2023, "almeno 70%"))
    assert Versione.objects.count() == 1


def test_an_act_older_than_the_plan_is_refused(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    Atto.objects.update(data=date(2024, 1, 1))
    with pytest.raises(DatiNonValidi, match="non può essere precedente"):
        proposte.approvata(cast, pronta)


def test_the_second_saver_is_told(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    aperta = proposte.proposta(cast)
    proposte.con_target(cast, aperta, 2023, "almeno 70%")
    with pytest.raises(ModificaConcorrente, match="confronta i due valori"):
        proposte.con_target(cast, aperta, 2023, "almeno 60%")
    assert Rimodulazione.objects.get().modifica == 1


def test_an_open_year_keeps_its_result_and_grades_it_anew(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    inviato = scenari.inviato(cast, "1.3", "60")
    assert inviato.grado == pytest.approx(0.75)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 60%"))
    proposte.approvata(cast, pronta)
    dopo = scenari.risultato_di("1.3")
    assert (dopo.pk, dopo.valori, dopo.stato, dopo.grado) == (inviato.pk, inviato.valori, StatoRisultato.TRASMESSO, 1)
    assert dopo.versione == inviato.versione + 1
    assert list(differenze()) == []


def test_a_value_that_no_longer_fits_is_kept_in_the_note(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "Entro giugno"))
    proposte.approvata(cast, pronta)
    dopo = scenari.risultato_di("1.3")
    assert (dopo.stato, dopo.valori) == (StatoRisultato.BOZZA, [None])
    assert "Risultato inserito con il target di prima della rimodulazione: 60" in dopo.nota
    assert list(differenze()) == []


def test_a_removed_target_takes_its_empty_result_along(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    tolta = proposte.con_target(cast, proposte.proposta(cast), 2023, "")
    proposte.approvata(cast, proposte.motivata(cast, tolta))
    assert not Previsione.objects.filter(indicatore__codice="1.3", anno=2023).exists()
    assert not Risultato.objects.filter(previsione__indicatore__codice="1.3").exists()


def test_a_target_with_a_result_is_not_removed(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.3", "60")
    tolta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, ""))
    with pytest.raises(AzioneNegata, match=r"indicatore 1\.3 della scheda 1, anno 2023, ha già un risultato"):
        proposte.approvata(cast, tolta)
    assert scenari.risultato_di("1.3").valori


def test_a_judged_target_is_not_changed(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO)
    cambiata = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 60%"))
    with pytest.raises(AzioneNegata, match="è già stato giudicato dal Nucleo"):
        proposte.approvata(cast, cambiata)


def test_an_added_indicator_gets_its_empty_result(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    campi = {"codice": "1.9", "descrizione": "Ore di apertura", "azione": "1", "previsioni": {2023: "almeno 20"}}
    nuova = proposte.modifica(cast, proposte.proposta(cast), lambda d: copia.scrivi_indicatore(d, "1", "", campi))
    proposte.approvata(cast, proposte.motivata(cast, nuova))
    risultato = Risultato.objects.get(previsione__indicatore__codice="1.9")
    assert (risultato.rendicontazione, risultato.stato) == (anno, StatoRisultato.DA_INSERIRE)


def _chiuso(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO)
    scenari.valida(cast, scenari.porta_al_nucleo(cast, anno))


@pytest.mark.parametrize(
    "campi", [{"previsioni": {2023: "SI, entro maggio", 2024: "SI"}}, {"baseline": "3"}, {"verso": "decrescente"}]
)
def test_a_validated_year_is_not_touched(cast: Cast, campi: dict[str, object]) -> None:
    _chiuso(cast)
    proposta = proposte.proposta(cast)

    def cambia(dati: PianoDati) -> None:
        copia.scrivi_indicatore(dati, "1", "1.1", campi)

    with pytest.raises(DatiNonValidi, match="Il 2023 è già validato"):
        proposte.modifica(cast, proposta, cambia)


def test_the_other_years_of_a_plan_with_a_validated_year_change(cast: Cast) -> None:
    _chiuso(cast)
    cambiata = proposte.con_target(cast, proposte.proposta(cast), 2024, "Entro giugno", quale=("1", "1.1"))
    proposte.approvata(cast, proposte.motivata(cast, cambiata))
    assert (_previsione("1.1", 2024).testo, _previsione("1.1").testo) == ("Entro giugno", "SI")
    assert list(differenze()) == []


def test_words_changed_after_the_validation_do_not_upset_the_frozen_year(cast: Cast) -> None:
    _chiuso(cast)
    cambiata = proposte.modifica(
        cast, proposte.proposta(cast), lambda d: copia.scrivi_indicatore(d, "1", "1.3", {"descrizione": "Altro nome"})
    )
    proposte.approvata(cast, proposte.motivata(cast, cambiata))
    assert Indicatore.objects.get(codice="1.3").descrizione == "Altro nome"
    assert list(differenze()) == []


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE indicatori_previsione SET testo = 'almeno 10%' WHERE anno = 2023",
        "UPDATE indicatori_previsione SET condizioni = '[]' WHERE anno = 2023",
        "DELETE FROM indicatori_previsione WHERE anno = 2023",
    ],
)
def test_the_database_itself_refuses_to_touch_a_validated_year(cast: Cast, comando: str) -> None:
    _chiuso(cast)
    with pytest.raises(DatabaseError, match="validated year"), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(comando)


def test_the_database_lets_the_other_years_change(cast: Cast) -> None:
    _chiuso(cast)
    with connection.cursor() as cursore:
        cursore.execute("UPDATE indicatori_previsione SET testo = 'NO' WHERE anno = 2024")
        assert cursore.rowcount == 1


def test_undoing_a_change_brings_the_old_text_back(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    cambiata = proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%")

    def aggiungi(dati: PianoDati) -> None:
        copia.scheda_di(dati, "2").indicatori.append(IndicatoreDati("2.2", "Altro", "1", previsioni={2024: "5"}))
        copia.togli(dati, "indicatore", "1", "1.1")

    cambiata = proposte.modifica(cast, cambiata, aggiungi)
    for voce in EsameRimodulazione.di(cambiata).cambiamenti:
        cambiata = annulla_cambiamento(
            rimodulazione=cambiata,
            modifica=cambiata.modifica,
            percorso=voce.cambiamento.percorso,
            utente=cast.direttore,
        )
    assert EsameRimodulazione.di(cambiata).cambiamenti == []


def test_a_verso_confirmed_meanwhile_stays(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    pronta = proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    Indicatore.objects.filter(codice="1.3").update(verso="decrescente", verso_confermato=True)
    proposte.approvata(cast, pronta)
    assert Indicatore.objects.get(codice="1.3").verso == "decrescente"
