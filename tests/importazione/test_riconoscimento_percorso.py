"""The document as it stands through the page and through the command, up to the plan in the database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicatori.enums import StatoImportazione
from indicatori.importazione.anteprima import esamina_percorso
from indicatori.importazione.services import conferma_importazione, importa_piano, riesamina
from indicatori.models import Importazione
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import ADESSO, ente_di
from tests.importazione.test_riconoscimento import DOCUMENTI, ORIGINALI, celle, con_originali, letto_dalle_fixture
from tests.importazione.test_servizi import archivio, carica

__all__ = ["archivio"]
pytestmark = con_originali
DOCUMENTO = "asc-insieme-2025-2027"
ANNI = "Foglio1!D56:anni-previsioni"
AZIONE = "Foglio1!A26:azione"


def originale(codice: str = DOCUMENTO) -> Path:
    return ORIGINALI / f"{codice}.xlsx"


def comando(*argomenti: object) -> str:
    uscita = io.StringIO()
    call_command("importa", *map(str, argomenti), stdout=uscita)
    return uscita.getvalue()


def lette(importazione: Importazione) -> dict[str, str]:
    return {scelta["chiave"]: scelta["scelta"] for scelta in importazione.anteprima["scelte"]}


@pytest.mark.parametrize("codice", DOCUMENTI)
def test_dal_documento_al_piano_e_la_seconda_volta_niente(codice: str, enti: dict[str, Ente]) -> None:
    ente = ente_di(codice, enti)
    assert "Importato." in comando(originale(codice), "--ente", ente.codice, "--conferma")
    scritto = dict(celle(piano_in_dati(Piano.objects.get(codice=codice))))
    attesi = dict(celle(letto_dalle_fixture(codice)))
    diversi = {dove: (scritto.get(dove), atteso) for dove, atteso in attesi.items() if scritto.get(dove) != atteso}
    assert {dove: voce for dove, voce in diversi.items() if not dove.endswith(".verso")} == {}
    assert esamina_percorso(originale(codice), ente).in_json()["cambiamenti"] == 0


def test_il_comando_elenca_i_dubbi_e_prende_le_scelte(asc: Ente, tmp_path: Path) -> None:
    assert f"scelta «{ANNI}»" in comando(originale(), "--ente", "asc-insieme")
    assert not Piano.objects.exists()
    scelte = tmp_path / "scelte.json"
    scelte.write_text(json.dumps({ANNI: "2025/2026/2027"}), encoding="utf-8")
    comando(originale(), "--ente", "asc-insieme", "--scelte", scelte, "--conferma")
    previsioni = piano_in_dati(Piano.objects.get()).schede[1].indicatori[0].previsioni
    assert sorted(previsioni) == [2025, 2026, 2027]


@pytest.mark.parametrize("contenuto", ["non è json", "[]", '{"a": 1}'])
def test_un_file_di_scelte_sbagliato_ha_la_sua_frase(asc: Ente, tmp_path: Path, contenuto: str) -> None:
    scelte = tmp_path / "scelte.json"
    scelte.write_text(contenuto, encoding="utf-8")
    with pytest.raises(CommandError, match="scelte"):
        comando(originale(), "--ente", "asc-insieme", "--scelte", scelte)


def test_una_scelta_sconosciuta_non_importa_niente(asc: Ente, tmp_path: Path) -> None:
    scelte = tmp_path / "scelte.json"
    scelte.write_text('{"Foglio1!A1:azione": "1"}', encoding="utf-8")
    with pytest.raises(SystemExit):
        comando(originale(), "--ente", "asc-insieme", "--scelte", scelte, "--conferma")
    assert not Piano.objects.exists()


def test_la_pagina_chiede_e_rilegge_con_le_scelte(client: Client, asc: Ente, amministratrice: Utente) -> None:
    client.force_login(amministratrice)
    importazione = carica(asc, amministratrice, originale().read_bytes(), "documento.xlsx")
    indirizzo = f"/asc-insieme/importazioni/{importazione.pk}/"
    pagina = client.get(indirizzo).content.decode()
    assert "Letture da confermare" in pagina
    assert f'name="scelta:{ANNI}"' in pagina
    assert "IMP-LETTURA-PROPOSTA" not in pagina
    client.post(f"{indirizzo}riesamina/", {f"scelta:{ANNI}": "2025/2026/2027", f"scelta:{AZIONE}": "1"})
    importazione.refresh_from_db()
    assert importazione.lavoro_id is not None
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    assert lette(importazione)[ANNI] == "2025/2026/2027"
    client.post(f"{indirizzo}conferma/")
    previsioni = piano_in_dati(Piano.objects.get()).schede[1].indicatori[0].previsioni
    assert sorted(previsioni) == [2025, 2026, 2027]


def test_rifare_l_anteprima_tiene_le_scelte(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, originale().read_bytes(), "documento.xlsx")
    for scelte in ({AZIONE: "-", "Foglio1!Z9:azione": "1"}, None):
        riesamina(importazione=importazione, utente=amministratrice, adesso=ADESSO, scelte=scelte)
        importazione.refresh_from_db()
        assert importazione.lavoro_id is not None
        esegui(importazione.lavoro_id)
        importazione.refresh_from_db()
        assert lette(importazione)[AZIONE] == "-"
    assert importazione.stato == StatoImportazione.ANTEPRIMA
    esito = conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert piano_in_dati(esito.piano).schede[0].indicatori[3].azione == ""


def test_il_documento_di_un_piano_che_c_e_gia_si_confronta_con_quello(asc: Ente) -> None:
    importa_piano(dati=letto_dalle_fixture(DOCUMENTO), utente=None, adesso=ADESSO)
    esame = esamina_percorso(originale(), asc)
    assert esame.piano is not None
    assert esame.in_json()["cambiamenti"] == 0
