"""The interim monitoring: a window and results of their own, which never enter the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from indicatori.importazione.risultati import RigaRisultato
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import permissions
from rendicontazione.calendario.services import fissa_intermedio
from rendicontazione.enums import Causa, EsitoGiudizio, Periodo, StatoRisultato, TipoRichiesta
from rendicontazione.models import Istantanea, Rendicontazione, Risultato
from rendicontazione.nucleo.policies import controlla_richiedibile
from rendicontazione.ricevitore import RicevitoreRisultati
from rendicontazione.selectors import valutazione
from rendicontazione.selectors.completamento import completamento
from rendicontazione.selectors.esportazione import risultati_in_testo
from rendicontazione.selectors.pagine import anni_contati
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.risultati import invia_risultato, salva_bozza
from tests import scenari
from tests.scenari import ADESSO, Cast

LUGLIO = datetime(2023, 7, 10, 10, tzinfo=UTC)
DAL, AL = datetime(2023, 7, 1, tzinfo=UTC), datetime(2023, 7, 31, 20, tzinfo=UTC)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    """Opened in June 2023 with its final window in 2024, and the interim one in July."""
    rendicontazione = apri_rendicontazione(
        piano=scenari.piano_approvato(cast),
        anno=2023,
        finestra_dal=datetime(2024, 1, 10, tzinfo=UTC),
        finestra_al=datetime(2024, 3, 31, tzinfo=UTC),
        utente=cast.amministratrice,
        adesso=LUGLIO - timedelta(days=30),
    )
    return fissa_intermedio(rendicontazione=rendicontazione, dal=DAL, al=AL, utente=cast.amministratrice)


def risultato(codice: str, periodo: str) -> Risultato:
    return Risultato.objects.select_related(
        "rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda"
    ).get(previsione__indicatore__codice=codice, previsione__anno=2023, periodo=periodo)


def monitorato(cast: Cast, codice: str = "1.1", adesso: datetime = LUGLIO) -> Risultato:
    intermedio = risultato(codice, Periodo.INTERMEDIO)
    salvato = salva_bozza(
        risultato=intermedio,
        valori=[None] * len(intermedio.previsione.lette),
        nota="A metà dei lavori",
        causa=Causa.ENDOGENA,
        fonte="",
        versione=intermedio.versione,
        utente=cast.responsabile,
        adesso=adesso,
    )
    return invia_risultato(risultato=salvato, utente=cast.responsabile, adesso=adesso)


def test_one_empty_interim_result_is_made_for_each_target_and_only_once(cast: Cast, anno: Rendicontazione) -> None:
    fissa_intermedio(rendicontazione=anno, dal=DAL, al=AL + timedelta(days=1), utente=cast.amministratrice)
    intermedi = anno.risultati.filter(periodo=Periodo.INTERMEDIO)
    assert intermedi.count() == anno.risultati.filter(periodo=Periodo.FINALE).count() == 5
    assert set(intermedi.values_list("stato", flat=True)) == {StatoRisultato.DA_INSERIRE}


@pytest.mark.parametrize(
    ("adesso", "periodo", "frase"),
    [
        (DAL - timedelta(days=1), Periodo.INTERMEDIO, "si apre il 01/07/2023"),
        (LUGLIO, Periodo.INTERMEDIO, ""),
        (AL, Periodo.INTERMEDIO, ""),
        (AL + timedelta(seconds=1), Periodo.INTERMEDIO, "si è chiusa il 31/07/2023"),
        (LUGLIO, Periodo.FINALE, "si apre il 10/01/2024"),
        (ADESSO, Periodo.FINALE, ""),
    ],
)
def test_each_period_has_its_own_window(
    cast: Cast, anno: Rendicontazione, adesso: datetime, periodo: str, frase: str
) -> None:
    motivo = permissions.motivo_divieto(
        permissions.controlla_puo_compilare, cast.responsabile, risultato("1.1", periodo), adesso
    )
    assert (frase in motivo) if frase else motivo == ""


def test_an_interim_result_leaves_the_final_one_and_the_year_as_they_were(cast: Cast, anno: Rendicontazione) -> None:
    prima = valutazione(anno).ente
    monitorato(cast)
    assert risultato("1.1", Periodo.FINALE).stato == StatoRisultato.DA_INSERIRE
    assert valutazione(anno).ente == prima
    assert completamento(anno, ADESSO).anno.totale == 5
    assert completamento(anno, ADESSO).anno.inviati == 0
    assert completamento(anno, LUGLIO, Periodo.INTERMEDIO).anno.inviati == 1
    assert risultati_in_testo(anno.piano) == {}
    assert anni_contati(cast.direttore, cast.ente)[0].totale == 5


def test_an_interim_result_once_sent_is_neither_changed_nor_judged(cast: Cast, anno: Rendicontazione) -> None:
    monitorato(cast)
    intermedio = risultato("1.1", Periodo.INTERMEDIO)
    vietato = permissions.motivo_divieto(permissions.controlla_puo_compilare, cast.responsabile, intermedio, LUGLIO)
    assert "l'aggiornamento si scrive nel consuntivo" in vietato
    richiesta = permissions.motivo_divieto(controlla_richiedibile, intermedio, TipoRichiesta.NEUTRALIZZAZIONE)
    assert "il Nucleo decide sul consuntivo" in richiesta
    assert "non si giudica" in permissions.motivo_divieto(permissions.controlla_puo_giudicare, cast.nucleo, intermedio)


def test_the_year_is_validated_with_interim_results_that_nobody_judges(cast: Cast, anno: Rendicontazione) -> None:
    monitorato(cast)
    scenari.valida(cast, scenari.porta_al_nucleo(cast, anno))
    dati = Istantanea.objects.get().dati
    assert sum(len(scheda["indicatori"]) for scheda in dati["schede"]) == 5
    assert "A metà dei lavori" not in str(dati)


def test_a_workbook_fills_in_the_final_results_only(cast: Cast, anno: Rendicontazione) -> None:
    righe = [RigaRisultato("1", "1.1", 2023, None, "SI", "", "B2")]
    RicevitoreRisultati().applica(piano=anno.piano, righe=righe, utente=cast.direttore, adesso=ADESSO)
    assert risultato("1.1", Periodo.FINALE).stato == StatoRisultato.BOZZA
    assert risultato("1.1", Periodo.INTERMEDIO).stato == StatoRisultato.DA_INSERIRE


def test_the_window_must_make_sense_and_belongs_to_the_amministratore(cast: Cast, anno: Rendicontazione) -> None:
    for dal, al in ((AL, DAL), (DAL, datetime(2024, 3, 31, tzinfo=UTC))):
        with pytest.raises(DatiNonValidi):
            fissa_intermedio(rendicontazione=anno, dal=dal, al=al, utente=cast.amministratrice)
    for persona in ("direttore", "responsabile", "nucleo", "organo", "estraneo"):
        with pytest.raises(AzioneNegata, match="amministratore"):
            fissa_intermedio(rendicontazione=anno, dal=DAL, al=AL, utente=cast.per_nome(persona))


def test_once_the_nucleo_has_the_year_the_interim_window_does_not_move(cast: Cast, anno: Rendicontazione) -> None:
    scenari.porta_al_nucleo(cast, anno)
    with pytest.raises(AzioneNegata, match="al Nucleo"):
        fissa_intermedio(rendicontazione=anno, dal=DAL, al=AL, utente=cast.amministratrice)


def test_the_nucleo_does_not_wait_for_interim_results(cast: Cast, anno: Rendicontazione) -> None:
    monitorato(cast)
    al_nucleo = scenari.porta_al_nucleo(cast, anno)
    assert permissions.motivo_divieto(permissions.controlla_puo_validare, cast.nucleo, al_nucleo) == ""
    assert EsitoGiudizio.CONFERMATO not in set(al_nucleo.risultati.values_list("stato", flat=True))
