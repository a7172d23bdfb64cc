"""A whole plan at random, whatever its texts, goes out in every format and comes back equal."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicatori.esportazione.formati import in_formato
from indicatori.esportazione.json_piano import json_del_piano
from indicatori.esportazione.righe import ParteScritta, Parti
from indicatori.importazione.composizione import componi
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura_csv import leggi_archivio_csv
from indicatori.importazione.lettura_json import leggi_json
from indicatori.importazione.lettura_ods import leggi_ods
from indicatori.importazione.lettura_xlsx import leggi_xlsx
from indicatori.importazione.persone import Anagrafe
from indicatori.motore.documento import PianoDati, SchedaDati
from tests.importazione.piani_generati import Chiave, piani, risultati_di

Lettore = Callable[[bytes], list[Foglio]]
LETTORI: dict[str, Lettore] = {
    "xlsx": leggi_xlsx,
    "ods": leggi_ods,
    "csv": leggi_archivio_csv,
    "json": leggi_json,
}
FORMULA_XLSX = re.compile(rb"<(?:[a-z]+:)?f[ >/]")
FORMULA_ODS = re.compile(rb"table:(?:formula|scripts?|matrix)")
VALORI_CHE_CALCOLANO = ("=", "+", "-", "@", "\t", "\r", "\n")
LENTO = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("formato", LETTORI)
@settings(max_examples=60, deadline=None, suppress_health_check=LENTO)
@given(dati=piani())
def test_un_piano_qualunque_torna_uguale(formato: str, dati: PianoDati) -> None:
    letta = componi(LETTORI[formato](scritto(formato, dati)), Anagrafe("ente"))
    assert [rilievo for rilievo in letta.rilievi if rilievo.gravita == "E"] == []
    assert letta.piano == dati


@pytest.mark.parametrize("formato", LETTORI)
@settings(max_examples=25, deadline=None, suppress_health_check=LENTO)
@given(dati=piani().flatmap(lambda dati: st.tuples(st.just(dati), risultati_di(dati))))
def test_i_risultati_tornano_uguali(formato: str, dati: tuple[PianoDati, dict[Chiave, list[ParteScritta]]]) -> None:
    """What the sheet Risultati says of each part: value, note and cause, whatever they are."""
    piano, parti = dati
    letti = componi(LETTORI[formato](scritto(formato, piano, parti)), Anagrafe("ente")).risultati
    attesi = [
        (*chiave, numero, *parte)
        for chiave, parti_scritte in parti.items()
        for numero, parte in enumerate(parti_scritte, start=1)
        if parte.testo or parte.nota
    ]
    assert sorted((r.scheda, r.codice, r.anno, r.parte, r.risultato, r.nota, r.causa) for r in letti) == sorted(attesi)


@settings(max_examples=40, deadline=None, suppress_health_check=LENTO)
@given(dati=piani())
def test_nessuna_cella_diventa_una_formula(dati: PianoDati) -> None:
    for formato, formula in (("xlsx", FORMULA_XLSX), ("ods", FORMULA_ODS)):
        with zipfile.ZipFile(io.BytesIO(in_formato(formato, dati))) as archivio:
            for nome in archivio.namelist():
                assert not formula.search(archivio.read(nome)), nome
    for testo in _celle_csv(in_formato("csv", dati)):
        assert not testo.startswith(VALORI_CHE_CALCOLANO), testo
        assert not testo.lstrip().startswith(VALORI_CHE_CALCOLANO), testo


def _celle_csv(contenuto: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        testi = [archivio.read(nome).decode("utf-8-sig") for nome in archivio.namelist()]
    return [
        cella for testo in testi for riga in csv.reader(io.StringIO(testo, newline=""), delimiter=";") for cella in riga
    ]


def test_ogni_campo_del_csv_e_tra_virgolette() -> None:
    """Otherwise a spreadsheet that splits at commas too finds a formula inside a text."""
    scheda = SchedaDati("1", "spese,=1+1;@A1\t=2+2")
    dati = PianoDati("p-2023-2025", "ente", "schede", "Titolo", (2023, 2024, 2025), schede=[scheda])
    with zipfile.ZipFile(io.BytesIO(in_formato("csv", dati))) as archivio:
        righe = archivio.read("schede.csv").decode("utf-8-sig").splitlines()
    assert righe[1].startswith('"1";"scheda";"spese,=1+1;@A1\t=2+2";"')
    assert all(campo.startswith('"') and campo.endswith('"') for campo in righe[0].split(";"))


@pytest.mark.parametrize("formato", LETTORI)
@settings(max_examples=5, deadline=None, suppress_health_check=LENTO)
@given(dati=piani())
def test_lo_stesso_piano_da_gli_stessi_byte(formato: str, dati: PianoDati) -> None:
    assert scritto(formato, dati) == scritto(formato, dati)


def scritto(formato: str, dati: PianoDati, parti: Parti | None = None) -> bytes:
    """What `manage.py esporta` writes of a plan and of its results."""
    return json_del_piano(dati, parti=parti) if formato == "json" else in_formato(formato, dati, parti)
