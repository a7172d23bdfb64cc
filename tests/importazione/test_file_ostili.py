"""A file that is no workbook, or a dangerous one, gets an Italian sentence in little memory, and nothing is written."""

from __future__ import annotations

import re
import subprocess

import pytest

from indicatori.enums import StatoImportazione
from indicatori.importazione import processo
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.models import Importazione
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import DatiNonValidi
from tests.importazione.archivi_di_prova import CELLA_ODS, CODA, FINE_RIGA, FOGLIO1, RIGA_ODS, TESTA, con, ods
from tests.importazione.corpus import LETTI, RIFIUTATI
from tests.importazione.figlio_misurato import Figlio, misurando
from tests.importazione.test_servizi import archivio, carica

__all__ = ["archivio"]
PICCO_MASSIMO_KB = 300 * 1024
# of processor, on a machine where others work too: alone, the slowest takes a third of it
SECONDI = 5.0


@pytest.fixture
def figli(monkeypatch: pytest.MonkeyPatch) -> list[Figlio]:
    """What the children that read took."""
    misurati: list[Figlio] = []
    monkeypatch.setattr(processo.subprocess, "run", misurando(misurati, subprocess.run))
    return misurati


@pytest.mark.parametrize("caso", RIFIUTATI)
def test_un_file_ostile_e_rifiutato_con_la_sua_frase(caso: str, figli: list[Figlio]) -> None:
    """The sentence of its own fault, and not that of the reader's time limit."""
    nome, crea, parola = RIFIUTATI[caso]
    with pytest.raises(FileRifiutato, match=re.escape(parola)):
        leggi_contenuto(crea(), nome)
    assert all(0 < figlio.picco_kb < PICCO_MASSIMO_KB for figlio in figli)
    assert sum(figlio.secondi for figlio in figli) <= SECONDI


@pytest.mark.parametrize("caso", LETTI)
def test_un_file_strano_si_legge(caso: str, figli: list[Figlio]) -> None:
    nome, crea = LETTI[caso]
    assert any(foglio.righe for foglio in leggi_contenuto(crea(), nome))
    assert all(0 < figlio.picco_kb < PICCO_MASSIMO_KB for figlio in figli)
    assert len(figli) == 1


@pytest.mark.parametrize("caso", ["immagine", "cella lontana", "celle a milioni"])
def test_di_un_file_rifiutato_subito_non_resta_niente(caso: str, asc: Ente, amministratrice: Utente) -> None:
    nome, crea, parola = RIFIUTATI[caso]
    with pytest.raises(DatiNonValidi, match=re.escape(parola)):
        carica(asc, amministratrice, crea(), nome)
    assert not Importazione.objects.exists()


@pytest.mark.parametrize("caso", ["xml rotto", "word annidato", "foglio senza celle", "csv di sole virgole"])
def test_di_un_file_che_non_si_legge_resta_solo_il_motivo(caso: str, asc: Ente, amministratrice: Utente) -> None:
    """And the worker goes on with the next one."""
    nome, crea, parola = RIFIUTATI[caso]
    importazione = carica(asc, amministratrice, crea(), nome)
    assert importazione.stato == StatoImportazione.RIFIUTATA
    assert parola in importazione.errore
    assert not Piano.objects.exists()
    assert carica(asc, amministratrice, LETTI["xlsx"][1]()).stato == StatoImportazione.ANTEPRIMA


def test_righe_vuote_ripetute_fino_in_fondo_sono_innocue() -> None:
    vuota = b'<table:table-cell table:number-columns-repeated="16384"/>'
    corpo = RIGA_ODS % 1 + CELLA_ODS % 1 + FINE_RIGA + RIGA_ODS % 1048000 + vuota + FINE_RIGA
    assert leggi_contenuto(ods(corpo), "a.ods")[0].righe == {1: {1: "a"}}


def test_di_una_formula_in_ods_si_prende_il_valore_calcolato() -> None:
    formula = b'<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    letto = leggi_contenuto(ods(RIGA_ODS % 1 + formula + FINE_RIGA), "a.ods")[0]
    assert (letto.righe, letto.anomalie) == ({1: {1: "2"}}, [(1, 1, "calcolata", "of:=1+1")])


def test_una_formula_in_ods_senza_valore_non_diventa_un_vuoto() -> None:
    formula = b'<table:table-cell table:formula="of:=1+1"/>'
    letto = leggi_contenuto(ods(RIGA_ODS % 1 + formula + FINE_RIGA), "a.ods")[0]
    assert (letto.righe, letto.anomalie) == ({}, [(1, 1, "formula", "of:=1+1")])


@pytest.mark.parametrize(
    ("cella", "righe", "genere"),
    [
        (b'<c r="A1"><f>1+1</f><v>2</v></c>', {1: {1: "2"}}, "calcolata"),
        (b'<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', {1: {1: "ab"}}, "calcolata"),
        (b'<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {}, "errore"),
        (b'<c r="A1"><f>1+1</f></c>', {}, "formula"),
    ],
)
def test_di_una_formula_in_xlsx_si_prende_il_valore_calcolato(cella: bytes, righe: dict, genere: str) -> None:
    letto = leggi_contenuto(con(FOGLIO1, lambda _: TESTA + b'<row r="1">' + cella + b"</row>" + CODA), "a.xlsx")[0]
    assert letto.righe == righe
    assert [anomalia[2] for anomalia in letto.anomalie] == [genere]
