"""Whatever `esporta` writes comes back: by the command line, by a folder of its parts, by the page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from indicatori.esportazione.leggimi import detto, leggimi
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.modello import FOGLI
from indicatori.importazione.services import importa_piano
from indicatori.models import Importazione
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import ADESSO
from tests.importazione.fogli_di_prova import piano_piccolo
from tests.importazione.test_servizi import archivio

__all__ = ["archivio"]
FILE = {"json": "piano.json", "xlsx": "piano.xlsx", "ods": "piano.ods", "csv": "piano.zip"}


@pytest.fixture
def piano(asc: Ente) -> Piano:
    """A plan with a text for each trap of a spreadsheet."""
    dati = piano_piccolo()
    dati.schede[0].titolo = "=1+1"
    dati.schede[0].indicatori[0].note = " margini\te _x0041_\r\n"
    return importa_piano(dati=dati, utente=None, adesso=ADESSO).piano


def esportato(piano: Piano, formato: str, cartella: Path) -> Path:
    file = cartella / FILE[formato]
    call_command("esporta", piano.codice, "--formato", formato, "-o", str(file))
    return file


def niente_da_fare(percorso: Path, ente: Ente) -> bool:
    uscita = io.StringIO()
    call_command("importa", str(percorso), "--ente", ente.codice, stdout=uscita)
    return "0 nuovi, 0 modificati" in uscita.getvalue() and "0 non più presenti" in uscita.getvalue()


@pytest.mark.parametrize("formato", FILE)
def test_il_comando_riprende_cio_che_ha_scritto(formato: str, piano: Piano, asc: Ente, tmp_path: Path) -> None:
    assert niente_da_fare(esportato(piano, formato, tmp_path), asc)


def test_il_comando_riprende_la_cartella_dei_csv(piano: Piano, asc: Ente, tmp_path: Path) -> None:
    cartella = tmp_path / "piano"
    with zipfile.ZipFile(esportato(piano, "csv", tmp_path)) as compressi:
        compressi.extractall(cartella)
    assert (cartella / "leggimi.csv").exists()
    assert niente_da_fare(cartella, asc)


@pytest.mark.parametrize("formato", FILE)
def test_la_pagina_riprende_cio_che_ha_dato(
    formato: str, client: Client, piano: Piano, asc: Ente, amministratrice: Utente
) -> None:
    client.force_login(amministratrice)
    chiavi = {"ente": asc.codice, "piano": piano.codice, "formato": formato}
    scaricato = client.get(reverse("esporta_piano", kwargs=chiavi))
    assert scaricato.status_code == 200
    caricato = SimpleUploadedFile(FILE[formato], scaricato.content)
    client.post(reverse("importazioni", kwargs={"ente": asc.codice}), {"foglio": caricato})
    importazione = Importazione.objects.get()
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    assert (importazione.stato, importazione.anteprima["cambiamenti"]) == ("anteprima", 0)


def test_la_pagina_e_il_comando_danno_gli_stessi_byte(
    client: Client, piano: Piano, asc: Ente, amministratrice: Utente, tmp_path: Path
) -> None:
    client.force_login(amministratrice)
    for formato in FILE:
        chiavi = {"ente": asc.codice, "piano": piano.codice, "formato": formato}
        scaricato = client.get(reverse("esporta_piano", kwargs=chiavi)).content
        assert scaricato == esportato(piano, formato, tmp_path).read_bytes(), formato


def test_un_testo_troppo_lungo_per_una_cella_si_dice(
    client: Client, piano: Piano, asc: Ente, amministratrice: Utente, tmp_path: Path
) -> None:
    piano.schede.update(titolo="a" * 40_000)
    client.force_login(amministratrice)
    chiavi = {"ente": asc.codice, "piano": piano.codice}
    risposta = client.get(reverse("esporta_piano", kwargs={**chiavi, "formato": "xlsx"}))
    assert risposta.status_code == 403
    assert "Scarica il formato .ods, .csv o .json" in risposta.content.decode()
    for formato in ("ods", "csv", "json"):
        assert niente_da_fare(esportato(piano, formato, tmp_path), asc)


def test_ogni_colonna_del_modello_e_spiegata() -> None:
    for modello in FOGLI:
        for campo in modello.campi:
            frase, _ = detto(modello, campo)
            assert frase.endswith(".")
    pagine = in_pagine(piano_piccolo())
    spiegate = [(riga[0], riga[1]) for riga in leggimi(pagine).righe]
    assert ("Indicatori", "Previsione 2023, …") in spiegate
    assert len(spiegate) == len(set(spiegate))
