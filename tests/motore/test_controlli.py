"""The findings on the five plans, and one small broken plan for what they do not contain."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicatori.importazione.lettura import leggi_percorso
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import riconosci
from indicatori.motore import controlli
from indicatori.motore.controlli import Rilievo, controlla
from indicatori.motore.documento import AzioneDati, IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from tests.fixtures.lettura import PIANI, SEMI
from tests.motore.piani import piano
from tests.motore.rilievi_dei_piani import DAL_DOMINIO, NEI_DOCUMENTI, NEI_PIANI

ORIGINALI = SEMI / "originals"
TABELLA = set(re.findall(r"^\| ([EWI]-[A-Z0-9-]+) \|", controlli.__doc__ or "", re.MULTILINE))
# proven below, each with a plan of its own
DI_PIANO = {"E-TRIENNIO-NON-CONSECUTIVO", "E-PESI-SOMMA", "E-INCIDENZE-SOMMA", "E-TERMINE-FUORI-PIANO"}
DI_STRUTTURA: list[tuple[dict[str, Any], str]] = [
    ({"azioni": [AzioneDati("1", "Fare")]}, "W-AZIONE-SENZA-ANNI"),
    ({"azioni": [AzioneDati("1", "Fare", anni=(2023, 2024))]}, "W-ANNO-SENZA-TARGET"),
    ({"azioni": [AzioneDati("1", "a", anni=(2023,)), AzioneDati("1", "b", anni=(2023,))]}, "E-CODICE-RIPETUTO"),
    (
        {"azioni": [AzioneDati("1", "a", anni=(2023,)), AzioneDati("2", "b", anni=(2023,))]},
        "W-AZIONE-SENZA-INDICATORI",
    ),
    ({"responsabile": ""}, "W-SENZA-RESPONSABILE"),
    ({"azioni": [AzioneDati("1", "<b>Fare</b>", anni=(2023,))]}, "I-HTML"),
    ({"triennio_dichiarato": "2024-2026"}, "E-TRIENNIO-ANNI-PREVISIONI"),
    ({"obiettivi_strategici": ("9Z",)}, "E-OBIETTIVO-SCONOSCIUTO"),
]
DI_INDICATORE: list[tuple[dict[str, Any], str]] = [
    ({"azione": "7"}, "E-AZIONE-SCONOSCIUTA"),
    ({"previsioni": {2024: "almeno 3"}}, "W-TARGET-ANNO-NON-PREVISTO"),
    ({"previsioni": {2031: "almeno 3"}}, "E-ANNO-FUORI-TRIENNIO"),
    ({"previsioni": {}}, "W-SENZA-TARGET"),
    ({"previsioni": {2023: "Da definire"}}, "W-SEGNAPOSTO"),
    ({"previsioni": {2023: "+3%"}}, "W-DELTA-SENZA-BASELINE"),
    ({"previsioni": {2023: "Avvio del servizio"}}, "W-QUALITATIVO"),
    ({"previsioni": {2023: "entro il 31/12/2024"}}, "W-DATA-FUORI-ANNO"),
    ({"previsioni": {2023: "bimensile"}}, "W-TERMINE-AMBIGUO"),
    ({"previsioni": {2023: "almeno 5", 2024: "almeno 3"}}, "W-MENO-AMBIZIOSO"),
    ({"previsioni": {2023: "75 %"}}, "I-SPAZI"),
    ({"previsioni": {2023: "75%"}}, "I-SENZA-COMPARATORE"),
    ({"descrizione": "Almeno 3 corsi entro giugno"}, "W-SOGLIA-NELL-INDICATORE"),
    ({"descrizione": "<ul><li>Corsi"}, "I-HTML"),
    ({"baseline": "9", "previsioni": {2023: "almeno 3"}}, "W-PEGGIO-DI-BASELINE"),
    ({"previsioni": {2023: "entro il 31/06/2023"}}, "W-DATA-INESISTENTE"),
    ({"previsioni": {2023: "entro i termini di legge"}}, "W-SCADENZA-EVENTO"),
    ({"previsioni": {2023: "almeno 3 " * 300}}, "W-TESTO-LUNGO"),
    ({"previsioni": {2023: "Fase 2"}}, "I-NUMERO-NON-LETTO"),
]


def trovati(rilievi: list[Rilievo], codice: str) -> list[str]:
    return [rilievo.dove for rilievo in rilievi if rilievo.codice == codice]


def scheda(**altro) -> SchedaDati:
    base = SchedaDati(
        "1",
        "Prova",
        responsabile="Rossi",
        triennio_dichiarato="2023-2025",
        azioni=[AzioneDati("1", "Fare", anni=(2023,))],
        indicatori=[IndicatoreDati("1.1", "Pagamenti nei tempi", azione="1", previsioni={2023: "almeno 3"})],
    )
    return replace(base, **altro)


def piano_di(*schede: SchedaDati, famiglia: str = "schede", **altro) -> PianoDati:
    dati = {"triennio": (2023, 2024, 2025), **altro}
    return PianoDati("prova", "ente", famiglia, "Prova", schede=list(schede), **dati)


def codici(*schede: SchedaDati, **altro) -> set[str]:
    return {rilievo.codice for rilievo in controlla(piano_di(*schede, **altro))}


def test_un_piano_in_ordine_non_ha_rilievi():
    assert controlla(piano_di(scheda())) == []


def test_neppure_uno_di_obiettivi_con_i_loro_step():
    passi = [
        IndicatoreDati("A.1", "Bozza", termine=date(2023, 6, 30), peso=Decimal(40), previsioni={2023: "almeno 3"}),
        IndicatoreDati("A.2", "Fatture pagate in tempo", termine=date(2024, 6, 30), peso=Decimal(60)),
    ]
    passi[1].previsioni = {2024: "almeno 90%"}
    obiettivo = SchedaDati("A", "Tempi di pagamento", "performance", responsabile="Rossi", incidenza=Decimal(100))
    obiettivo = replace(obiettivo, indicatori=passi, obiettivi_strategici=("1A",))
    obiettivo.testi = {"anno_primo_inserimento": "2023"}
    noti = [ObiettivoStrategicoDati("1A", "Pagare in tempo")]
    assert controlla(piano_di(obiettivo, famiglia="piao", obiettivi_strategici=noti)) == []


def test_neppure_uno_ad_albero_con_le_sue_baseline():
    indicatore = IndicatoreDati(
        "1.1.1", "Tempi medi di pagamento", "1", algoritmo="giorni medi", baseline="35", previsioni={2023: "massimo 30"}
    )
    operativo = scheda(codice="1.1", tipo="operativo", indicatori=[indicatore], obiettivi_strategici=("1",))
    noti = [ObiettivoStrategicoDati("1", "Organizzarsi")]
    assert controlla(piano_di(operativo, famiglia="albero", obiettivi_strategici=noti)) == []


@pytest.mark.parametrize(("codice", "rilievo", "quanti", "dove"), NEI_PIANI)
def test_gli_errori_veri_dei_piani_si_trovano(codice: str, rilievo: str, quanti: int, dove: str):
    posti = trovati(controlla(piano(PIANI[codice])), rilievo)
    assert (len(posti), posti[0]) == (quanti, dove)


def test_ogni_codice_che_i_piani_danno_è_provato_sulla_sua_riga():
    dati = {(codice, rilievo.codice) for codice in PIANI for rilievo in controlla(piano(PIANI[codice]))}
    assert dati == {(codice, rilievo) for codice, rilievo, _, _ in NEI_PIANI}


def test_ogni_codice_della_tabella_è_provato_su_un_piano_vero_o_su_uno_rotto():
    provati = {rilievo for _, rilievo, _, _ in NEI_PIANI} | {codice for _, codice in DI_STRUTTURA + DI_INDICATORE}
    assert TABELLA - provati == DI_PIANO


def test_ogni_voce_del_dominio_ha_il_suo_codice():
    """domain.md 3.7; what only the sheet shows is the importer's, proven on the cells of the documents."""
    attesi = {codice for codici_ in DAL_DOMINIO.values() for codice in codici_}
    documenti = {codice for _, codice, _ in NEI_DOCUMENTI}
    assert attesi - TABELLA == documenti
    assert all(not codici_.isdisjoint(TABELLA | documenti) for codici_ in DAL_DOMINIO.values())


