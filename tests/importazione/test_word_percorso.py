"""A plan written in Word through the command and through the page, up to the database and back annotated."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from indicatori.importazione.anteprima import esamina_percorso
from indicatori.importazione.lettura import leggi_percorso
from indicatori.models import Importazione
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import ente_di
from tests.importazione.documenti_word import in_word
from tests.importazione.test_riconoscimento import DOCUMENTI, ORIGINALI, celle, con_originali, letto_dalle_fixture
from tests.importazione.test_servizi import archivio

__all__ = ["archivio"]
pytestmark = con_originali


def in_docx(codice: str) -> bytes:
    (originale,) = leggi_percorso(ORIGINALI / f"{codice}.xlsx")
    return in_word(originale)


@pytest.mark.parametrize("codice", DOCUMENTI)
def test_dal_documento_word_al_piano_e_la_seconda_volta_niente(
    codice: str, enti: dict[str, Ente], tmp_path: Path
) -> None:
    ente, file, uscita = ente_di(codice, enti), tmp_path / "piano.docx", io.StringIO()
    file.write_bytes(in_docx(codice))
    call_command("importa", str(file), "--ente", ente.codice, "--conferma", stdout=uscita)
    assert "Importato." in uscita.getvalue()
    scritto = dict(celle(piano_in_dati(Piano.objects.get(codice=codice))))
    diversi = {dove for dove, atteso in celle(letto_dalle_fixture(codice)) if scritto.get(dove) != atteso}
    assert {dove for dove in diversi if not dove.endswith(".verso")} == set()
    assert esamina_percorso(file, ente).in_json()["cambiamenti"] == 0


def test_dalla_pagina_all_anteprima_e_al_foglio_annotato(client: Client, asc: Ente, amministratrice: Utente) -> None:
    client.force_login(amministratrice)
    elenco = client.get("/asc-insieme/importazioni/").content.decode()
    assert ".docx" in elenco
    file = SimpleUploadedFile("Piano 2025.docx", in_docx("asc-insieme-2025-2027"))
    risposta = client.post("/asc-insieme/importazioni/", {"foglio": file})
    importazione = Importazione.objects.get()
    assert importazione.lavoro_id is not None
    esegui(importazione.lavoro_id)
    pagina = client.get(risposta["Location"]).content.decode()
    assert "Letture da confermare" in pagina
    annotato = client.get(f"{risposta['Location']}annotato.xlsx")
    assert 'filename="Piano 2025-annotato.xlsx"' in annotato["Content-Disposition"]
    libro = load_workbook(io.BytesIO(annotato.content))
    assert libro.sheetnames == ["Rilievi", "Documento"]
    assert any(cella.comment for riga in libro["Documento"].iter_rows() for cella in riga)
