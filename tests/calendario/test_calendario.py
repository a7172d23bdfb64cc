"""The dates of a year: those of the law, of the body, of the windows; done, late or to do, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from obiettivi.models import Piano
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.calendario.ics import in_ics
from rendicontazione.calendario.legge import Adempimento, termine
from rendicontazione.calendario.selectors import anni_del_calendario, calendario_di
from rendicontazione.calendario.services import scrivi_motivo_ritardo, scrivi_scadenza, togli_scadenza
from rendicontazione.calendario.stati import stato_del_giorno, stato_del_termine
from rendicontazione.models import Scadenza
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import ADESSO, Cast


@pytest.mark.parametrize(
    ("adempimento", "bilancio", "attesa"),
    [
        (Adempimento.PIANO, None, date(2024, 1, 31)),
        (Adempimento.PIANO, date(2024, 4, 1), date(2024, 1, 31)),
        (Adempimento.RELAZIONE, None, date(2025, 6, 30)),
        (Adempimento.PIAO, None, date(2024, 1, 31)),
        (Adempimento.PIAO, date(2023, 12, 20), date(2024, 1, 31)),
        (Adempimento.PIAO, date(2024, 1, 1), date(2024, 1, 31)),
        (Adempimento.PIAO, date(2024, 1, 2), date(2024, 2, 1)),
        (Adempimento.PIAO, date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_the_dates_of_the_law(adempimento: Adempimento, bilancio: date | None, attesa: date) -> None:
    assert termine(adempimento, 2024, bilancio).data == attesa


@pytest.mark.parametrize(
    ("fatto_il", "oggi", "nome", "frase"),
    [
        (date(2024, 1, 31), date(2024, 3, 1), "fatto", "il 31/01/2024"),
        (date(2024, 2, 1), date(2024, 3, 1), "fatto in ritardo", "il 01/02/2024, 1 giorno dopo"),
        (None, date(2024, 2, 10), "in ritardo", "da 10 giorni"),
        (None, date(2024, 1, 31), "da fare", "scade oggi"),
        (None, date(2024, 1, 30), "da fare", "manca 1 giorno"),
    ],
)
def test_a_binding_date_in_words(fatto_il: date | None, oggi: date, nome: str, frase: str) -> None:
    stato = stato_del_termine(date(2024, 1, 31), fatto_il, oggi)
    assert (stato.nome, stato.frase) == (nome, frase)


def test_a_date_that_only_passes_in_words() -> None:
    oggi = date(2024, 1, 31)
    giorni = [oggi - timedelta(days=2), oggi, oggi + timedelta(days=3)]
    assert [stato_del_giorno(giorno, oggi).nome for giorno in giorni] == ["passata", "oggi", "in arrivo"]


def voci(cast: Cast, anno: int = 2023, adesso: datetime = ADESSO) -> dict[str, str]:
    calendario = calendario_di(cast.direttore, cast.ente, anno, adesso)
    return {voce.titolo: f"{voce.data:%d/%m/%Y} {voce.stato.nome}" for voce in calendario.voci}


def test_the_plan_is_done_by_its_act_and_the_relazione_by_that_of_the_year(cast: Cast) -> None:
    assert voci(cast)["Piano della performance 2023"] == "31/01/2023 in ritardo"
    anno = scenari.anno_aperto(cast)
    trovate = voci(cast)
    assert trovate["Piano della performance 2023"] == "31/01/2023 fatto"
    assert trovate["Relazione sulla performance 2023"] == "30/06/2024 da fare"
    assert voci(cast, adesso=datetime(2024, 7, 1, tzinfo=UTC))["Relazione sulla performance 2023"].endswith(
        "in ritardo"
    )
    chiusure.approvata(cast, anno)
    assert voci(cast)["Relazione sulla performance 2023"] == "30/06/2024 fatto"


def test_the_day_is_that_of_rome(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    prima = datetime(2024, 6, 30, 21, 59, tzinfo=UTC)
    assert voci(cast, adesso=prima)["Relazione sulla performance 2023"].endswith("da fare")
    assert voci(cast, adesso=prima + timedelta(minutes=1))["Relazione sulla performance 2023"].endswith("in ritardo")


def test_a_piao_waits_for_the_budget(cast: Cast) -> None:
    Piano.objects.create(
        ente=cast.ente, codice="piao", famiglia="piao", titolo="PIAO", primo_anno=2024, ultimo_anno=2026
    )
    assert voci(cast, 2024)["PIAO 2024"] == "31/01/2024 in ritardo"
    scrivi_scadenza(
        ente=cast.ente,
        anno=2024,
        data=date(2024, 2, 20),
        titolo="Bilancio",
        bilancio=True,
        utente=cast.amministratrice,
    )
    trovate = voci(cast, 2024)
    assert trovate["PIAO 2024"] == "21/03/2024 da fare"
    assert trovate["Bilancio"] == "20/02/2024 in arrivo"


def test_the_steps_say_when_they_were_done_and_by_whom(cast: Cast) -> None:
    chiusure.approvata(cast)
    passi = calendario_di(cast.organo, cast.ente, 2023, ADESSO).anni_di_piano[0].passi
    trovati = {passo.nome: (passo.stato.nome, passo.stato.frase) for passo in passi}
    assert trovati["Inserimento dei risultati"] == ("incompleto", "inviati 2 di 5 prima della trasmissione")
    assert trovati["Trasmissione al Nucleo"] == ("fatto", "il 01/02/2024, da Dario Dirigente")
    assert trovati["Approvazione della relazione"][1].startswith("il 20/03/2024, Consiglio di Amministrazione n. 12")
    assert trovati["Pubblicazione"] == ("non ancora", "dopo l'approvazione")


def test_a_delay_has_its_reason_beside_it(cast: Cast) -> None:
    scrivi_motivo_ritardo(
        ente=cast.ente,
        anno=2023,
        adempimento=Adempimento.PIANO,
        entro=date(2023, 1, 31),
        motivo="Commissariamento",
        utente=cast.amministratrice,
    )
    calendario = calendario_di(cast.direttore, cast.ente, 2023, ADESSO)
    assert [voce.motivo for voce in calendario.voci if voce.motivo] == ["Commissariamento"]
    assert not [voce for voce in calendario.voci if voce.scadenza]


def test_the_body_adds_changes_and_takes_off_its_dates(cast: Cast) -> None:
    dati = {"ente": cast.ente, "anno": 2023, "data": date(2023, 5, 4), "titolo": "Assemblea", "nota": "Sala grande"}
    scadenza = scrivi_scadenza(**dati, utente=cast.amministratrice)
    scrivi_scadenza(**{**dati, "data": date(2023, 5, 5)}, scadenza=scadenza, utente=cast.amministratrice)
    assert voci(cast)["Assemblea"] == "05/05/2023 passata"
    with pytest.raises(DatiNonValidi, match="già nel calendario"):
        scrivi_scadenza(**{**dati, "data": date(2023, 5, 5)}, utente=cast.amministratrice)
    togli_scadenza(scadenza=scadenza, utente=cast.amministratrice)
    assert "Assemblea" not in voci(cast)


def test_there_is_one_budget_a_year_and_no_title_of_a_reason(cast: Cast) -> None:
    dati = {"ente": cast.ente, "anno": 2023, "utente": cast.amministratrice}
    scrivi_scadenza(**dati, data=date(2023, 1, 15), titolo="Bilancio", bilancio=True)
    with pytest.raises(DatiNonValidi, match="Il bilancio è già"):
        scrivi_scadenza(**dati, data=date(2023, 2, 15), titolo="Altro bilancio", bilancio=True)
    with pytest.raises(DatiNonValidi, match="riservato"):
        scrivi_scadenza(**dati, data=date(2023, 2, 15), titolo=Adempimento.PIANO.titolo_del_motivo)
    assert Scadenza.objects.count() == 1


@pytest.mark.parametrize("persona", ["direttore", "responsabile", "nucleo", "organo", "estraneo"])
def test_only_the_amministratore_writes_dates(cast: Cast, persona: str) -> None:
    with pytest.raises(AzioneNegata, match="amministratore"):
        scrivi_scadenza(
            ente=cast.ente, anno=2023, data=date(2023, 5, 4), titolo="Assemblea", utente=cast.per_nome(persona)
        )


def test_nothing_of_another_body_is_in_the_calendar(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    calendario = calendario_di(cast.estraneo, cast.altro_ente, 2023, ADESSO)
    assert calendario.anni_di_piano == []
    assert {voce.stato.nome for voce in calendario.voci} == {"in ritardo", "da fare"}
    assert anni_del_calendario(cast.altro_ente, date(2024, 2, 1)) == [2024]


def test_the_file_for_the_agenda_follows_the_rules(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scrivi_scadenza(
        ente=cast.ente,
        anno=2023,
        data=date(2023, 12, 31),
        titolo="Assemblea; seconda, con un titolo così lungo che la riga va piegata perché è oltre il limite",
        utente=cast.amministratrice,
    )
    calendario = calendario_di(cast.direttore, cast.ente, 2023, ADESSO)
    testo = in_ics(calendario.voci, nome="Ente", sito="ente-prova.pianoperf", adesso=ADESSO)
    righe = testo.split("\r\n")
    assert "\n" not in testo.replace("\r\n", "")
    assert max(len(riga.encode()) for riga in righe) <= 75
    assert testo.count("BEGIN:VEVENT") == testo.count("END:VEVENT") == len(calendario.voci)
    intero = testo.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20231231\r\nDTEND;VALUE=DATE:20240101\r\nSUMMARY:Assemblea\\; seconda\\, con" in intero
    assert len({riga for riga in intero.split("\r\n") if riga.startswith("UID:")}) == len(calendario.voci)