@pytest.mark.skipif(not ORIGINALI.exists(), reason="the published documents are not beside the checkout")
@pytest.mark.parametrize(("documento", "codice", "cella"), NEI_DOCUMENTI)
def test_ciò_che_solo_il_foglio_mostra_si_trova_nella_sua_cella(documento: str, codice: str, cella: str):
    letto = riconosci(leggi_percorso(ORIGINALI / f"{documento}.xlsx"), Anagrafe(documento.rsplit("-", 2)[0]))
    assert next(rilievo.cella for rilievo in letto.lettura.rilievi if rilievo.codice == codice) == cella


@pytest.mark.parametrize(
    "testo",
    [
        "Rispetto dei tempi di pagamento",
        "Indice di tempestività dei pagamenti",
        "Fatture pagate entro 30 giorni",
        "Riduzione del ritardo medio nei pagamenti",
    ],
)
def test_dal_2023_serve_un_obiettivo_sui_tempi_di_pagamento(testo: str):
    senza = scheda(indicatori=[IndicatoreDati("1.1", "Quanti", azione="1", previsioni={2023: "almeno 3"})])
    con = scheda(indicatori=[IndicatoreDati("1.1", testo, azione="1", previsioni={2023: "almeno 3"})])
    assert "W-SENZA-TEMPI-PAGAMENTO" in codici(senza)
    assert "W-SENZA-TEMPI-PAGAMENTO" not in codici(con)
    assert "W-SENZA-TEMPI-PAGAMENTO" not in codici(senza, triennio=(2022, 2023, 2024))


