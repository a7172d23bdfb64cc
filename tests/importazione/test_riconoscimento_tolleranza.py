"""The same plan in other layouts of its family gives the same data."""

from __future__ import annotations

import pytest

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.riconoscimento.documento import e_un_documento, riconosci
from indicatori.motore.documento import PianoDati
from tests.importazione.documenti_di_prova import Stile, in_documento
from tests.importazione.test_riconoscimento import anagrafe_di_prova, celle, letto_dalle_fixture

PIANI = ("asc-insieme-2023-2025", "asc-insieme-2025-2027", "cssm-2023-2025", "coeso-2021-2023")
NOMI = {
    "N": "Nr. azione", "N.": "Num.", "Indicatore": "Indicatori", "Responsabili": "Referente",
    "Risultato atteso": "Risultati attesi", "Descrizione": "Descrizione dell'azione", "NOTE": "Osservazioni",
    "Algoritmo": "Formula", "Baseline": "Valore di partenza", "Area Organizzativa": "Struttura",
    "termine": "Scadenza", "step": "Fase", "cod.": "Codice", "titolo": "Denominazione",
}  # fmt: skip
ALTRI_NOMI = {
    "N": "N. dell'azione", "N.": "N°", "Innovazione": "Azione innovativa", "Descrizione": "Descrizione delle azioni",
    "Risultato atteso": "Effetti attesi", "Indicatore": "Indicatore di risultato",
    "Responsabili": "Resp. dell'indicatore", "Previsione": "Valore atteso nell'anno", "NOTE": "Note e osservazioni",
    "cod.": "Codice obiettivo",
    "titolo": "Titolo dell'obiettivo", "situazione attuale": "Situazione iniziale",
    "stakeholders": "Portatori di interessi", "situazione attesa": "Situazione finale", "step": "N. fase",
    "descrizione": "Descrizione della fase",
    "termine": "Data di scadenza", "KPI (Key Performance Indicator)": "Indicatore di risultato",
    "peso step/obiettivo": "Peso %", "AZIONE/INDICATORE": "Attività", "Azione/Indicatore": "Descrizione indicatore",
    "Algoritmo": "Formula di calcolo", "Baseline": "Valore storico", "Area Organizzativa": "Struttura responsabile",
}  # fmt: skip
STILI = {
    "com'è": Stile(),
    "un foglio a scheda": Stile(un_foglio_a_scheda=True),
    "righe vuote": Stile(passo_righe=3),
    "colonne vuote": Stile(passo_colonne=2),
    "colonne in altro ordine": Stile(rovescia=True),
    "maiuscole": Stile(caso=str.upper),
    "minuscole": Stile(caso=str.lower),
    "nomi diversi": Stile(nomi=NOMI),
    "segni x": Stile(segno="x"),
    "segni tondi": Stile(segno="●"),
    "segni sì": Stile(segno="SI"),
    "celle unite": Stile(celle_unite=True),
    "margini vuoti": Stile(margine=3, passo_righe=2),
    "segni di modulo": Stile(segno="☒", margine=1, caso=str.title),
    "altri nomi": Stile(nomi=ALTRI_NOMI),
    "altri nomi in altro ordine": Stile(nomi=ALTRI_NOMI, rovescia=True, caso=str.upper),
    "due righe di intestazione": Stile(doppia=True),
    "due righe e colonne vuote": Stile(doppia=True, passo_colonne=2, nomi=ALTRI_NOMI),
    "pagine": Stile(pagina=3),
    "pagine, un foglio a scheda": Stile(pagina=4, un_foglio_a_scheda=True, doppia=True, segno="sì"),
    "righe spezzate": Stile(spezza="Indicatore"),
    "righe spezzate e pagine": Stile(spezza="descrizione", pagina=4, margine=2),
    "descrizioni spezzate": Stile(spezza="Azione/Indicatore", segno="■"),
    "nomi ripetuti": Stile(ripeti=True),
    "nomi ripetuti e pagine": Stile(ripeti=True, pagina=5, caso=str.lower),
    "tutto insieme, peggio": Stile("☒", 2, 2, False, True, True, str.upper, ALTRI_NOMI, 2, True, 4, "", True),
    "tutto insieme": Stile("✓", 2, 3, True, True, False, str.upper, NOMI),
}


def riletto(piano: PianoDati, stile: Stile) -> PianoDati | None:
    fogli = in_documento(piano, stile)
    assert e_un_documento(fogli)
    letto = riconosci(fogli, anagrafe_di_prova(piano.codice)).lettura
    assert [str(rilievo) for rilievo in letto.rilievi if rilievo.gravita == "E"] == []
    return letto.piano


@pytest.mark.parametrize("nome", STILI)
@pytest.mark.parametrize("codice", PIANI)
def test_lo_stesso_piano_scritto_in_un_altro_modo(codice: str, nome: str) -> None:
    piano = letto_dalle_fixture(codice)
    attesi, letti = dict(celle(piano)), dict(celle(riletto(piano, STILI[nome])))
    assert {dove: (letti.get(dove), atteso) for dove, atteso in attesi.items() if letti.get(dove) != atteso} == {}
    assert set(letti) == set(attesi)


def test_un_modello_con_il_foglio_rinominato_non_e_un_documento() -> None:
    foglio = Foglio("Foglio1")
    for colonna, testo in enumerate(("Scheda", "Codice", "Azione", "Indicatore", "Previsione 2023"), start=1):
        foglio.scrivi(1, colonna, testo)
        foglio.scrivi(2, colonna, "1")
    assert not e_un_documento([foglio])
    assert not e_un_documento([Foglio("Foglio1")])
    assert not e_un_documento([Foglio("Piano"), foglio])
