"""The next edition as data: what is carried, what stays behind, for each family of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.scorrimento.edizione import prossima_edizione


def _piano(*indicatori: IndicatoreDati, azioni: list[AzioneDati] | None = None, famiglia: str = "schede") -> PianoDati:
    scheda = SchedaDati("1", "Servizi", triennio_dichiarato="2023-2025", azioni=azioni or [], indicatori=[*indicatori])
    titolo = "Piano della performance 2023/2025"
    return PianoDati("ente-2023-2025", "ente", famiglia, titolo, (2023, 2024, 2025), schede=[scheda])


def test_gli_anni_scorrono_di_uno() -> None:
    azione = AzioneDati("1", "Aprire", anni=(2023, 2024, 2025))
    indicatore = IndicatoreDati("1.1", "Sportelli", "1", previsioni={2023: "1", 2024: "2", 2025: "3"})
    nuovo = prossima_edizione(_piano(indicatore, azioni=[azione])).dati
    assert (nuovo.codice, nuovo.triennio) == ("ente-2024-2026", (2024, 2025, 2026))
    assert nuovo.titolo == "Piano della performance 2024/2026"
    assert nuovo.schede[0].triennio_dichiarato == "2024-2026"
    assert nuovo.schede[0].azioni[0].anni == (2024, 2025)
    assert nuovo.schede[0].indicatori[0].previsioni == {2024: "2", 2025: "3"}


def test_ne_risultati_ne_annotazioni_passano() -> None:
    indicatore = IndicatoreDati(
        "1.1", "X", previsioni={2024: "2"}, annotazioni={2024: "già fatto"}, risultati={2024: "3"}, note="resta"
    )
    nuovo = prossima_edizione(_piano(indicatore)).dati.schede[0].indicatori[0]
    assert (nuovo.annotazioni, nuovo.risultati, nuovo.note) == ({}, {}, "resta")


def test_quello_che_finisce_resta_indietro_e_si_dice() -> None:
    azione = AzioneDati("1", "Solo il primo anno", anni=(2023,))
    indicatore = IndicatoreDati("1.1", "Fatto", "1", previsioni={2023: "SI"})
    edizione = prossima_edizione(_piano(indicatore, azioni=[azione]))
    assert edizione.dati.schede == []
    assert {voce.dove for voce in edizione.lasciati} == {"Scheda 1, azione 1", "Scheda 1, indicatore 1.1", "Scheda 1"}


def test_un_azione_senza_segni_continua_con_i_suoi_target() -> None:
    azioni = [AzioneDati("1", "Senza X"), AzioneDati("2", "Senza X e senza target")]
    indicatore = IndicatoreDati("1.1", "Y", "1", previsioni={2024: "SI"})
    nuova = prossima_edizione(_piano(indicatore, azioni=azioni)).dati.schede[0]
    assert [azione.numero for azione in nuova.azioni] == ["1"]


def test_l_azione_di_un_target_non_si_perde_mai() -> None:
    azione = AzioneDati("1", "Segnata solo nel primo anno", anni=(2023,))
    indicatore = IndicatoreDati("1.1", "Target fuori dagli anni segnati", "1", previsioni={2025: "SI"})
    nuova = prossima_edizione(_piano(indicatore, azioni=[azione])).dati.schede[0]
    assert nuova.azioni[0].anni == ()
    assert nuova.indicatori[0].azione == "1"


def test_uno_step_ciclico_torna_e_uno_finito_no() -> None:
    passi = [
        IndicatoreDati("B.1", "Finito", termine=date(2023, 6, 30), peso=Decimal(5), previsioni={2023: "Delibera"}),
        IndicatoreDati("B.3", "Ciclico", termine=date(2023, 7, 31), previsioni={2023: "Verifica"}, ciclico=True),
        IndicatoreDati("B.9", "Dopo", termine=date(2024, 9, 30), previsioni={2024: "Gara"}, condizionato_da="B.1"),
        IndicatoreDati("B.10", "Segue", termine=date(2025, 9, 30), previsioni={2025: "Avvio"}, condizionato_da="B.9"),
    ]
    edizione = prossima_edizione(_piano(*passi, famiglia="piao"))
    nuovi = {voce.codice: voce for voce in edizione.dati.schede[0].indicatori}
    assert nuovi.keys() == {"B.3", "B.9", "B.10"}
    assert (nuovi["B.3"].termine, nuovi["B.3"].previsioni) == (date(2024, 7, 31), {2024: "Verifica"})
    assert (nuovi["B.9"].condizionato_da, nuovi["B.10"].condizionato_da) == ("", "B.9")
    assert [voce.nome for voce in edizione.lasciati] == ["Finito"]


def test_un_indicatore_ciclico_senza_termine_riempie_il_triennio() -> None:
    indicatore = IndicatoreDati("1.1", "Ogni anno", previsioni={2023: "SI"}, ciclico=True)
    nuovo = prossima_edizione(_piano(indicatore)).dati.schede[0].indicatori[0]
    assert nuovo.previsioni == {2024: "SI", 2025: "SI", 2026: "SI"}


def test_nell_albero_l_indicatore_segue_la_sua_azione() -> None:
    azioni = [AzioneDati("1", "Continua", anni=(2023, 2024)), AzioneDati("2", "Finisce", anni=(2023,))]
    indicatori = [
        IndicatoreDati("1.1", "Resta", "1", previsioni={2023: "4"}),
        IndicatoreDati("2.1", "No", "2", previsioni={2023: "5"}),
    ]
    nuova = prossima_edizione(_piano(*indicatori, azioni=azioni, famiglia="albero")).dati.schede[0]
    assert [(voce.codice, voce.previsioni) for voce in nuova.indicatori] == [("1.1", {})]


@pytest.mark.parametrize(("codice", "atteso"), [("abc-2023-2025", "abc-2024-2026"), ("piano", "ente-2024-2026")])
def test_il_codice_del_nuovo_piano(codice: str, atteso: str) -> None:
    piano = replace(_piano(IndicatoreDati("1", "X", previsioni={2024: "1"})), codice=codice)
    assert prossima_edizione(piano).dati.codice == atteso


def test_scorrere_due_volte_e_come_andare_avanti_di_due_anni() -> None:
    indicatore = IndicatoreDati("1.1", "X", previsioni={2023: "1", 2024: "2", 2025: "3"})
    due = prossima_edizione(prossima_edizione(_piano(indicatore)).dati).dati
    assert (due.triennio, due.schede[0].indicatori[0].previsioni) == ((2025, 2026, 2027), {2025: "3"})
