"""All the proofs of a year in one archive: what is in it, under which names, and for whom."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rendicontazione.models import Evidenza, Rendicontazione
from rendicontazione.prove.nomi import Nomi, parte_sicura
from rendicontazione.services.evidenze import allega_evidenza, allega_indirizzo
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
ANNO = {"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023}


def allega(cast: Cast, codice: str, nome: str, contenuto: bytes, *, riservata: bool = False) -> Evidenza:
    return allega_evidenza(
        risultato=scenari.risultato_di(codice),
        caricato=SimpleUploadedFile(nome, contenuto),
        utente=cast.direttore,
        adesso=ADESSO,
        riservata=riservata,
    )


def archivio(risposta: HttpResponse) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(risposta.streaming_content)))


@pytest.fixture
def prove(cast: Cast, anno: Rendicontazione) -> list[Evidenza]:
    collegamento = allega_indirizzo(
        risultato=scenari.risultato_di("2.1"),
        indirizzo="https://www.ente.it/atto.pdf",
        utente=cast.direttore,
        adesso=ADESSO,
    )
    return [
        allega(cast, "1.1", "verbale.pdf", b"%PDF-1.7 primo"),
        allega(cast, "1.1", "Verbale.pdf", b"%PDF-1.7 secondo"),
        allega(cast, "1.3", "elenco minori.pdf", b"%PDF-1.7 riservato", riservata=True),
        collegamento,
    ]


def test_lo_zip_ha_ogni_file_una_volta_e_il_suo_elenco(entra: Callable[[str], Client], prove: list[Evidenza]) -> None:
    risposta = entra("direttore").get(reverse("evidenze_zip", kwargs=ANNO))
    assert risposta.streaming
    assert risposta["Content-Disposition"] == 'attachment; filename="evidenze-ente-prova-2023-2025-2023.zip"'
    dentro = archivio(risposta)
    assert dentro.testzip() is None
    assert dentro.namelist() == [
        "1/1.1/verbale.pdf",
        "1/1.1/Verbale (2).pdf",
        "1/1.3/elenco minori.pdf",
        "manifest.csv",
        "manifest.json",
    ]
    assert dentro.read("1/1.1/Verbale (2).pdf") == b"%PDF-1.7 secondo"


def test_l_elenco_dice_di_ogni_evidenza_impronta_dimensione_chi_e_quando(
    entra: Callable[[str], Client], prove: list[Evidenza]
) -> None:
    dentro = archivio(entra("nucleo").get(reverse("evidenze_zip", kwargs=ANNO)))
    voci = json.loads(dentro.read("manifest.json"))
    assert [voce["esito"] for voce in voci] == ["presente", "presente", "presente", "collegamento"]
    prima = voci[0]
    assert prima["sha256"] == hashlib.sha256(dentro.read(prima["file"])).hexdigest()
    assert (prima["byte"], prima["caricata_da"]) == (14, "Dario Dirigente")
    assert prima["caricata_il"] == "2024-02-01T10:00:00+01:00"
    assert (voci[2]["riservata"], voci[3]["collegamento"]) == (True, "https://www.ente.it/atto.pdf")
    righe = list(csv.DictReader(io.StringIO(dentro.read("manifest.csv").decode("utf-8-sig")), delimiter=";"))
    assert [riga["file"] for riga in righe] == [voce["file"] for voce in voci]
    assert righe[2]["riservata"] == "SI"


def test_un_file_perso_o_cambiato_si_dice_e_non_ferma_gli_altri(
    entra: Callable[[str], Client], prove: list[Evidenza]
) -> None:
    archivio_file = prove[0].file.storage
    archivio_file.delete(prove[0].file.name)
    with archivio_file.open(prove[1].file.name, "wb") as aperto:
        aperto.write(b"%PDF-1.7 altro")
    dentro = archivio(entra("amministratrice").get(reverse("evidenze_zip", kwargs=ANNO)))
    voci = json.loads(dentro.read("manifest.json"))
    assert [voce["esito"] for voce in voci] == ["mancante", "alterato", "presente", "collegamento"]
    assert voci[0]["file"] == ""


@pytest.mark.parametrize("nome", ["evidenze_anno", "evidenze_zip"])
@pytest.mark.parametrize(
    ("chi", "stato"),
    [
        ("amministratrice", 200),
        ("direttore", 200),
        ("nucleo", 200),
        ("responsabile", 403),
        ("organo", 403),
        ("estraneo", 404),
    ],
)
def test_chi_raccoglie_le_evidenze(
    entra: Callable[[str], Client], prove: list[Evidenza], nome: str, chi: str, stato: int
) -> None:
    assert entra(chi).get(reverse(nome, kwargs=ANNO)).status_code == stato


def test_un_anno_senza_evidenze_ha_un_elenco_vuoto(entra: Callable[[str], Client], anno: Rendicontazione) -> None:
    client = entra("direttore")
    assert "Nessuna evidenza" in client.get(reverse("evidenze_anno", kwargs=ANNO)).content.decode()
    assert json.loads(archivio(client.get(reverse("evidenze_zip", kwargs=ANNO))).read("manifest.json")) == []


@pytest.mark.parametrize(
    ("brutto", "pulito"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "ripiego"),
        ("C:\\dati\\verbale.pdf", "C__dati_verbale.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ("  .nascosto. ", "nascosto"),
        ("", "ripiego"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("caffe\u0301.pdf", "caff\u00e9.pdf"),
    ],
)
def test_un_nome_nell_archivio_non_esce_dalla_sua_cartella(brutto: str, pulito: str) -> None:
    assert parte_sicura(brutto, "ripiego") == pulito


def test_due_nomi_uguali_anche_solo_nelle_maiuscole_restano_due() -> None:
    nomi = Nomi()
    dati = [nomi.nuovo("1", "1.1", nome) for nome in ("a.pdf", "A.pdf", "a.pdf", "a (2).pdf")]
    assert dati == ["1/1.1/a.pdf", "1/1.1/A (2).pdf", "1/1.1/a (3).pdf", "1/1.1/a (2) (2).pdf"]


def test_un_testo_che_sembra_una_formula_ha_un_apostrofo(
    entra: Callable[[str], Client], cast: Cast, anno: object
) -> None:
    allega(cast, "1.1", "=cmd.pdf", b"%PDF-1.7 formula")
    dentro = archivio(entra("direttore").get(reverse("evidenze_zip", kwargs=ANNO)))
    assert ";'=cmd.pdf;" in dentro.read("manifest.csv").decode("utf-8-sig")
