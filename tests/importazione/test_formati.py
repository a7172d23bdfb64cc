"""The formats that are read: xlsx, xlsm, ods, docx, csv in every way it is saved; and the plan of a lone CSV."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from indicatori.esportazione.csv_piano import in_zip_csv
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.composizione import componi
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.processo import annota_a_parte
from indicatori.importazione.rilievi import Rilievo
from indicatori.importazione.services import importa_piano
from indicatori.models import Importazione
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.archivi_di_prova import CELLA_ODS, FINE_RIGA, RIGA_ODS, archivio_zip, con_in_piu, libro, ods
from tests.importazione.conftest import ADESSO
from tests.importazione.documenti_word import con_corpo, paragrafo, riga, tabella
from tests.importazione.fogli_di_prova import foglio, metti, piano_piccolo, ritocca
from tests.importazione.test_servizi import archivio

__all__ = ["archivio"]
PIANO = "Codice;Ente;Famiglia;Titolo;Primo anno\r\np-1;e;schede;Attività – così;2023\r\n"
MACRO = con_in_piu("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
NASCOSTO = (
    b'<office:automatic-styles><style:style style:name="s" style:family="table">'
    b'<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def codici(fogli: list[Foglio], ente: str = "asc-insieme") -> set[str]:
    return {rilievo.codice for rilievo in componi(fogli, Anagrafe(ente)).rilievi}


@pytest.mark.parametrize(
    ("separatore", "codifica"),
    [(s, c) for s in (";", ",", "\t") for c in ("utf-8", "utf-8-sig", "cp1252", "utf-16")]
    + [(";", "utf-16-le-bom"), (",", "utf-16-be-bom")],
)
def test_un_csv_salvato_in_qualunque_modo_dice_lo_stesso(separatore: str, codifica: str) -> None:
    testo = PIANO.replace(";", separatore)
    segni = {"utf-16-le-bom": ("utf-16-le", b"\xff\xfe"), "utf-16-be-bom": ("utf-16-be", b"\xfe\xff")}
    nome, segno = segni.get(codifica, (codifica, b""))
    contenuto = archivio_zip({"cartella/Piano.CSV": segno + testo.encode(nome)})
    fogli = leggi_contenuto(contenuto, "a.zip")
    letta = componi(fogli, Anagrafe("e"))
    assert letta.piano is not None
    assert letta.piano.titolo == "Attività – così"
    assert ("IMP-CODIFICA" in {rilievo.codice for rilievo in letta.rilievi}) == (codifica == "cp1252")


def test_il_separatore_dichiarato_vale_e_non_conta_come_riga() -> None:
    (letto,) = leggi_contenuto(b"sep=|\r\na|b;c;d\r\n", "dati.csv")
    assert letto.righe == {1: {1: "a", 2: "b;c;d"}}


@pytest.mark.parametrize("nome", ["indicatori.csv", "Indicatori (2).csv", "export-2024.txt"])
def test_un_csv_del_modello_si_riconosce_dal_nome_o_dalle_intestazioni(nome: str) -> None:
    (letto,) = leggi_contenuto(b"Scheda,Codice,Indicatore\r\n1,1.1,Sportello\r\n", nome)
    assert letto.nome == "Indicatori"


@pytest.mark.parametrize("testata", ["Codice,Titolo", "Nome,Cognome"])
def test_intestazioni_di_due_fogli_o_di_nessuno_non_bastano(testata: str) -> None:
    (letto,) = leggi_contenuto(f"{testata}\r\n1,2\r\n".encode(), "dati.csv")
    assert letto.nome == "dati"
    assert "IMP-MODELLO-NON-RICONOSCIUTO" in codici([letto])


def test_un_xlsm_si_legge_come_un_xlsx_e_lo_dice() -> None:
    fogli = leggi_contenuto(MACRO, "piano.xlsm")
    assert [foglio.righe for foglio in fogli] == [letto.righe for letto in leggi_contenuto(foglio(), "piano.xlsx")]
    assert codici(fogli) >= {"IMP-MACRO"}
    assert "IMP-MACRO" not in codici(leggi_contenuto(foglio(), "piano.xlsx"))


def test_le_macro_non_tornano_indietro() -> None:
    annotato = annota_a_parte(MACRO, "piano.xlsm", [Rilievo("IMP-X", "E", "Piano", "A2", "Guarda.")])
    with zipfile.ZipFile(io.BytesIO(annotato)) as archivio_annotato:
        assert not [nome for nome in archivio_annotato.namelist() if "vba" in nome.lower()]
        assert b"macroEnabled" not in archivio_annotato.read("[Content_Types].xml")


def test_di_un_documento_word_si_ridanno_le_righe_lette() -> None:
    documento = con_corpo(paragrafo("Scheda 1") + tabella(riga("N.", "Indicatore"), riga("1", "=2+2")))
    annotato = load_workbook(io.BytesIO(annota_a_parte(documento, "a.docx", [
        Rilievo("IMP-X", "E", "Documento", "B4", "Guarda qui.")
    ])))  # fmt: skip
    assert [[cella.value for cella in riga] for riga in annotato["Documento"].iter_rows()] == [
        ["Scheda 1", None], [None, None], ["N.", "Indicatore"], ["1", "=2+2"]
    ]  # fmt: skip
    assert "Guarda qui." in annotato["Documento"]["B4"].comment.text
    assert annotato["Documento"]["B4"].data_type == "s"


def test_un_foglio_nascosto_e_nominato_e_non_letto() -> None:
    xlsx = leggi_contenuto(libro({"Piano": [(1, "A", "x")], "Bozza": [(1, "A", "y")]}, nascosti=["Bozza"]), "a.xlsx")
    corpo = RIGA_ODS % 1 + CELLA_ODS % 1 + FINE_RIGA + b'</table:table><table:table table:name="Bozza"'
    corpo += b' table:style-name="s">' + RIGA_ODS % 1 + CELLA_ODS % 1 + FINE_RIGA
    for fogli in (xlsx, leggi_contenuto(ods(corpo, NASCOSTO), "a.ods")):
        nascosti = [r for r in componi(fogli, Anagrafe("e")).rilievi if r.codice == "IMP-FOGLIO-NASCOSTO"]
        assert [(rilievo.foglio, rilievo.gravita) for rilievo in nascosti] == [("Bozza", "W")]


def test_mezzo_carattere_non_arriva_alla_banca_dati() -> None:
    fogli = leggi_contenuto(ritocca(foglio(), metti("Piano", "D2", "Titolo _xD800_ e _xDFFF_")), "a.xlsx")
    letta = componi(fogli, Anagrafe("asc-insieme"))
    assert letta.piano is not None
    letta.piano.titolo.encode("utf-8")


@pytest.fixture
def indicatori_csv() -> bytes:
    with zipfile.ZipFile(io.BytesIO(in_zip_csv(in_pagine(piano_piccolo())))) as archivio_csv:
        return archivio_csv.read("indicatori.csv").replace(b"Almeno 10", b"Almeno 12")


def carica_dalla_pagina(client: Client, contenuto: bytes, **campi: str) -> Importazione:
    file = SimpleUploadedFile("indicatori.csv", contenuto)
    risposta = client.post("/asc-insieme/importazioni/", {"foglio": file, **campi})
    assert risposta.status_code == 302
    importazione = Importazione.objects.latest("pk")
    assert importazione.lavoro_id is not None
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    return importazione


def test_un_csv_da_solo_aggiorna_il_piano_scelto(
    client: Client, asc: Ente, amministratrice: Utente, indicatori_csv: bytes
) -> None:
    piano = importa_piano(dati=piano_piccolo(), utente=None, adesso=ADESSO).piano
    client.force_login(amministratrice)
    assert "Piano da aggiornare" in client.get("/asc-insieme/importazioni/").content.decode()
    senza = carica_dalla_pagina(client, indicatori_csv)
    assert "IMP-PIANO-MANCANTE" in client.get(f"/asc-insieme/importazioni/{senza.pk}/").content.decode()
    con_piano = carica_dalla_pagina(client, indicatori_csv, piano=piano.codice).anteprima
    assert (con_piano["piano"], con_piano["cambiamenti"], con_piano["gravita"]["E"]) == (piano.codice, 1, 0)


def test_il_piano_di_un_altro_ente_non_si_sceglie(
    client: Client, enti: dict[str, Ente], amministratrice: Utente, indicatori_csv: bytes
) -> None:
    importa_piano(dati=piano_piccolo("cssm", "altrui-2023-2025"), utente=None, adesso=ADESSO)
    client.force_login(amministratrice)
    dati = {"foglio": SimpleUploadedFile("indicatori.csv", indicatori_csv), "piano": "altrui-2023-2025"}
    pagina = client.post("/asc-insieme/importazioni/", dati).content.decode()
    assert "Questo piano non c&#x27;è" in pagina
    assert not Importazione.objects.exists()
