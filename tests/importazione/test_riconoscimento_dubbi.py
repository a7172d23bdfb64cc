"""Split rows, missing numbers, filled results, formulas: what is certain is read, what is not is asked."""

from __future__ import annotations

import pytest

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import RIGHE_MASSIME, Riconoscimento, riconosci
from indicatori.importazione.riconoscimento.testi import ripulisci, sospeso, unisci
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati

TESTA = [["Scheda 1"], ["Obiettivo da piano programma 2023-2025", "Servizi"], ["AZIONI"]]
AZIONI = [["N", "Descrizione", "2023", "2024", "2025"], ["1", "Aprire", "X"], ["2", "Chiudere", "", "x"]]
TITOLI = ["N", "Indicatore", "Responsabili", "Previsione 2023", "Risultato 2023", "Previsione 2024"]


def documento(*righe: list[str]) -> Foglio:
    foglio = Foglio("Piano 2023")
    for numero, celle in enumerate([*TESTA, *AZIONI, ["INDICATORI"], TITOLI, *righe], start=1):
        for colonna, testo in enumerate(celle, start=1):
            foglio.scrivi(numero, colonna, testo)
    return foglio


def leggi(foglio: Foglio, attuale: PianoDati | None = None, **risposte: str) -> Riconoscimento:
    chiavi = {f"Piano 2023!{chiave.replace('_', ':')}": valore for chiave, valore in risposte.items()}
    return riconosci([foglio], Anagrafe("ente"), attuale=attuale, risposte=chiavi)


def indicatori(letto: Riconoscimento) -> list[IndicatoreDati]:
    assert letto.lettura.piano is not None
    return letto.lettura.piano.schede[0].indicatori


def codici(letto: Riconoscimento, gravita: str = "EWI") -> set[str]:
    return {rilievo.codice for rilievo in letto.lettura.rilievi if rilievo.gravita in gravita}


def test_la_seconda_meta_di_una_riga_torna_con_la_prima() -> None:
    letto = leggi(documento(["1", "Utenti segui-", "Peri", "Almeno 10"], ["", "ti a casa", "", "per mese"]))
    (unico,) = indicatori(letto)
    assert (unico.descrizione, unico.previsioni) == ("Utenti seguiti a casa", {2023: "Almeno 10 per mese"})
    assert not letto.scelte


def test_una_riga_senza_numero_che_comincia_maiuscola_e_un_dubbio() -> None:
    foglio = documento(["1", "Utenti seguiti", "Peri", "10"], ["", "Nuovi utenti", "", "5"])
    letto = leggi(foglio)
    assert len(indicatori(letto)) == 1
    assert [scelta.chiave for scelta in letto.scelte] == ["Piano 2023!B10:riga"]
    nuova = leggi(foglio, B10_riga="nuova")
    assert [voce.azione for voce in indicatori(nuova)] == ["1", "1"]


def test_un_risultato_scritto_si_puo_leggere_come_annotazione() -> None:
    foglio = documento(["1", "Utenti", "Peri", "10", "12"])
    letto = leggi(foglio)
    assert [(riga.codice, riga.anno, riga.risultato, riga.cella) for riga in letto.lettura.risultati] == [
        ("1.1", 2023, "12", "E9")
    ]
    annotato = leggi(foglio, E9_risultato="annotazione")
    assert indicatori(annotato)[0].annotazioni == {2023: "12"}
    assert not annotato.lettura.risultati


def foglio_di(*righe: list[str]) -> Foglio:
    foglio = Foglio("F")
    for numero, celle in enumerate(righe, start=1):
        for colonna, testo in enumerate(celle, start=1):
            foglio.scrivi(numero, colonna, testo)
    return foglio


PIAO = (
    ["Piano degli obiettivi 2023-2025"],
    ["Obiettivo di performance"],
    ["cod.", "titolo", "stakeholders"],
    ["A", "Accoglienza", "Utenti"],
    ["step", "descrizione", "termine", "KPI", "peso step/obiettivo", "Risultato"],
    ["A.1", "Avvio", "30/06/24", "Atto", "100,00%", "SI"],
)
ALBERO = (
    ["Piano della performance 2021-2023"],
    ["OBIETTIVO STRATEGICO: CRESCERE"],
    ["OBIETTIVO OPERATIVO: FORMARE"],
    ["Azione/Indicatore", "Algoritmo", "Baseline", "Target (2021)", "Risultato 2021", "Area Organizzativa"],
    ["Ore di formazione", "Ore / dipendenti", "9", "10", "11", "AO UNO"],
)


