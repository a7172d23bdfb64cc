"""Every bad cell is listed with its address; typed cells read as a person sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicatori.importazione.composizione import Lettura, componi
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe, PersonaNota, riconosci_persone
from indicatori.importazione.testi_cella import in_testo
from tests.importazione.archivi_di_prova import FINE_RIGA, FOGLIO1, RIGA_ODS, TESTA, con, ods
from tests.importazione.fogli_di_prova import foglio, metti, ritocca

ANAGRAFE = Anagrafe("asc-insieme", [PersonaNota(n, (nome,)) for n, nome in enumerate(["Peri", "Verboschi", "Ferri"])])


def leggi(*ritocchi) -> Lettura:
    return componi(leggi_contenuto(ritocca(foglio(), *ritocchi), "piano.xlsx"), ANAGRAFE)


def trovati(letta: Lettura, gravita: str = "E") -> set[tuple[str, str]]:
    return {(rilievo.codice, rilievo.dove) for rilievo in letta.rilievi if rilievo.gravita == gravita}


def test_un_foglio_giusto_non_ha_rilievi() -> None:
    assert leggi().rilievi == []


def test_tutte_le_celle_sbagliate_sono_elencate_insieme() -> None:
    letta = leggi(
        metti("Piano", "B2", "altro-ente"),
        metti("Schede", "B2", "tabella"),
        metti("Schede", "G2", "1A; 9Z"),
        metti("Azioni", "F2", "forse"),
        metti("Indicatori", "A3", "7"),
        metti("Indicatori", "C2", "5"),
        metti("Indicatori", "F2", "in su"),
        metti("Indicatori", "H2", "=1+1"),
        metti("Indicatori", "I2", "#DIV/0!"),
    )
    assert trovati(letta) == {
        ("IMP-ENTE-DIVERSO", "Piano!B2"),
        ("IMP-VALORE-NON-AMMESSO", "Schede!B2"),
        ("IMP-OBIETTIVO-SCONOSCIUTO", "Schede!G2"),
        ("IMP-CASELLA-NON-VALIDA", "Azioni!F2"),
        ("IMP-SCHEDA-SCONOSCIUTA", "Indicatori!A3"),
        ("IMP-AZIONE-SCONOSCIUTA", "Indicatori!C2"),
        ("IMP-VALORE-NON-AMMESSO", "Indicatori!F2"),
        ("IMP-FORMULA", "Indicatori!H2"),
        ("IMP-ERRORE-DI-CALCOLO", "Indicatori!I2"),
    }
    assert letta.bloccata


@pytest.mark.parametrize(
    ("valore", "codice"),
    [
        ("31/02/2023", "IMP-DATA-NON-VALIDA"),
        ("domani", "IMP-DATA-NON-VALIDA"),
        ("2023-13-01", "IMP-DATA-NON-VALIDA"),
    ],
)
def test_una_data_che_non_esiste_e_un_errore(valore: str, codice: str) -> None:
    letta = leggi(metti("Indicatori", "L1", "Termine"), metti("Indicatori", "L2", valore))
    assert trovati(letta) == {(codice, "Indicatori!L2")}


@pytest.mark.parametrize(
    ("valore", "codice"),
    [("tanto", "IMP-NUMERO-NON-VALIDO"), ("140", "IMP-NUMERO-FUORI-MISURA"), (-1, "IMP-NUMERO-FUORI-MISURA")],
)
def test_un_peso_fuori_da_0_100_e_un_errore(valore: object, codice: str) -> None:
    letta = leggi(metti("Indicatori", "L1", "Peso"), metti("Indicatori", "L2", valore))
    assert trovati(letta) == {(codice, "Indicatori!L2")}


def test_una_chiave_ripetuta_nomina_le_due_celle() -> None:
    letta = leggi(metti("Indicatori", "B3", "1.1"))
    assert trovati(letta) == {("IMP-CHIAVE-RIPETUTA", "Indicatori!B3")}
    assert "B2" in letta.rilievi[0].messaggio


def test_una_colonna_che_manca_e_una_scritta_male() -> None:
    letta = leggi(metti("Indicatori", "D1", "Indicatori"), metti("Indicatori", "H1", "Previsone 2023"))
    assert ("IMP-COLONNA-SCONOSCIUTA", "Indicatori!H1") in trovati(letta)
    assert ("IMP-COLONNA-MANCANTE", "Indicatori!1") in trovati(letta)
    assert any("«Previsione 2023»" in rilievo.rimedio for rilievo in letta.rilievi)


def test_una_colonna_estranea_e_solo_un_avviso() -> None:
    letta = leggi(metti("Indicatori", "P1", "Colore preferito"))
    assert trovati(letta) == set()
    assert trovati(letta, "W") == {("IMP-COLONNA-SCONOSCIUTA", "Indicatori!P1")}


def test_le_celle_unite_si_dicono_sotto_le_intestazioni_e_solo_se_dicono_qualcosa() -> None:
    """A target that a person wrote once over two years is the target of the first: nobody is to find out later."""
    letta = leggi(
        lambda libro: libro["Indicatori"].merge_cells("H2:I2"),
        lambda libro: libro["Indicatori"].merge_cells("N2:N3"),
        lambda libro: libro["Schede"].merge_cells("I1:J1"),
    )
    assert trovati(letta) == set()
    assert trovati(letta, "W") == {("IMP-CELLE-UNITE", "Indicatori!H2")}
    assert "H2:I2" in next(rilievo.messaggio for rilievo in letta.rilievi if rilievo.codice == "IMP-CELLE-UNITE")
    assert letta.piano is not None
    assert letta.piano.schede[0].indicatori[0].previsioni == {2023: "SI"}


def test_anche_in_ods_e_lontano_nel_file() -> None:
    unita = b'<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>a</text:p>'
    letto = leggi_contenuto(ods(RIGA_ODS % 1 + unita + b"</table:table-cell>" + FINE_RIGA), "a.ods")[0]
    assert letto.unite == [(1, 1, "A1:B3")]
    molte = [f"A{riga}:B{riga}" for riga in range(1, 80_001, 2)]
    fine = "".join(f'<mergeCell ref="{dove}"/>' for dove in molte).encode()
    coda = b"</sheetData><mergeCells>" + fine + b"</mergeCells></worksheet>"
    riga = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    letto = leggi_contenuto(con(FOGLIO1, lambda _: TESTA + riga + coda), "a.xlsx")[0]
    assert [dove for _, _, dove in letto.unite] == molte


def test_la_cella_dice_quel_che_una_persona_vede() -> None:
    letta = leggi(
        metti("Indicatori", "L1", "Termine"),
        metti("Indicatori", "L2", date(2023, 6, 30), "dd/mm/yyyy"),
        metti("Indicatori", "M1", "Peso"),
        metti("Indicatori", "M2", 0.655, "0.0%"),
        metti("Indicatori", "H2", 0.95, "0%"),
        metti("Indicatori", "H3", 10000, "#,##0.00 €"),
    )
    assert letta.piano is not None
    primo, secondo = letta.piano.schede[0].indicatori
    assert (primo.termine, primo.peso, primo.previsioni[2023]) == (date(2023, 6, 30), Decimal("65.5"), "95%")
    assert secondo.previsioni[2023] == "10.000,00 €"


@pytest.mark.parametrize(
    ("valore", "formato", "atteso"),
    [
        (4, "General", "4"),
        (7.5, "General", "7,5"),
        (0.1 + 0.2, "General", "0,3"),
        (10000, "General", "10000"),
        (10000, "#,##0", "10.000"),
        (0.075, "0.0%", "7,5%"),
        (0.95, "0%", "95%"),
        (1234.5, "0.00", "1234,50"),
        (True, "General", "VERO"),
        (date(2023, 6, 30), "dd/mm/yyyy", "30/06/2023"),
    ],
)
def test_numeri_e_giorni_si_scrivono_all_italiana(valore: object, formato: str, atteso: str) -> None:
    assert in_testo(valore, formato) == atteso


def test_un_indicatore_senza_numero_continua_l_azione_sopra() -> None:
    letta = leggi(metti("Indicatori", "C3", None))
    assert trovati(letta, "I") == {("IMP-AZIONE-EREDITATA", "Indicatori!C3")}
    assert letta.piano is not None
    assert letta.piano.schede[0].indicatori[1].azione == "1"


def test_un_cognome_ignoto_e_un_avviso_con_i_simili() -> None:
    letta = leggi(metti("Indicatori", "E2", "Perri e Bianchi"))
    rilievi = {rilievo.messaggio.split("»")[0][1:]: rilievo for rilievo in letta.rilievi}
    assert set(rilievi) == {"Perri", "Bianchi"}
    assert "Forse «Peri»" in rilievi["Perri"].rimedio
    assert not letta.bloccata


@pytest.mark.parametrize("testo", ["Verboschi Ferri", "Verboschi, Ferri", "Verboschi e Ferri", "VERBOSCHI/ferri"])
def test_i_cognomi_si_dividono_in_ogni_modo(testo: str) -> None:
    assert riconosci_persone(testo, ANAGRAFE).persone == (1, 2)
    assert riconosci_persone(testo, ANAGRAFE).ignoti == ()


def test_righe_e_fogli_in_piu_non_disturbano() -> None:
    def aggiungi(libro) -> None:
        libro.create_sheet("Appunti")["A1"] = "promemoria"
        libro.create_sheet("Nascosto").sheet_state = "hidden"
        libro["Indicatori"].insert_rows(1, 2)
        libro["Indicatori"]["A1"] = "Indicatori del piano"

    letta = leggi(aggiungi)
    assert trovati(letta) == set()
    assert letta.piano is not None
    assert len(letta.piano.schede[0].indicatori) == 2
