"""The rows as a file: those of the page, in its order, with its figures, and no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.test import Client
from openpyxl import load_workbook

from indicatori.models import Indicatore
from tests.quadro.conftest import aperto
from tests.quadro.pagine import indirizzo
from tests.scenari import Cast

Entra = Callable[[str], Client]


def _byte(client: Client, dove: str) -> bytes:
    risposta = client.get(dove)
    assert risposta.status_code == 200
    return b"".join(risposta.streaming_content)


def _righe_csv(dati: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dati.decode("utf-8-sig")), delimiter=";"))


def test_il_csv_ha_le_righe_della_pagina_nello_stesso_ordine(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("organo")
    for domanda in ("", "?scheda=1&termine=con_termine", "?mancanza=non_rendicontato"):
        pagina = client.get(indirizzo("quadro_indicatori", anno, domanda)).context["pagina"]
        righe = _righe_csv(_byte(client, indirizzo("quadro_indicatori_file", anno, domanda, formato="csv")))
        attese = [(riga.indicatore.codice, riga.puntualita.uno) for riga in pagina]
        assert [(riga["Codice"], riga["Invio"]) for riga in righe] == attese


def test_le_cifre_sono_quelle_della_pagina(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    righe = {
        r["Codice"]: r for r in _righe_csv(_byte(client, indirizzo("quadro_indicatori_file", anno, formato="csv")))
    }
    assert [(righe[c]["Grado %"], righe[c]["Fascia"]) for c in ("1.1", "1.2", "1.4")] == [
        ("100", "raggiunto"),
        ("0", "non raggiunto"),
        ("", ""),
    ]
    assert righe["1.2"]["Da guardare"] == "dopo il termine"
    assert righe["1.4"]["Esito del calcolo"] == "non valutabile"


def test_una_descrizione_come_una_formula_resta_un_testo(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    Indicatore.objects.filter(codice="1.1").update(descrizione='=HYPERLINK("http://x")')
    righe = _righe_csv(_byte(client, indirizzo("quadro_indicatori_file", anno, "?scheda=1", formato="csv")))
    assert righe[0]["Indicatore"] == '\'=HYPERLINK("http://x")'
    cartella = load_workbook(io.BytesIO(_byte(client, indirizzo("quadro_indicatori_file", anno, formato="xlsx"))))
    cella = cartella.worksheets[0]["D2"]
    assert (cella.data_type, cella.quotePrefix) == ("s", True)


def test_il_foglio_dice_quali_filtri_sono_accesi(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    dove = indirizzo("quadro_indicatori_file", anno, "?scheda=2&stato=da_inserire", formato="xlsx")
    cartella = load_workbook(io.BytesIO(_byte(client, dove)))
    voci = {riga[0].value: riga[1].value for riga in cartella["Che cos'è"].iter_rows()}
    assert (voci["Scheda"], voci["Stato"], voci["Indicatori nel file"]) == ("2 - Sostenibilità", "Da inserire", 1)
    assert _byte(client, indirizzo("quadro_indicatori_file", anno, formato="ods"))[:2] == b"PK"


def test_un_altro_formato_non_esiste(entra: Entra, cast: Cast) -> None:
    anno = aperto(cast)
    assert entra("nucleo").get(indirizzo("quadro_indicatori_file", anno, formato="pdf")).status_code == 404
    assert entra("responsabile").get(indirizzo("quadro_indicatori_file", anno, formato="csv")).status_code == 403
