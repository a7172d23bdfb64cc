"""The annotated workbook: read back, its comments say what the preview said, and the rest is as it was."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from indicatori.esportazione.csv_piano import in_zip_csv
from indicatori.esportazione.ods import in_ods
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.annotazione import CELLE_ANNOTATE, RIGHE_ELENCATE, annota
from indicatori.importazione.fogli import TITOLO_RILIEVI
from indicatori.importazione.guardia import FileRifiutato, Formato
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.processo import annota_a_parte
from indicatori.importazione.rilievi import Rilievo
from indicatori.models import Importazione
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import incaricato
from tests.importazione.fogli_di_prova import foglio, metti, piano_piccolo, ritocca
from tests.importazione.test_servizi import archivio, carica, dettaglio

__all__ = ["archivio"]
ERRORE = Rilievo("IMP-FORMULA", "E", "Indicatori", "H3", "La cella contiene una formula.", "Scrivi il valore.")
AVVISO = Rilievo("IMP-PERSONA-SCONOSCIUTA", "W", "Indicatori", "H3", "Nome ignoto.")
OSTILE = '=HYPERLINK("http://x","clic") \x00\x0b\ufffe <b>&amp;</b> ]]> \ud800' + "a" * 40_000


def riletto(contenuto: bytes) -> Workbook:
    return load_workbook(io.BytesIO(contenuto))


def commento(pagina: Worksheet, cella: str) -> str:
    trovato = pagina[cella].comment
    assert trovato is not None
    return trovato.text


def elenco(libro: Workbook) -> list[tuple]:
    return list(libro["Rilievi"].iter_rows(min_row=6, values_only=True))


def test_ogni_rilievo_e_un_commento_e_una_riga_del_primo_foglio() -> None:
    libro = riletto(annota(foglio(), Formato.XLSX, "piano.xlsx", [AVVISO, ERRORE]))
    testo = commento(libro["Indicatori"], "H3")
    for atteso in ("Errore IMP-FORMULA", "La cella contiene una formula.", "Scrivi il valore.", "Avviso IMP-PERSONA"):
        assert atteso in testo
    assert libro.sheetnames[0] == "Rilievi"
    assert elenco(libro)[0] == (
        "Errore", "Indicatori", "H3", "La cella contiene una formula.", "Scrivi il valore.", "IMP-FORMULA"
    )  # fmt: skip
    assert libro["Rilievi"]["C6"].hyperlink.location == "'Indicatori'!H3"
    assert libro.active.title == "Rilievi"


@pytest.mark.parametrize(("gravita", "colore"), [("E", "F9D0D0"), ("W", "FFE8B8"), ("I", "D6E6F7")])
def test_il_colore_dice_la_gravita(gravita: str, colore: str) -> None:
    uno = Rilievo("X", gravita, "Schede", "B2", "Frase")
    libro = riletto(annota(foglio(), Formato.XLSX, "p.xlsx", [uno]))
    assert libro["Schede"]["B2"].fill.fgColor.rgb.endswith(colore)
    assert libro["Rilievi"]["A6"].fill.fgColor.rgb.endswith(colore)


def test_il_resto_del_foglio_resta_com_era() -> None:
    caricato = ritocca(foglio(), metti("Indicatori", "J3", "=SUM(1,2)"), metti("Piano", "G1", "appunto"))
    prima, dopo = riletto(caricato), riletto(annota(caricato, Formato.XLSX, "p.xlsx", [ERRORE]))
    assert dopo["Indicatori"]["J3"].value == "=SUM(1,2)"
    for pagina in prima.worksheets:
        valori = list(pagina.iter_rows(values_only=True))
        assert list(dopo[pagina.title].iter_rows(values_only=True)) == valori


def test_il_commento_che_c_era_resta_sotto_il_nostro() -> None:
    def commenta(libro: Workbook) -> None:
        libro["Indicatori"]["H3"].comment = Comment("da rivedere con Rita", "Anna")

    libro = riletto(annota(ritocca(foglio(), commenta), Formato.XLSX, "p.xlsx", [ERRORE]))
    assert commento(libro["Indicatori"], "H3").endswith("da rivedere con Rita")


def test_celle_unite_righe_intere_e_fogli_che_non_ci_sono() -> None:
    def unisci(libro: Workbook) -> None:
        libro["Piano"].merge_cells("A5:C6")

    rilievi = [
        Rilievo("UNITA", "W", "Piano", "B6", "x"),
        Rilievo("RIGA", "W", "Piano", "3", "x"),
        Rilievo("FOGLIO", "W", "Schede", "", "x"),
        Rilievo("ALTROVE", "W", "Non c'è", "A1", "x"),
        Rilievo("PIANO", "I", "", "", "x"),
    ]
    libro = riletto(annota(ritocca(foglio(), unisci), Formato.XLSX, "p.xlsx", rilievi))
    assert "UNITA" in commento(libro["Piano"], "A5")
    assert "RIGA" in commento(libro["Piano"], "A3")
    assert [riga[5] for riga in elenco(libro)] == ["UNITA", "RIGA", "FOGLIO", "ALTROVE", "PIANO"]


def test_un_foglio_chiamato_in_altro_modo_si_ritrova() -> None:
    def rinomina(libro: Workbook) -> None:
        libro["Indicatori"].title = " INDICATORI"

    libro = riletto(annota(ritocca(foglio(), rinomina), Formato.XLSX, "p.xlsx", [ERRORE]))
    assert "IMP-FORMULA" in commento(libro[" INDICATORI"], "H3")


def test_testi_ostili_restano_testi() -> None:
    ostile = Rilievo("X", "E", "Indicatori", "H3", OSTILE, "@SUM(A1)")
    libro = riletto(annota_a_parte(foglio(), "=cmd\x00.xlsx", [ostile]))
    cella = libro["Rilievi"]["D6"]
    assert (cella.data_type, libro["Rilievi"]["E6"].data_type) == ("s", "s")
    assert cella.value.startswith('=HYPERLINK("http://x","clic")')
    assert len(cella.value) == 1_000
    assert "<b>&amp;</b> ]]>" in commento(libro["Indicatori"], "H3")


@pytest.mark.parametrize(("nome", "scrivi"), [("p.ods", in_ods), ("p.zip", in_zip_csv)])
def test_ods_e_csv_diventano_xlsx_e_lo_si_dice(nome: str, scrivi) -> None:
    dati = piano_piccolo()
    dati.schede[0].titolo = "=1+1"
    libro = riletto(annota_a_parte(scrivi(in_pagine(dati)), nome, [ERRORE]))
    assert "copia in xlsx, con i soli testi" in libro["Rilievi"]["A3"].value
    assert "IMP-FORMULA" in commento(libro["Indicatori"], "H3")
    titoli = [cella for cella in libro["Schede"][2] if cella.value == "=1+1"]
    assert [cella.data_type for cella in titoli] == ["s"]


def test_un_csv_solo_con_un_nome_qualunque() -> None:
    libro = riletto(annota_a_parte(b"Codice;Titolo\n1;Servizi\n", "a[b]:c*" + "x" * 60 + ".csv", [ERRORE]))
    assert len(libro.sheetnames) == 2


def test_il_foglio_annotato_si_ricarica_e_si_annota_da_capo() -> None:
    annotato = annota_a_parte(foglio(), "p.xlsx", [ERRORE])
    assert [f.nome for f in leggi_contenuto(annotato, "p.xlsx")] == [
        f.nome for f in leggi_contenuto(foglio(), "p.xlsx")
    ]
    libro = riletto(annota_a_parte(annotato, "p.xlsx", [Rilievo("ALTRO", "W", "Schede", "B2", "x")]))
    assert libro["Indicatori"]["H3"].comment is None
    assert libro["Indicatori"]["H3"].fill.fill_type is None
    assert [pagina["A1"].value for pagina in libro.worksheets].count(TITOLO_RILIEVI) == 1


def test_troppi_rilievi_sono_contati_e_tagliati() -> None:
    rilievi = [Rilievo("X", "I", "Indicatori", f"B{n}", "frase " * 20) for n in range(2, 20_000)]
    libro = riletto(annota_a_parte(foglio(), "p.xlsx", [*rilievi, ERRORE]))
    assert len(elenco(libro)) == RIGHE_ELENCATE
    assert f"19999 rilievi: qui i primi {RIGHE_ELENCATE}." in libro["Rilievi"]["A2"].value
    commentate = sum(cella.comment is not None for riga in libro["Indicatori"].iter_rows() for cella in riga)
    assert commentate == CELLE_ANNOTATE
    assert "IMP-FORMULA" in commento(libro["Indicatori"], "H3")


def test_la_guardia_vale_anche_qui() -> None:
    with pytest.raises(FileRifiutato, match="danneggiato"):
        annota_a_parte(foglio()[:-200], "p.xlsx", [ERRORE])


@pytest.fixture
def importazione(asc: Ente, amministratrice: Utente) -> Importazione:
    sbagliato = ritocca(foglio(), metti("Indicatori", "H2", "=1+1"), metti("Indicatori", "C3", "8"))
    return carica(asc, amministratrice, sbagliato, 'Piano «nuovo» "x"; à.xlsx')


def test_si_scarica_dalla_pagina_degli_errori(client: Client, importazione: Importazione, amministratrice) -> None:
    client.force_login(amministratrice)
    indirizzo = f"/asc-insieme/importazioni/{importazione.pk}/annotato.xlsx"
    assert f'href="{indirizzo}"' in client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
    risposta = client.get(indirizzo)
    assert "-annotato.xlsx" in risposta.headers["Content-Disposition"]
    libro = riletto(risposta.content)
    rilievi = dettaglio(importazione).rilievi
    assert len(elenco(libro)) == len(rilievi)
    for rilievo in rilievi:
        if rilievo.foglio and rilievo.cella:
            assert rilievo.messaggio in commento(libro[rilievo.foglio], rilievo.cella)
    assert libro["Indicatori"]["H2"].value == "=1+1"


def test_solo_a_chi_puo_importare(client: Client, importazione: Importazione, enti: dict[str, Ente]) -> None:
    indirizzo = f"/asc-insieme/importazioni/{importazione.pk}/annotato.xlsx"
    client.force_login(incaricato("dario", enti["asc-insieme"], Ruolo.DIRETTORE))
    assert client.get(indirizzo).status_code == 403
    client.force_login(incaricato("elio", enti["coeso"], Ruolo.AMMINISTRATORE))
    assert client.get(indirizzo).status_code == 404
    assert client.get(indirizzo.replace("asc-insieme", "coeso")).status_code == 404


def test_di_un_file_che_non_si_legge_si_dice_perche(
    client: Client, importazione: Importazione, amministratrice: Utente
) -> None:
    client.force_login(amministratrice)
    Importazione.objects.filter(pk=importazione.pk).update(stato="rifiutata", errore="Non si apre.")
    risposta = client.get(f"/asc-insieme/importazioni/{importazione.pk}/annotato.xlsx", follow=True)
    assert "Il file non è stato accettato" in risposta.content.decode()
