"""The pages of the import, role by role, and the journey of a workbook from upload to plan."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from indicatori.importazione.services import importa_piano
from indicatori.models import Importazione
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import ADESSO, incaricato
from tests.importazione.fogli_di_prova import foglio, metti, piano_piccolo, ritocca
from tests.importazione.test_servizi import approva, archivio, carica

__all__ = ["archivio"]
ELENCO = "/asc-insieme/importazioni/"


@pytest.fixture
def anna(client: Client, amministratrice: Utente) -> Client:
    client.force_login(amministratrice)
    return client


def invia(client: Client, contenuto: bytes, nome: str = "piano.xlsx"):
    return client.post(ELENCO, {"foglio": SimpleUploadedFile(nome, contenuto)}, follow=True)


def test_dal_caricamento_al_piano(anna: Client) -> None:
    risposta = invia(anna, foglio())
    importazione = Importazione.objects.get()
    indirizzo = f"{ELENCO}{importazione.pk}/"
    assert "in coda" in risposta.content.decode()
    esegui(importazione.lavoro_id)
    assert anna.get(f"{indirizzo}stato/").headers["HX-Refresh"] == "true"
    pagina = anna.get(indirizzo).content.decode()
    for attesa in ("Piano nuovo", "prova-2023-2025", "Sportello aperto", "Almeno 10", "Conferma l'importazione"):
        assert attesa in pagina or attesa.replace("'", "&#x27;") in pagina
    esito = anna.post(f"{indirizzo}conferma/", follow=True).content.decode()
    assert "Il piano è stato importato." in esito
    assert "Importazione confermata da anna" in esito
    assert Piano.objects.get().codice == "prova-2023-2025"
    assert "Importata" in anna.get(ELENCO).content.decode()


def test_l_anteprima_mostra_vecchio_e_nuovo(anna: Client, asc: Ente, amministratrice: Utente) -> None:
    importa_piano(dati=piano_piccolo(), utente=None, adesso=ADESSO)
    importazione = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    pagina = anna.get(f"{ELENCO}{importazione.pk}/").content.decode()
    assert "<del>Almeno 10</del>" in pagina
    assert "<ins>Almeno 20</ins>" in pagina


def test_su_un_piano_approvato_il_pulsante_crea_una_proposta(anna: Client, asc: Ente, amministratrice: Utente) -> None:
    approva(importa_piano(dati=piano_piccolo(), utente=None, adesso=ADESSO).piano)
    importazione = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    pagina = anna.get(f"{ELENCO}{importazione.pk}/").content.decode()
    assert "Crea una rimodulazione proposta" in pagina
    assert "Il piano è già approvato" in pagina
    risposta = anna.post(f"{ELENCO}{importazione.pk}/conferma/", follow=True)
    assert "/rimodulazioni/" in risposta.redirect_chain[-1][0]
    assert importazione.sha256 in risposta.content.decode()
    assert "Apri la rimodulazione" in anna.get(f"{ELENCO}{importazione.pk}/").content.decode()


def test_con_una_proposta_aperta_il_pulsante_dice_perche(anna: Client, asc: Ente, amministratrice: Utente) -> None:
    approva(importa_piano(dati=piano_piccolo(), utente=None, adesso=ADESSO).piano)
    prima = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    anna.post(f"{ELENCO}{prima.pk}/conferma/")
    seconda = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 30")))
    pagina = anna.get(f"{ELENCO}{seconda.pk}/").content.decode()
    assert 'aria-disabled="true"' in pagina
    assert "già una rimodulazione in preparazione" in pagina


def test_con_errori_il_pulsante_dice_perche(anna: Client, asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H2", "=1+1")))
    pagina = anna.get(f"{ELENCO}{importazione.pk}/").content.decode()
    assert 'aria-disabled="true"' in pagina
    assert "Il foglio ha degli errori" in pagina
    assert "H2" in pagina
    rifiutata = anna.post(f"{ELENCO}{importazione.pk}/conferma/", follow=True).content.decode()
    assert "Il foglio ha degli errori" in rifiutata


@pytest.mark.parametrize(
    ("contenuto", "frase"), [(b"%PDF-1.7", "PDF"), (b"", "vuoto"), (b"PK\x03\x04xx", "danneggiato")]
)
def test_un_file_sbagliato_da_una_frase_e_non_perde_niente(anna: Client, contenuto: bytes, frase: str) -> None:
    risposta = invia(anna, contenuto)
    assert risposta.status_code == 200
    assert frase in risposta.content.decode()
    assert not Importazione.objects.exists()


def test_senza_file_lo_si_chiede(anna: Client) -> None:
    assert "Scegli il file da caricare." in anna.post(ELENCO).content.decode()


@pytest.mark.parametrize("ruolo", [Ruolo.DIRETTORE, Ruolo.RESPONSABILE, Ruolo.NUCLEO, Ruolo.ORGANO])
def test_gli_altri_ruoli_leggono_il_rifiuto(client: Client, asc: Ente, ruolo: Ruolo) -> None:
    client.force_login(incaricato("altro", asc, ruolo))
    risposta = client.get(ELENCO)
    assert risposta.status_code == 403
    assert "ruolo" in risposta.content.decode()


def test_per_un_estraneo_non_esiste(client: Client, enti: dict[str, Ente], amministratrice: Utente) -> None:
    importazione = carica(enti["asc-insieme"], amministratrice, foglio())
    client.force_login(incaricato("elio", enti["coeso"], Ruolo.AMMINISTRATORE))
    assert client.get(ELENCO).status_code == 404
    assert client.get(f"{ELENCO}{importazione.pk}/").status_code == 404
    assert client.get(f"/coeso/importazioni/{importazione.pk}/").status_code == 404
    assert client.post(f"/coeso/importazioni/{importazione.pk}/conferma/").status_code == 404
    assert client.get("/asc-insieme/piani/prova-2023-2025/modello.xlsx").status_code == 404


def test_il_modello_vuoto_e_quello_compilato(anna: Client, asc: Ente) -> None:
    vuoto = anna.get("/asc-insieme/importazioni/modello-vuoto.xlsx?famiglia=piao")
    libro = load_workbook(io.BytesIO(vuoto.content))
    assert "Peso" in [cella.value for cella in libro["Indicatori"][1]]
    assert libro["Piano"]["B2"].value == "asc-insieme"
    importa_piano(dati=piano_piccolo(), utente=None, adesso=ADESSO)
    compilato = anna.get("/asc-insieme/piani/prova-2023-2025/modello.xlsx")
    assert load_workbook(io.BytesIO(compilato.content))["Indicatori"]["D2"].value == "Sportello aperto"
    assert "prova-2023-2025.xlsx" in compilato.headers["Content-Disposition"]
    assert anna.get("/asc-insieme/piani/prova-2023-2025/modello.json").json()["codice"] == "prova-2023-2025"
    assert anna.get("/asc-insieme/importazioni/modello-vuoto.exe").status_code == 404


def test_l_anteprima_fa_poche_query(
    anna: Client, asc: Ente, amministratrice: Utente, django_assert_max_num_queries, tmp_path: Path
) -> None:
    importazione = carica(asc, amministratrice, foglio())
    with django_assert_max_num_queries(10):
        anna.get(f"{ELENCO}{importazione.pk}/")