@pytest.mark.parametrize(("righe", "attesi"), [(PIAO, ("A.1", 2024, "SI")), (ALBERO, ("1.1.1", 2021, "11"))])
def test_i_risultati_si_leggono_in_tutte_le_famiglie(
    righe: tuple[list[str], ...], attesi: tuple[str, int, str]
) -> None:
    letto = riconosci([foglio_di(*righe)], Anagrafe("ente"))
    (riga,) = letto.lettura.risultati
    assert (riga.codice, riga.anno, riga.risultato) == attesi
    assert not letto.lettura.bloccata


def test_una_colonna_che_non_si_sa_leggere_e_detta() -> None:
    righe = [[*celle, "Colore", ""] if celle[0] == "step" else [*celle, "rosso", "?"] for celle in PIAO]
    rilievi = riconosci([foglio_di(*righe)], Anagrafe("ente")).lettura.rilievi
    assert {voce.cella for voce in rilievi if voce.codice == "IMP-COLONNA-SCONOSCIUTA"} == {"G5", "H5"}


def test_un_obiettivo_strategico_nominato_e_non_elencato_resta_e_si_dice() -> None:
    righe = [
        *PIAO[:2],
        ["cod.", "titolo", "obiettivi strategico-operativi collegati"],
        ["A", "Casa", "1A, 2B"],
        *PIAO[4:],
    ]
    letto = riconosci([foglio_di(*righe)], Anagrafe("ente"))
    assert letto.lettura.piano is not None
    assert [voce.codice for voce in letto.lettura.piano.obiettivi_strategici] == ["1A", "2B"]
    assert "IMP-OBIETTIVO-SENZA-TITOLO" in codici(letto, "W")


def test_la_tabella_incrociata_si_confronta_con_le_schede() -> None:
    testa = ["Area strategica", "Obiettivo strategico - operativo", "", "Obiettivi di performance", "Obiettivi di PEG"]
    righe = [*PIAO, testa, ["1 Casa", "1A", "Abitare", "A", ""]]
    letto = riconosci([foglio_di(*righe)], Anagrafe("ente"))
    assert {voce.cella for voce in letto.lettura.rilievi if voce.codice == "IMP-INCROCIO-DIVERSO"} == {"A8"}


@pytest.mark.parametrize(
    ("testa", "codice", "titolo"),
    [
        (["Scheda 2 - Minori"], "2", "Minori"),
        (["SCHEDA N. 7: Anziani"], "7", "Anziani"),
        (["Scheda n.", "b"], "B", ""),
        (["Scheda obiettivo n. 3"], "3", ""),
    ],
)
def test_la_testa_di_una_scheda_in_piu_modi(testa: list[str], codice: str, titolo: str) -> None:
    letto = riconosci([foglio_di(testa, *AZIONI, TITOLI, ["1", "Utenti", "Peri", "10"])], Anagrafe("ente"))
    assert letto.lettura.piano is not None
    (scheda,) = letto.lettura.piano.schede
    assert (scheda.codice, scheda.titolo, len(scheda.indicatori)) == (codice, titolo, 1)


def test_un_termine_e_un_peso_sbagliati_sono_errori() -> None:
    righe = [*PIAO[:-1], ["A.1", "Avvio", "31/02/24", "Atto", "150%"]]
    rilievi = riconosci([foglio_di(*righe)], Anagrafe("ente")).lettura.rilievi
    assert {(voce.codice, voce.cella) for voce in rilievi if voce.gravita == "E"} == {
        ("IMP-DATA-NON-VALIDA", "C6"),
        ("IMP-NUMERO-NON-VALIDO", "E6"),
    }


def test_i_pesi_in_frazioni_diventano_percentuali_se_lo_si_accetta() -> None:
    righe = [*PIAO[:-1], ["A.1", "Avvio", "30/06/24", "Atto", "0,65"], ["A.2", "Fine", "30/06/25", "Atto", "0,35"]]
    letto = riconosci([foglio_di(*righe)], Anagrafe("ente"))
    assert [step.peso for step in indicatori(letto)] == [65, 35]
    altro = riconosci([foglio_di(*righe)], Anagrafe("ente"), risposte={"F!E5:pesi": "percento"})
    assert [str(step.peso) for step in indicatori(altro)] == ["0.65", "0.35"]


