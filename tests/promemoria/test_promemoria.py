"""Who is reminded, when, of what: one message a day, nothing twice, nothing to who has nothing to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from indicatori.models import Previsione
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Persona
from rendicontazione.calendario.services import concedi_proroga, fissa_intermedio
from rendicontazione.enums import EsitoGiudizio, MotivoMessaggio, Periodo
from rendicontazione.models import Messaggio, Rendicontazione, Risultato
from rendicontazione.promemoria.impegni import senza_indirizzo
from rendicontazione.promemoria.services import scrivi_promemoria
from tests import scenari
from tests.promemoria.scadenze import alle, anno_fino_al, con_indirizzi
from tests.scenari import Cast

M = MotivoMessaggio
FINE = alle(2024, 3, 31, 23, 59)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    con_indirizzi(Rossi="rita@ente.it", Bianchi="bruno@ente.it")
    return anno_fino_al(cast, FINE)


def a(cognome: str, messaggi: list[Messaggio]) -> Messaggio | None:
    return next((uno for uno in messaggi if uno.persona.cognome == cognome), None)


def motivi(messaggio: Messaggio | None) -> list[str]:
    return [voce["motivo"] for voce in messaggio.motivi] if messaggio else []


def scritti(cast: Cast, *giorni: datetime) -> list[list[str]]:
    """The reasons told to Rossi, morning after morning."""
    return [motivi(a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=adesso))) for adesso in giorni]


def test_a_window_that_opens_tells_each_person_what_is_hers(cast: Cast, anno: Rendicontazione) -> None:
    messaggi = scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1))
    rossi, bianchi = a("Rossi", messaggi), a("Bianchi", messaggi)
    assert motivi(rossi) == [M.ASSEGNAZIONE]
    assert "La rilevazione è aperta: hai 4 risultati da inviare." in rossi.testo
    assert "hai 1 risultato da inviare" in bianchi.testo
    assert rossi.oggetto == "Ente di prova: 4 risultati da inserire"
    assert "http://localhost:8000/ente-prova/rilevazioni/ente-prova-2023-2025/2023/?stato=da_fare" in rossi.testo


def test_before_the_window_nobody_is_told(cast: Cast, anno: Rendicontazione) -> None:
    assert scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 1, 9)) == []


def test_the_reminders_fall_on_their_days_and_only_once(cast: Cast, anno: Rendicontazione) -> None:
    giorni = [alle(2024, 3, 1) + timedelta(days=n) for n in range(40)]
    detti = {giorno.date(): detto for giorno, detto in zip(giorni, scritti(cast, *giorni), strict=True) if detto}
    assert detti == {
        date(2024, 3, 1): [M.ASSEGNAZIONE],
        date(2024, 3, 16): [M.IN_SCADENZA],
        date(2024, 3, 24): [M.IN_SCADENZA],
        date(2024, 3, 30): [M.IN_SCADENZA],
        date(2024, 4, 1): [M.SCADUTO],
    }


def test_a_day_on_which_nobody_swept_is_made_up_for_with_one_reminder(cast: Cast, anno: Rendicontazione) -> None:
    giorni = [alle(2024, 3, 1), alle(2024, 3, 27), alle(2024, 3, 28)]
    assert scritti(cast, *giorni) == [[M.ASSEGNAZIONE], [M.IN_SCADENZA], []]
    assert "mancano 4 giorni" in Messaggio.objects.filter(persona__cognome="Rossi").order_by("-creato_il")[0].testo


def test_a_year_that_ended_long_ago_is_not_dug_up(cast: Cast, anno: Rendicontazione) -> None:
    assert scritti(cast, alle(2024, 4, 8)) == [[]]
    assert scritti(cast, alle(2024, 4, 7)) == [[M.SCADUTO]]


def test_the_last_half_hour_of_the_year_is_still_the_same_day(cast: Cast) -> None:
    con_indirizzi(Rossi="rita@ente.it")
    anno_fino_al(cast, alle(2024, 12, 31, 23, 59))
    ultimo = alle(2024, 12, 31, 23, 30)
    assert scritti(cast, ultimo) == [[M.ASSEGNAZIONE, M.IN_SCADENZA]]
    assert "scade oggi" in Messaggio.objects.get().testo
    assert scritti(cast, ultimo + timedelta(minutes=29), ultimo + timedelta(minutes=31)) == [[], [M.SCADUTO]]


@pytest.mark.parametrize("fine", [alle(2024, 3, 31, 23, 59), alle(2024, 10, 27, 23, 59)])
def test_the_change_of_hour_moves_no_reminder(cast: Cast, fine: datetime) -> None:
    """On both Sundays on which the clock changes, the day before is the day before."""
    con_indirizzi(Rossi="rita@ente.it")
    anno_fino_al(cast, fine)
    giorni = [fine.replace(hour=7, minute=0) + timedelta(days=n) for n in (-30, -2, -1, 0, 1)]
    detti = scritti(cast, *giorni)
    assert [voce[-1:] for voce in detti] == [[M.ASSEGNAZIONE], [M.IN_SCADENZA], [M.IN_SCADENZA], [], [M.SCADUTO]]


def test_who_has_sent_everything_hears_nothing(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "2.1", "4")
    messaggi = scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 2))
    assert [uno.persona.cognome for uno in messaggi] == ["Rossi"]


def test_what_the_nucleo_sends_back_is_told_once_with_its_reason(cast: Cast, anno: Rendicontazione) -> None:
    scritti(cast, alle(2024, 2, 1))
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.giudicato(cast, "1.2", EsitoGiudizio.RINVIATO, "Manca\nil verbale")
    messaggio = a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 2)))
    assert motivi(messaggio) == [M.RINVIATO]
    assert messaggio.oggetto == "Ente di prova: il Nucleo ha rinviato 1 risultato"
    assert "1.2 Regolamento approvato: «Manca il verbale»" in messaggio.testo
    assert f"/ente-prova/rilevazioni/{scenari.risultato_di('1.2').pk}/" in messaggio.testo
    assert scritti(cast, alle(2024, 2, 3)) == [[]]


def test_at_the_nucleo_only_what_came_back_is_to_be_done(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.porta_al_nucleo(cast, anno)
    assert scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1)) == []
    scenari.giudicato(cast, "1.2", EsitoGiudizio.RINVIATO, "Manca il verbale")
    assert scritti(cast, alle(2024, 2, 2)) == [[M.RINVIATO]]


def test_one_message_joins_plans_periods_and_reasons(cast: Cast, anno: Rendicontazione) -> None:
    fissa_intermedio(
        rendicontazione=anno, dal=alle(2024, 2, 1, 0), al=alle(2024, 2, 8, 23), utente=cast.amministratrice
    )
    altro = _altro_piano(cast, anno)
    messaggio = a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1)))
    assert Messaggio.objects.filter(persona__cognome="Rossi").count() == 1
    assert motivi(messaggio) == [M.ASSEGNAZIONE, M.ASSEGNAZIONE, M.IN_SCADENZA, M.ASSEGNAZIONE]
    assert {voce["rendicontazione"] for voce in messaggio.motivi} == {anno.pk, altro.pk}
    assert "monitoraggio intermedio" in messaggio.testo
    assert "Secondo piano, anno 2023, consuntivo" in messaggio.testo
    assert messaggio.oggetto == "Ente di prova: 9 risultati da inviare entro il 08/02/2024"
    assert messaggio.nomi_dei_motivi == ["Nuove assegnazioni", "Scadenza vicina"]


def _altro_piano(cast: Cast, anno: Rendicontazione) -> Rendicontazione:
    """A second plan of the body with one indicator of Rossi, open until the end of March too."""
    piano = Piano.objects.get(pk=anno.piano_id)
    scheda, indicatore = piano.schede.get(codice="1"), scenari.indicatore_di("1.1")
    persona = Persona.objects.get(cognome="Rossi")
    piano.pk, piano.codice, piano.titolo = None, "z-secondo", "Secondo piano"
    piano.save()
    scheda.pk, scheda.piano = None, piano
    scheda.save()
    indicatore.pk, indicatore.scheda, indicatore.azione = None, scheda, None
    indicatore.save()
    indicatore.responsabilita.create(persona=persona)
    previsione = Previsione.objects.create(indicatore=indicatore, anno=2023, testo="SI")
    altro = Rendicontazione.objects.get(pk=anno.pk)
    altro.pk, altro.piano, altro.intermedio_dal, altro.intermedio_al = None, piano, None, None
    altro.save()
    Risultato.objects.create(rendicontazione=altro, previsione=previsione)
    return altro


def test_the_interim_has_reminders_of_its_own(cast: Cast, anno: Rendicontazione) -> None:
    anno.finestra_dal = alle(2024, 3, 1, 0)
    anno.save(update_fields=["finestra_dal"])
    fissa_intermedio(
        rendicontazione=anno, dal=alle(2024, 2, 1, 0), al=alle(2024, 2, 20, 23), utente=cast.amministratrice
    )
    messaggio = a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1)))
    assert [voce["periodo"] for voce in messaggio.motivi] == [Periodo.INTERMEDIO]
    assert "?stato=da_fare&periodo=intermedio" in messaggio.testo
    assert scritti(cast, alle(2024, 2, 21)) == [[M.SCADUTO]]


def test_who_has_more_time_is_reminded_of_her_own_end(cast: Cast, anno: Rendicontazione) -> None:
    rita = Persona.objects.get(cognome="Rossi")
    concedi_proroga(
        rendicontazione=anno,
        persona=rita,
        periodo=Periodo.FINALE,
        fino_al=alle(2024, 4, 10, 23, 59),
        motivo="Malattia",
        utente=cast.amministratrice,
        adesso=alle(2024, 3, 1),
    )
    giorni = [alle(2024, 3, 1), alle(2024, 4, 1), alle(2024, 4, 9), alle(2024, 4, 11)]
    assert scritti(cast, *giorni) == [[M.ASSEGNAZIONE], [M.IN_SCADENZA], [M.IN_SCADENZA], [M.SCADUTO]]
    testi = Messaggio.objects.filter(persona=rita).order_by("creato_il").values_list("testo", flat=True)
    assert "Puoi inserirli fino al 10/04/2024, per proroga: manca 1 giorno." in testi[2]


def test_who_has_no_address_is_listed_and_gets_no_message(cast: Cast, anno: Rendicontazione) -> None:
    con_indirizzi(Bianchi="")
    messaggi = scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1))
    assert [uno.persona.cognome for uno in messaggi] == ["Rossi"]
    assert [(str(persona), quanti) for persona, quanti in senza_indirizzo(cast.ente)] == [("Bianchi Bruno", 1)]


def test_the_login_s_address_serves_when_the_persona_has_none(cast: Cast, anno: Rendicontazione) -> None:
    con_indirizzi(Rossi="")
    cast.responsabile.email = "accesso@ente.it"
    cast.responsabile.save()
    assert a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1))).indirizzo == "accesso@ente.it"


def test_another_body_has_nothing_of_this_one(cast: Cast, anno: Rendicontazione) -> None:
    assert scrivi_promemoria(ente=cast.altro_ente, adesso=alle(2024, 2, 1)) == []
    assert senza_indirizzo(cast.altro_ente) == []


def test_titles_and_names_are_printed_as_they_are(cast: Cast, anno: Rendicontazione) -> None:
    Piano.objects.update(titolo="Piano «A & B»\n<2023>")
    messaggio = a("Rossi", scrivi_promemoria(ente=cast.ente, adesso=alle(2024, 2, 1)))
    assert "Piano «A & B» <2023>, anno 2023" in messaggio.testo
