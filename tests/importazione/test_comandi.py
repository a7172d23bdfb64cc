"""The stable commands: importa, esporta, interpreta, controlla (DESIGN.md 8)."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import validate

from indicatori.importazione.anteprima import esamina_percorso
from indicatori.importazione.services import importa_piano
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from tests.importazione.conftest import ADESSO, FIXTURES, PIANI, dati_di, ente_di
from tests.importazione.fogli_di_prova import foglio, metti, ritocca

TESTO = {"type": "string"}
PER_ANNO = {"type": "object", "patternProperties": {"^20[0-9]{2}$": TESTO}, "additionalProperties": False}
CHIAVI_TESTI = (
    "situazione_attuale criticita situazione_attesa vantaggi descrizione_azioni operatori costi indicatore_generale"
    " stakeholders dimensioni_valore_pubblico aree_strategiche anno_primo_inserimento"
).split()


def oggetto(**proprieta: object) -> dict[str, object]:
    return {"type": "object", "properties": proprieta, "required": list(proprieta)}


def elenco(di: object) -> dict[str, object]:
    return {"type": "array", "items": di}


FORMA = oggetto(
    codice=TESTO,
    ente=TESTO,
    famiglia={"enum": ["schede", "piao", "albero"]},
    titolo=TESTO,
    triennio={"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 3},
    obiettivi_strategici=elenco(oggetto(codice=TESTO, titolo=TESTO, area=TESTO)),
    schede=elenco(
        oggetto(
            codice=TESTO,
            tipo={"enum": ["scheda", "performance", "peg", "operativo"]},
            titolo=TESTO,
            triennio_dichiarato=TESTO,
            responsabile=TESTO,
            altri_servizi=TESTO,
            incidenza={"type": ["number", "null"]},
            obiettivi_strategici=elenco(TESTO),
            testi={"type": "object", "additionalProperties": TESTO},
            azioni=elenco(
                oggetto(
                    numero=TESTO,
                    innovazione={"type": "boolean"},
                    descrizione=TESTO,
                    risultato_atteso=TESTO,
                    anni=elenco({"type": "integer"}),
                )
            ),
            indicatori=elenco(
                oggetto(
                    codice=TESTO,
                    azione=TESTO,
                    descrizione=TESTO,
                    responsabili=TESTO,
                    strutture=elenco(TESTO),
                    algoritmo=TESTO,
                    baseline=TESTO,
                    termine={"type": ["string", "null"]},
                    peso={"type": ["number", "null"]},
                    pesi_anno=PER_ANNO,
                    previsioni=PER_ANNO,
                    annotazioni=PER_ANNO,
                    risultati=PER_ANNO,
                    note=TESTO,
                )
            ),
        )
    ),
)


def esegui(*argomenti: object) -> str:
    uscita = io.StringIO()
    call_command(*map(str, argomenti), stdout=uscita)
    return uscita.getvalue()


def esporta(codice: str, enti: dict[str, Ente]) -> dict:
    importa_piano(dati=dati_di(codice, ente_di(codice, enti)), utente=None, adesso=ADESSO)
    return json.loads(esegui("esporta", codice))


@pytest.mark.parametrize("codice", PIANI)
def test_il_json_ha_la_forma_stabilita(codice: str, enti: dict[str, Ente]) -> None:
    dati = esporta(codice, enti)
    validate(dati, FORMA)
    assert dati["codice"] == codice


def test_il_json_del_piao_ha_testi_pesi_e_collegamenti(enti: dict[str, Ente]) -> None:
    schede = {scheda["codice"]: scheda for scheda in esporta("cssm-2023-2025", enti)["schede"]}
    assert sorted(schede["H"]["testi"]) == sorted(CHIAVI_TESTI)
    assert schede["D"]["obiettivi_strategici"] == ["1A", "1B", "5A"]
    assert sum(scheda["incidenza"] for scheda in schede.values()) == 100
    pesi = {voce["codice"]: voce["pesi_anno"] for voce in schede["D"]["indicatori"]}
    assert pesi["D.1"] == {"2023": "16.67"}
    assert sum(float(voce["pesi_anno"].get("2023", 0)) for voce in schede["1"]["indicatori"]) == pytest.approx(99.97)


def test_la_nota_unisce_nota_e_annotazioni(enti: dict[str, Ente]) -> None:
    dati = esporta("asc-insieme-2021-2023", enti)
    annotati = [voce for scheda in dati["schede"] for voce in scheda["indicatori"] if voce["annotazioni"]]
    assert annotati
    for voce in annotati:
        assert voce["note"].endswith(" ".join(voce["annotazioni"].values()))


@pytest.mark.parametrize("formato", ["xlsx", "ods", "csv"])
def test_il_foglio_esportato_si_reimporta_senza_cambiamenti(
    formato: str, enti: dict[str, Ente], tmp_path: Path
) -> None:
    esporta("coeso-2021-2023", enti)
    file = tmp_path / ("piano.zip" if formato == "csv" else f"piano.{formato}")
    esegui("esporta", "coeso-2021-2023", "--formato", formato, "-o", file)
    esame = esamina_percorso(file, enti["coeso"], codice="coeso-2021-2023")
    assert esame.in_json()["cambiamenti"] == 0


def test_importa_mostra_e_poi_scrive(asc: Ente, tmp_path: Path) -> None:
    file = tmp_path / "piano.xlsx"
    file.write_bytes(foglio())
    anteprima = esegui("importa", file, "--ente", "asc-insieme")
    assert "+ piano prova-2023-2025 > scheda 1 > indicatore 1.1: Sportello aperto" in anteprima
    assert "per importare usa --conferma" in anteprima
    assert not Piano.objects.exists()
    assert "Importato." in esegui("importa", file, "--ente", "asc-insieme", "--conferma")
    dati = json.loads(esegui("importa", file, "--ente", "asc-insieme", "--conferma", "--json"))
    assert (dati["cambiamenti"], dati["importato"]) == (0, True)


def test_importa_elenca_tutti_gli_errori_ed_esce_con_1(asc: Ente, tmp_path: Path, capsys) -> None:
    file = tmp_path / "piano.xlsx"
    file.write_bytes(ritocca(foglio(), metti("Indicatori", "H2", "=1+1"), metti("Indicatori", "C3", "8")))
    uscita = io.StringIO()
    with pytest.raises(SystemExit) as uscito:
        call_command("importa", str(file), "--ente", "asc-insieme", "--conferma", stdout=uscita)
    assert uscito.value.code == 1
    assert "Indicatori!H2" in uscita.getvalue()
    assert "Indicatori!C3" in uscita.getvalue()
    assert not Piano.objects.exists()


def test_importa_rifiuta_il_piano_di_un_altro_codice_e_un_file_qualunque(asc: Ente, tmp_path: Path) -> None:
    file = tmp_path / "piano.xlsx"
    file.write_bytes(foglio())
    with pytest.raises(SystemExit):
        call_command("importa", str(file), "--ente", "asc-insieme", "--piano", "altro", stdout=io.StringIO())
    file.write_bytes(b"niente")
    with pytest.raises(CommandError, match="non è un foglio"):
        esegui("importa", file, "--ente", "asc-insieme")
    with pytest.raises(CommandError, match="non si legge"):
        esegui("importa", tmp_path / "manca.xlsx", "--ente", "asc-insieme")
    with pytest.raises(CommandError, match="non esiste"):
        esegui("importa", file, "--ente", "sconosciuto")


def test_interpreta_scrive_una_riga_json_per_ogni_riga(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Almeno 10\nEntro febbraio\n\nciao"))
    righe = [json.loads(riga) for riga in esegui("interpreta", "--anno", "2024").splitlines()]
    assert [riga["text"] for riga in righe] == ["Almeno 10", "Entro febbraio", "", "ciao"]
    prima = {"kind": "threshold", "op": ">=", "value": 10, "unit": None, "date": None, "label": None}
    assert righe[0]["conditions"] == [prima]
    assert righe[1]["conditions"][0]["date"] == "02-29"
    assert righe[2]["conditions"] == []


def test_controlla_elenca_i_rilievi(enti: dict[str, Ente]) -> None:
    importa_piano(dati=dati_di("asc-insieme-2025-2027", enti["asc-insieme"]), utente=None, adesso=ADESSO)
    rilievi = json.loads(esegui("controlla", "asc-insieme-2025-2027", "--json"))
    assert rilievi
    assert {"codice", "gravita", "dove", "messaggio"} <= set(rilievi[0])
    assert any(rilievo["gravita"] == "E" for rilievo in rilievi)
    assert f"{len(rilievi)} rilievi." in esegui("controlla", "asc-insieme-2025-2027")
    with pytest.raises(CommandError, match="non esiste"):
        esegui("controlla", "manca")


def test_le_fixture_non_hanno_errori_bloccanti(enti: dict[str, Ente]) -> None:
    for codice in PIANI:
        esame = esamina_percorso(FIXTURES / codice, ente_di(codice, enti))
        assert [str(rilievo) for rilievo in esame.rilievi if rilievo.gravita == "E"] == []