def test_l_ultimo_passo_di_h_ripete_il_kpi():
    assert "Scheda H, indicatore H.6" in trovati(controlla(piano(PIANI["003"])), "W-KPI-RIPETUTO")


def test_i_pesi_di_cssm_sono_in_ordine():
    assert not {r.codice for r in controlla(piano(PIANI["003"])) if r.gravita == "E"}


@pytest.mark.parametrize(("cambia", "codice"), DI_STRUTTURA)
def test_ogni_errore_di_struttura_ha_il_suo_codice(cambia: dict, codice: str):
    assert codice in codici(scheda(**cambia))


@pytest.mark.parametrize(("indicatore", "codice"), DI_INDICATORE)
def test_ogni_errore_di_un_indicatore_ha_il_suo_codice(indicatore: dict, codice: str):
    giusto = IndicatoreDati("1.1", "Quanti", azione="1", previsioni={2023: "almeno 3"})
    assert codice in codici(scheda(indicatori=[replace(giusto, **indicatore)]))


def test_una_variazione_con_la_partenza_non_si_segnala():
    indicatore = IndicatoreDati("1.1", "Quanti", azione="1", baseline="9", previsioni={2023: "+3"})
    assert "W-DELTA-SENZA-BASELINE" not in codici(scheda(indicatori=[indicatore]))


def test_un_indicatore_senza_azione_accanto_ad_altri():
    due = [IndicatoreDati("1.1", "a", azione="1", previsioni={2023: "almeno 3"}), IndicatoreDati("1.2", "b")]
    assert "E-INDICATORE-SENZA-AZIONE" in codici(scheda(indicatori=due))


def test_pesi_incidenze_e_termini():
    passi = [
        IndicatoreDati("A.1", "a", termine=date(2023, 6, 30), peso=Decimal(60), previsioni={2023: "Atto"}),
        IndicatoreDati("A.2", "b", termine=date(2027, 6, 30), peso=Decimal(30), previsioni={2023: "Atto"}),
    ]
    obiettivo = scheda(tipo="performance", azioni=[], indicatori=passi, incidenza=Decimal(90), triennio_dichiarato="")
    attesi = {
        "E-PESI-SOMMA",
        "E-INCIDENZE-SOMMA",
        "E-TERMINE-FUORI-PIANO",
        "W-KPI-RIPETUTO",
        "W-SENZA-ANNO-INSERIMENTO",
    }
    assert attesi <= codici(obiettivo, famiglia="piao")


def test_un_triennio_con_un_buco_si_segnala():
    assert "E-TRIENNIO-NON-CONSECUTIVO" in codici(scheda(), triennio=(2023, 2023, 2025))


def test_un_codice_noto_vale_anche_per_titolo():
    noti = [ObiettivoStrategicoDati("1A", "Prevenire")]
    legata = scheda(obiettivi_strategici=("1A", "Prevenire"))
    assert "E-OBIETTIVO-SCONOSCIUTO" not in codici(legata, obiettivi_strategici=noti)


@pytest.mark.parametrize("codice", sorted(PIANI.values()))
def test_ogni_codice_è_nella_tabella_e_dice_la_sua_gravità(codice: str):
    rilievi = controlla(piano(codice))
    assert {r.codice for r in rilievi} <= TABELLA
    assert all(r.codice[0] == r.gravita and r.messaggio.endswith(".") for r in rilievi)
    assert [r.gravita for r in rilievi] == sorted((r.gravita for r in rilievi), key="EWI".index)
    assert max(Counter(rilievi).values(), default=1) == 1


def test_il_verso_dichiarato_decide_il_confronto_e_toglie_il_dubbio():
    indicatore = IndicatoreDati("1.1", "Quanti", azione="1", baseline="5", verso="decrescente", previsioni={2023: "3"})
    assert not {"W-PEGGIO-DI-BASELINE", "I-SENZA-COMPARATORE"} & codici(scheda(indicatori=[indicatore]))
    peggiore = replace(indicatore, previsioni={2023: "7"})
    assert "W-PEGGIO-DI-BASELINE" in codici(scheda(indicatori=[peggiore]))


def test_un_indicatore_senza_responsabile_accanto_ad_altri():
    due = [
        IndicatoreDati("1.1", "a", azione="1", responsabili="Rossi", previsioni={2023: "almeno 3"}),
        IndicatoreDati("1.2", "b", azione="1", previsioni={2023: "almeno 3"}),
    ]
    assert trovati(controlla(piano_di(scheda(indicatori=due))), "W-SENZA-RESPONSABILE") == ["Scheda 1, indicatore 1.2"]


def test_un_rilievo_diventa_dati():
    rilievo = controlla(piano_di(scheda(responsabile="")))[0]
    assert rilievo.in_json()["codice"] == "W-SENZA-RESPONSABILE"
    assert set(rilievo.in_json()) == {"codice", "gravita", "dove", "messaggio"}
