"""The open data follow the schemas that are published beside them."""

from __future__ import annotations

import csv
import io

import jsonschema
import pytest
from django.test import Client

from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.schemi import TABELLE
from tests.pubblica.visita import SITO, corpo, in_oggetto, leggi

PIANO = "/trasparenza/ente-prova/ente-prova-2023-2025/"
APERTI = "/trasparenza/dati-aperti/"
DOVE = {"target": f"{PIANO}dati", "risultati": f"{PIANO}2023/dati"}


@pytest.fixture(params=sorted(DOVE))
def tabella(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _schema(client: Client, tabella: str) -> dict:
    return in_oggetto(client.get(f"{APERTI}{tabella}.schema.json"))


def test_il_json_segue_il_suo_schema(chiunque: Client, anno: Rendicontazione, tabella: str) -> None:
    risposta = chiunque.get(f"{DOVE[tabella]}.json")
    dati, schema = in_oggetto(risposta), _schema(chiunque, tabella)
    jsonschema.Draft202012Validator.check_schema(schema)
    controlla = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert list(controlla.iter_errors(dati)) == []
    assert risposta.headers["Link"] == f'<{schema["$id"]}>; rel="describedby"'
    dati["righe"][0]["anno"] = "2023"
    assert len(list(controlla.iter_errors(dati))) == 1


def test_il_csv_segue_il_suo_table_schema(chiunque: Client, anno: Rendicontazione, tabella: str) -> None:
    risposta = chiunque.get(f"{DOVE[tabella]}.csv")
    schema = in_oggetto(chiunque.get(f"{APERTI}{tabella}.tableschema.json"))
    assert not corpo(risposta).startswith(b"\xef\xbb\xbf")
    assert risposta.headers["Content-Type"] == "text/csv; charset=utf-8"
    righe = list(csv.DictReader(io.StringIO(leggi(risposta), newline="")))
    assert list(righe[0]) == [campo["name"] for campo in schema["fields"]]
    chiavi = [tuple(riga[nome] for nome in schema["primaryKey"]) for riga in righe]
    assert len(set(chiavi)) == len(chiavi)
    assert f"{tabella}.tableschema.json" in risposta.headers["Link"]


def test_il_pacchetto_ha_dentro_gli_stessi_schemi(chiunque: Client, anno: Rendicontazione) -> None:
    risorse = in_oggetto(chiunque.get(f"{PIANO}datapackage.json"))["resources"]
    pubblicati = [in_oggetto(chiunque.get(f"{APERTI}{nome}.tableschema.json")) for nome in ("target", "risultati")]
    assert [risorsa["schema"] for risorsa in risorse] == pubblicati


def test_lo_schema_sta_all_indirizzo_che_dice(chiunque: Client, db: None, tabella: str) -> None:
    assert _schema(chiunque, tabella)["$id"] == f"{SITO}{APERTI}{tabella}.schema.json"


@pytest.mark.parametrize("nome", ["altro.schema.json", "target.xsd.json"])
def test_uno_schema_che_non_c_è(chiunque: Client, db: None, nome: str) -> None:
    assert chiunque.get(f"{APERTI}{nome}").status_code == 404


def test_un_cittadino_legge_che_cosa_vuol_dire_ogni_colonna(chiunque: Client, db: None) -> None:
    pagina = leggi(chiunque.get(APERTI))
    for tabella in TABELLE.values():
        for colonna in tabella.colonne:
            assert f"<code>{colonna.nome}</code>" in pagina
            assert colonna.descrizione.split("'")[0] in pagina
    assert "senza BOM" in pagina