@pytest.mark.parametrize(
    ("nella_scheda", "incidenza", "codice"),
    [("", 10, "IMP-INCIDENZA-DAL-RIASSUNTO"), ("6%", 6, "IMP-INCIDENZA-DIVERSA")],
)
def test_il_riassunto_si_confronta_con_le_schede(nella_scheda: str, incidenza: int, codice: str) -> None:
    quadro = [["incidenza obiettivo sul 1 anno del PIAO", "Anno di primo inserimento"], [nella_scheda, "2023"]]
    riassunto = [["TAB"], ["Cod.", "Obiettivo", "% obiettivo nel 1 anno del PIAO"], ["A", "Accoglienza", "10%"]]
    letto = riconosci([foglio_di(*PIAO[:4], *quadro, *PIAO[4:], *riassunto)], Anagrafe("ente"))
    assert letto.lettura.piano is not None
    assert letto.lettura.piano.schede[0].incidenza == incidenza
    assert codice in codici(letto)


def test_l_azione_che_non_c_e_e_un_errore() -> None:
    assert "IMP-AZIONE-SCONOSCIUTA" in codici(leggi(documento(["7", "Utenti", "Peri", "10"])), "E")


def test_una_scheda_ripetuta_e_un_errore() -> None:
    foglio = documento(["1", "Utenti", "Peri", "10"], ["Scheda 1"], ["Obiettivo", "Altro"])
    assert "IMP-CHIAVE-RIPETUTA" in codici(leggi(foglio), "E")


def test_una_formula_e_un_errore_con_la_sua_cella() -> None:
    foglio = documento(["1", "Utenti", "Peri", "10"])
    foglio.anomalie.append((9, 4, "formula", "=A1"))
    assert ("IMP-FORMULA", "D9") in {(voce.codice, voce.cella) for voce in leggi(foglio).lettura.rilievi}


def test_cio_che_il_documento_non_dice_resta_com_e() -> None:
    attuale = PianoDati("ente-2023-2025", "ente", "schede", "Titolo scelto", (2023, 2024, 2025))
    indicatore = IndicatoreDati("1.1", "Utenti", "1", "Peri", verso="minore", note="A mano")
    attuale.schede = [SchedaDati("1", "Servizi", azioni=[AzioneDati("1", "Aprire")], indicatori=[indicatore])]
    letto = leggi(documento(["1", "Utenti", "Ferri", "10"]), attuale)
    assert letto.lettura.piano is not None
    assert letto.lettura.piano.titolo == "Titolo scelto"
    (unico,) = indicatori(letto)
    assert (unico.responsabili, unico.verso, unico.note) == ("Ferri", "minore", "A mano")


def test_un_documento_troppo_lungo_e_rifiutato_senza_leggerlo() -> None:
    foglio = documento(*(["1", f"Indicatore {numero}", "Peri", "1"] for numero in range(RIGHE_MASSIME)))
    letto = leggi(foglio)
    assert letto.lettura.piano is None
    assert codici(letto) == {"IMP-DOCUMENTO-TROPPO-LUNGO"}


@pytest.mark.parametrize(
    ("scritto", "pulito"),
    [
        ('<ul style="list-style-type: none"> Incontri', "Incontri"),
        ("tramite: <ul> ● uno; ● due;", "tramite:\n- uno;\n- due;"),
        ("<p>Testo</p>", "Testo"),
        (r"$(\text{N. a} - \text{N. b}) / \text{N. c}$", "(N. a - N. b) / N. c"),
        ("costo < 5 e > 2", "costo < 5 e > 2"),
        ("da 10 $ a 20 $", "da 10 $ a 20 $"),
        ("**Titolo**", "Titolo"),
    ],
)
def test_i_resti_della_pagina_spariscono(scritto: str, pulito: str) -> None:
    assert ripulisci(scritto) == pulito


def test_parole_spezzate_e_nomi_sospesi() -> None:
    assert unisci("CO-", "PROGETTAZIONE") == "CO-PROGETTAZIONE"
    assert unisci("social-", "mente utile") == "socialmente utile"
    assert unisci("due", "parole") == "due parole"
    assert sospeso("LA QUALITÀ E")
    assert not sospeso("LA QUALITÀ")
