"""The JSON of `manage.py esporta` as a file to import: read like every other, refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from indicatori.esportazione.json_piano import in_json, json_del_piano
from indicatori.esportazione.righe import ParteScritta
from indicatori.importazione.composizione import componi
from indicatori.importazione.guardia import FileRifiutato, Formato, riconosci
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.lettura_json import da_json, leggi_json
from indicatori.importazione.persone import Anagrafe
from tests.importazione.fogli_di_prova import piano_piccolo


def piccolo(**altro: Any) -> dict[str, Any]:
    return {**in_json(piano_piccolo()), **altro}


def letto(dati: Any) -> Any:
    contenuto = json.dumps(dati).encode()
    return componi(leggi_contenuto(contenuto, "piano.json"), Anagrafe(piano_piccolo().ente))


def test_il_json_si_legge_dietro_la_guardia_e_da_lo_stesso_piano() -> None:
    contenuto = json_del_piano(piano_piccolo())
    assert riconosci(contenuto, "Piano.JSON") is Formato.JSON
    assert riconosci(b"\xef\xbb\xbf " + contenuto, "piano.json") is Formato.JSON
    assert letto(piccolo()).piano == piano_piccolo()
    assert not letto(piccolo()).bloccata


def test_le_parti_dei_risultati_tornano_con_nota_e_causa() -> None:
    dati = piano_piccolo()
    scheda = dati.schede[0]
    voce = scheda.indicatori[0]
    anno = min(voce.previsioni)
    parti = {(scheda.codice, voce.codice, anno): [ParteScritta("12", "=nota", "esogena"), ParteScritta("30/06/2023")]}
    assert da_json(in_json(dati, parti=parti)) == (dati, parti)
    righe = componi(leggi_json(json_del_piano(dati, parti=parti)), Anagrafe(dati.ente)).risultati
    assert [(riga.parte, riga.risultato, riga.nota, riga.causa) for riga in righe] == [
        (1, "12", "=nota", "esogena"),
        (2, "30/06/2023", "", ""),
    ]


@pytest.mark.parametrize(
    "contenuto",
    [
        b"{",
        b'{"triennio": [2023, 2024]}',
        b'{"triennio": ["2023", 2024, 2025]}',
        b'{"triennio": [2023, 2024, 2025], "schede": {"a": 1}}',
        b'{"triennio": [2023, 2024, 2025], "schede": ["uno"]}',
        b'{"triennio": [2023, 2024, 2025], "codice": 7}',
        b'{"triennio": [2023, 2024, 2025], "codice": NaN}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"incidenza": 1e999999}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"incidenza": true}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"testi": ["x"]}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"obiettivi_strategici": [1]}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"azioni": [{"anni": ["x"]}]}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"indicatori": [{"termine": "30/06/2023"}]}]}',
        b'{"triennio": [2023, 2024, 2025], "schede": [{"indicatori": [{"previsioni": {"poi": "x"}}]}]}',
        b'{"a": ' + b"[" * 200_000,
        b'{"a": "\xff"}',
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
    ids=range(17),
)
def test_un_json_che_non_e_un_piano_e_rifiutato_con_una_frase(contenuto: bytes) -> None:
    with pytest.raises(FileRifiutato, match="non è un piano esportato da pianoperf"):
        leggi_contenuto(contenuto, "piano.json")


def test_una_famiglia_sconosciuta_e_un_rilievo() -> None:
    letta = letto(piccolo(famiglia="altro"))
    assert "IMP-VALORE-NON-AMMESSO" in {rilievo.codice for rilievo in letta.rilievi}


def test_mezze_coppie_e_nul_restano_fuori() -> None:
    letta = letto(piccolo(titolo="Piano\ud800 di\u0000 prova"))
    assert letta.piano.titolo == "Piano di prova"


def test_un_json_con_un_altro_nome_non_e_un_foglio() -> None:
    with pytest.raises(FileRifiutato, match=r"\.json di pianoperf"):
        leggi_contenuto(json_del_piano(piano_piccolo()), "piano.pdf")
