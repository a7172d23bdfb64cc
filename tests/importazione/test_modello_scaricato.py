"""The template as a person opens it: instructions, frozen heads, lists, cells that keep what is typed in them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicatori.enums import VersoIndicatore
from indicatori.esportazione.formati import in_formato, vuoto_in_formato
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from obiettivi.enums import Famiglia
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.enums import Causa

FOGLI_SCHEDE = ["Piano", "Schede", "Azioni", "Indicatori", "Risultati"]
TABELLA = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def dati_piao() -> PianoDati:
    passo = IndicatoreDati("A.1", "007", termine=date(2026, 6, 30), peso=Decimal("33.333"), previsioni={2026: "SI"})
    scheda = SchedaDati("A", "Titolo", "peg", incidenza=Decimal(100), indicatori=[passo])
    return PianoDati("p-2026-2028", "ente", "piao", "Piano", (2026, 2027, 2028), schede=[scheda])


def libro_di(contenuto: bytes) -> Workbook:
    return load_workbook(io.BytesIO(contenuto))


def elenchi(foglio: Worksheet) -> dict[str, str]:
    """What can be chosen, by the heading of its column."""
    regole = {}
    for regola in foglio.data_validations.dataValidation:
        if regola.type == "list":
            colonna = min(regola.sqref.ranges, key=lambda zona: zona.min_col).min_col
            regole[str(foglio.cell(1, colonna).value)] = str(regola.formula1)
    return regole


@pytest.mark.parametrize("famiglia", Famiglia.values)
def test_ogni_foglio_ha_le_intestazioni_bloccate_e_larghezze_sue(famiglia: str) -> None:
    libro = libro_di(vuoto_in_formato("xlsx", famiglia, 2026, "ente"))
    assert libro.sheetnames[0] == "Leggimi"
    for foglio in libro:
        assert foglio.freeze_panes == "A2"
        assert all(dimensione.width >= 8 for dimensione in foglio.column_dimensions.values())


def test_il_foglio_compilato_comincia_dai_dati_e_finisce_con_le_istruzioni() -> None:
    assert libro_di(in_formato("xlsx", dati_piao())).sheetnames[0] == "Piano"
    assert libro_di(in_formato("xlsx", dati_piao())).sheetnames[-1] == "Leggimi"


def test_le_celle_con_pochi_valori_hanno_il_loro_elenco() -> None:
    libro = libro_di(vuoto_in_formato("xlsx", "schede", 2026, "ente"))
    assert libro.sheetnames[1:] == FOGLI_SCHEDE
    assert elenchi(libro["Piano"]) == {"Famiglia": f'"{",".join(Famiglia.values)}"'}
    assert elenchi(libro["Azioni"])["Innovazione"] == '"X"'
    assert elenchi(libro["Azioni"])["2026"] == '"X"'
    assert elenchi(libro["Azioni"])["Scheda"] == "'Schede'!$A$2:$A$1000"
    assert elenchi(libro["Indicatori"])["Verso"] == f'"{",".join(VersoIndicatore.values)}"'
    assert elenchi(libro["Indicatori"])["Azione"] == "'Azioni'!$B$2:$B$1000"
    assert elenchi(libro["Risultati"])["Causa"] == f'"{",".join(Causa.values)}"'


def test_il_tipo_delle_schede_e_quello_della_famiglia() -> None:
    def tipi(famiglia: str) -> str:
        return elenchi(libro_di(vuoto_in_formato("xlsx", famiglia, 2026, "ente"))["Schede"])["Tipo"]

    assert [tipi(famiglia) for famiglia in Famiglia.values] == ['"scheda"', '"performance,peg"', '"operativo"']


def test_ogni_elenco_sta_nei_255_caratteri_di_una_regola() -> None:
    for famiglia in Famiglia.values:
        for foglio in libro_di(vuoto_in_formato("xlsx", famiglia, 2026, "ente")):
            for regola in foglio.data_validations.dataValidation:
                assert len(regola.formula1) <= 255
                assert len(regola.error or "") <= 225
                assert len(regola.errorTitle or "") <= 32


def test_testi_numeri_e_giorni_hanno_il_loro_tipo() -> None:
    foglio = libro_di(in_formato("xlsx", dati_piao()))["Indicatori"]
    testate = {str(cella.value): cella.column for cella in foglio[1]}
    testo, termine, peso = (foglio.cell(2, testate[nome]) for nome in ("Indicatore", "Termine", "Peso"))
    assert (testo.value, testo.data_type, testo.number_format) == ("007", "s", "@")
    assert (f"{termine.value:%Y-%m-%d}", termine.is_date) == ("2026-06-30", True)
    assert (peso.value, peso.data_type) == (33.333, "n")


def test_una_cella_da_compilare_tiene_cio_che_si_scrive() -> None:
    foglio = libro_di(vuoto_in_formato("xlsx", "piao", 2026, "ente"))["Indicatori"]
    formati = {str(cella.value): foglio.column_dimensions[cella.column_letter].number_format for cella in foglio[1]}
    assert formati["Codice"] == formati["Previsione 2026"] == "@"
    assert (formati["Termine"], formati["Peso"]) == ("dd/mm/yyyy", "0.###")


def parte_ods(nome: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(vuoto_in_formato("ods", "piao", 2026, "ente"))) as archivio:
        return fromstring(archivio.read(nome))


def test_anche_l_ods_ha_elenchi_e_intestazioni_bloccate() -> None:
    radice = parte_ods("content.xml")
    regole = {
        voce.get(f"{TABELLA}name"): voce.get(f"{TABELLA}condition")
        for voce in radice.iter(f"{TABELLA}content-validation")
    }
    assert 'of:cell-content-is-in-list("performance";"peg")' in regole.values()
    assert "of:cell-content-is-in-list([$'Schede'.$A$2:.$A$1000])" in regole.values()
    usate = {cella.get(f"{TABELLA}content-validation-name") for cella in radice.iter(f"{TABELLA}table-cell")}
    assert usate - {None} == set(regole)
    bloccati = [voce for voce in parte_ods("settings.xml").iter() if voce.text == "2"]
    assert len(bloccati) == len(list(radice.iter(f"{TABELLA}table")))


def test_la_pagina_da_il_modello_di_ogni_famiglia(client: Client, asc: Ente, amministratrice: Utente) -> None:
    client.force_login(amministratrice)
    for formato in ("xlsx", "ods", "csv"):
        indirizzo = reverse("importazione_modello_vuoto", kwargs={"ente": asc.codice, "formato": formato})
        for famiglia in Famiglia.values:
            assert client.get(indirizzo, {"famiglia": famiglia}).content[:2] == b"PK"
    assert client.get(indirizzo, {"famiglia": "altra"}).status_code == 404
