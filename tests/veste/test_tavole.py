"""The columns of a table: as they come, or as the body chose them."""

from __future__ import annotations

import pytest

from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_tavola
from rendicontazione.relazioni.tavole import CONDIZIONI, TAVOLE
from rendicontazione.relazioni.veste_vista import ColonnaVista, VesteVista
from tests.relazioni.piani import vista

RIGA = Riga(
    {
        "n": "1",
        "indicatore": "<b>Sportello</b>",
        "responsabili": "Rossi",
        "previsione": ["SI", "NO", ""],
        "risultato": ["fatto", "", ""],
        "note": "",
    }
)


def stampata(*scelte: ColonnaVista, tavola: str = "schede.indicatori_rendicontati") -> TavolaStampata:
    letta = vista("asc-insieme-2023-2025")
    letta.veste = VesteVista(tavole={tavola: scelte}) if scelte else None
    return stampa_tavola(tavola, letta, [RIGA], anni=[2023, 2024, 2025], presenti=["responsabili", "note"])


def titoli(tavola: TavolaStampata) -> list[str]:
    return [testa.titolo for testa in tavola.teste]


def test_senza_scelte_le_nove_colonne_del_documento_approvato() -> None:
    assert titoli(stampata()) == [
        "N", "Descrizione", "Responsabili", "Previsione 2023", "Risultato 2023", "Previsione 2024", "Risultato 2024",
        "Previsione 2025", "Risultato 2025", "NOTE",
    ]  # fmt: skip


def test_una_colonna_tolta_non_si_stampa_e_le_altre_cambiano_posto_e_nome() -> None:
    scelte = (
        ColonnaVista("indicatore", "Che cosa"),
        ColonnaVista("risultato"),
        ColonnaVista("previsione", "Target {anno}"),
        ColonnaVista("n"),
        ColonnaVista("note"),
    )
    tavola = stampata(*scelte)
    assert titoli(tavola)[:5] == ["Che cosa", "Risultato 2023", "Target 2023", "Risultato 2024", "Target 2024"]
    assert titoli(tavola)[-2:] == ["N", "NOTE"]
    (riga,) = tavola.gruppi[0].righe
    assert riga.celle.startswith("<td>&lt;b&gt;Sportello&lt;/b&gt;</td>")
    assert "Rossi" not in riga.celle


def test_colonne_per_anno_separate_si_ripetono_ognuna_per_conto_suo() -> None:
    tavola = stampata(ColonnaVista("previsione"), ColonnaVista("indicatore"), ColonnaVista("risultato"))
    assert titoli(tavola)[:4] == ["Previsione 2023", "Previsione 2024", "Previsione 2025", "Descrizione"]
    assert titoli(tavola)[4:7] == ["Risultato 2023", "Risultato 2024", "Risultato 2025"]


def test_ciò_che_manca_e_non_può_mancare_si_stampa_lo_stesso() -> None:
    tavola = stampata(ColonnaVista("n"), ColonnaVista("di_una_versione_vecchia"))
    assert titoli(tavola)[0] == "N"
    assert {"Descrizione", "Previsione 2023", "Risultato 2023", "NOTE"} <= set(titoli(tavola))
    assert "Responsabili" not in titoli(tavola)


@pytest.mark.parametrize("tavola", TAVOLE.values(), ids=TAVOLE)
def test_il_registro_è_coerente(tavola: object) -> None:
    codici = [colonna.codice for colonna in tavola.colonne]
    assert len(set(codici)) == len(codici)
    assert {colonna.se for colonna in tavola.colonne} <= {"", *CONDIZIONI}
    assert any(colonna.obbligatoria for colonna in tavola.colonne)
    assert all(colonna.con_anno for colonna in tavola.colonne if colonna.per_anno)
