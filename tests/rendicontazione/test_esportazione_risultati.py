"""The results of a year as files: what they say, and who gets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from indicatori.importazione.lettura_ods import leggi_ods
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.esportazione.formati import TIPI
from rendicontazione.models import Evidenza, Rendicontazione
from tests import scenari
from tests.scenari import ADESSO, Cast

META = Decimal("0.5")
Entra = Callable[[str], Client]
COLONNE_CON_NOMI = ("Giudicato da", "Inserito da", "Inviato da")


@pytest.fixture
def con_risultati(cast: Cast, anno: Rendicontazione) -> Rendicontazione:
    """One sent and rectified, one sent and confirmed, one draft with a text like a formula, two missing."""
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.3", "60", nota="=SOMMA(A1)")
    scenari.bozza(cast, "2.1", "3", nota="mar\x01gini")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO, motivo="Mancano due attestati", grado_rettificato=META)
    return anno


def indirizzo(anno: Rendicontazione, formato: str) -> str:
    chiavi = {"ente": anno.piano.ente.codice, "piano": anno.piano.codice, "anno": anno.anno, "formato": formato}
    return reverse("esporta_risultati", kwargs=chiavi)


def scaricato(client: Client, anno: Rendicontazione, formato: str) -> bytes:
    risposta = client.get(indirizzo(anno, formato))
    assert risposta.status_code == 200
    assert risposta["Cache-Control"] == "private, no-store"
    assert f"{anno.piano.codice}-risultati-2023.{formato}" in risposta["Content-Disposition"]
    return b"".join(risposta.streaming_content)


def in_righe(contenuto: bytes) -> dict[str, dict[str, str]]:
    """The rows of the CSV by the code of the indicator."""
    righe = csv.DictReader(io.StringIO(contenuto.decode("utf-8-sig"), newline=""), delimiter=";")
    return {riga["Codice"]: riga for riga in righe}


def test_il_csv_dice_valori_gradi_stati_e_nomi(entra: Entra, con_risultati: Rendicontazione) -> None:
    righe = in_righe(scaricato(entra("direttore"), con_risultati, "csv"))
    assert list(righe) == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    rettificato = righe["1.3"]
    assert (rettificato["Risultato"], rettificato["Grado %"], rettificato["Grado calcolato %"]) == ("60%", "50", "75")
    assert (rettificato["Stato"], rettificato["Fascia"]) == ("Rettificato", "non raggiunto")
    assert rettificato["Causa"] == "Esterna all'ente (esogena)"
    assert rettificato["Motivo del giudizio"] == "Mancano due attestati"
    assert [rettificato[colonna] for colonna in COLONNE_CON_NOMI] == [
        "Nora Nucleo",
        "Dario Dirigente",
        "Dario Dirigente",
    ]
    assert (righe["1.2"]["Grado %"], righe["1.2"]["Esito del calcolo"]) == ("", "non rendicontato")


def test_un_testo_come_una_formula_resta_testo(entra: Entra, con_risultati: Rendicontazione) -> None:
    client = entra("nucleo")
    assert in_righe(scaricato(client, con_risultati, "csv"))["1.3"]["Nota"] == "'=SOMMA(A1)"
    libro = load_workbook(io.BytesIO(scaricato(client, con_risultati, "xlsx")))
    foglio = libro["Risultati 2023"]
    testate = [cella.value for cella in foglio[1]]
    nota = foglio.cell(4, testate.index("Nota") + 1)
    assert (nota.value, nota.data_type, nota.quotePrefix) == ("=SOMMA(A1)", "s", True)
    assert foglio.cell(6, testate.index("Nota") + 1).value == "mar_x005F_x0001_gini"


def test_chi_vede_il_quadro_ha_anche_i_gradi_delle_schede(entra: Entra, con_risultati: Rendicontazione) -> None:
    libro = load_workbook(io.BytesIO(scaricato(entra("organo"), con_risultati, "xlsx")))
    assert libro.sheetnames == ["Risultati 2023", "Schede 2023", "Che cos'è"]
    schede = list(libro["Schede 2023"].iter_rows(min_row=2, values_only=True))
    assert [riga[:2] for riga in schede] == [
        ("1", "Servizi alle persone"),
        ("2", "Sostenibilità"),
        (None, "Ente di prova"),
    ]
    fogli = leggi_ods(scaricato(entra("organo"), con_risultati, "ods"))
    assert [foglio.nome for foglio in fogli] == libro.sheetnames


def test_il_responsabile_ha_solo_i_suoi(entra: Entra, con_risultati: Rendicontazione) -> None:
    dati = json.loads(scaricato(entra("responsabile"), con_risultati, "json"))
    assert {voce["codice"] for voce in dati["risultati"]} == {"1.1", "1.2", "1.3", "1.4"}
    assert "schede" not in dati
    libro = load_workbook(io.BytesIO(scaricato(entra("responsabile"), con_risultati, "xlsx")))
    assert libro.sheetnames == ["Risultati 2023", "Che cos'è"]


def test_il_json_ha_gradi_esatti_parti_e_giudizi(entra: Entra, con_risultati: Rendicontazione) -> None:
    dati = json.loads(scaricato(entra("amministratrice"), con_risultati, "json"))
    assert (dati["piano"], dati["anno"], dati["stato"]) == ("ente-prova-2023-2025", 2023, "aperta")
    uno = next(voce for voce in dati["risultati"] if voce["codice"] == "1.3")
    assert uno["grado"] == {"stato": "calcolato", "esatto": "1/2", "percento": "50.00"}
    assert uno["grado_calcolato"]["esatto"] == "3/4"
    assert [giudizio["esito"] for giudizio in uno["giudizi"]] == ["rettificato"]
    assert uno["incaricati"] == ["Rossi Rita"]
    composto = next(voce for voce in dati["risultati"] if voce["codice"] == "1.4")
    assert len(composto["parti"]) == 2
    assert next(voce for voce in dati["risultati"] if voce["codice"] == "2.1")["nota"] == "mar\x01gini"


def test_una_evidenza_riservata_non_si_nomina(entra: Entra, cast: Cast, con_risultati: Rendicontazione) -> None:
    for nome, riservata in (("verbale", False), ("certificato", True)):
        Evidenza.objects.create(
            risultato=scenari.risultato_di("1.2"),
            indirizzo=f"https://esempio.it/{nome}",
            riservata=riservata,
            caricata_da=cast.direttore,
            caricata_il=ADESSO,
        )
    for formato in TIPI:
        contenuto = scaricato(entra("organo"), con_risultati, formato)
        assert b"certificato" not in contenuto
    assert b"esempio.it/verbale" in scaricato(entra("organo"), con_risultati, "csv")


def test_di_un_anno_validato_si_scarica_cio_che_e_stato_validato(
    entra: Entra, cast: Cast, con_risultati: Rendicontazione
) -> None:
    scenari.valida(cast, scenari.porta_al_nucleo(cast, con_risultati))
    dati = json.loads(scaricato(entra("direttore"), con_risultati, "json"))
    gradi = {voce["codice"]: voce["grado"]["esatto"] for voce in dati["risultati"]}
    assert dati["stato"] == "validata"
    assert gradi == {"1.1": "1", "1.2": "0", "1.3": "1/2", "1.4": "0", "2.1": "0"}
    assert dati["grado"]["copertura"] == {"valutati": 5, "totale": 5, "neutralizzati": 0}


@pytest.mark.parametrize("formato", [*TIPI, "pdf"])
def test_per_un_altro_ente_non_esiste(entra: Entra, con_risultati: Rendicontazione, formato: str) -> None:
    assert entra("estraneo").get(indirizzo(con_risultati, formato)).status_code == 404
    assert Client().get(indirizzo(con_risultati, formato)).status_code == 302


def test_un_formato_sconosciuto_o_un_altro_anno_non_esistono(entra: Entra, con_risultati: Rendicontazione) -> None:
    assert entra("direttore").get(indirizzo(con_risultati, "pdf")).status_code == 404
    con_risultati.anno = 2024
    assert entra("direttore").get(indirizzo(con_risultati, "csv")).status_code == 404


def test_le_pagine_dell_anno_portano_ai_file(entra: Entra, con_risultati: Rendicontazione) -> None:
    chiavi = {"ente": "ente-prova", "piano": con_risultati.piano.codice, "anno": 2023}
    for nome in ("quadro", "rilevazioni_anno"):
        pagina = entra("direttore").get(reverse(nome, kwargs=chiavi)).content.decode()
        for formato in TIPI:
            assert indirizzo(con_risultati, formato) in pagina


def test_il_comando_scrive_gli_stessi_risultati(entra: Entra, con_risultati: Rendicontazione, tmp_path) -> None:
    file = tmp_path / "risultati.xlsx"
    argomenti = ["ente-prova-2023-2025", "--risultati"]
    call_command("esporta", *argomenti, "--anno", "2023", "--formato", "xlsx", "-o", str(file))
    assert file.read_bytes() == scaricato(entra("direttore"), con_risultati, "xlsx")
    for sbagliati in (argomenti, [*argomenti, "--anno", "2024"], [], ["ente-prova-2023-2025", "--ente", "ente-prova"]):
        with pytest.raises(CommandError):
            call_command("esporta", *sbagliati)
