"""The rows of the sheet Risultati reach whoever registered for them, in the transaction of the commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from indicatori.esportazione.righe import ParteScritta, in_pagine
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.importazione import risultati
from indicatori.importazione.anteprima import esamina_percorso
from indicatori.importazione.risultati import EsameRisultati, RigaRisultato, registra_ricevitore
from indicatori.importazione.services import conferma_importazione, importa_piano
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import DatiNonValidi
from tests.importazione.conftest import ADESSO, FIXTURES
from tests.importazione.fogli_di_prova import piano_piccolo
from tests.importazione.test_servizi import archivio, carica, dettaglio

__all__ = ["archivio"]
PARTI = {("1", "1.2", 2023): [ParteScritta("12", "Dodici utenti"), ParteScritta("")]}


class Annota:
    """Takes every row, and refuses when told to."""

    def __init__(self) -> None:
        self.righe: list[RigaRisultato] = []
        self.rifiuta = False

    def controlla(self, *, piano: Piano | None, righe: Sequence[RigaRisultato], adesso: datetime) -> EsameRisultati:
        return EsameRisultati()

    def applica(self, *, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int:
        if self.rifiuta:
            raise DatiNonValidi({"": ["Non si può."]})
        self.righe += righe
        return len(righe)


@pytest.fixture
def ricevitore() -> Iterator[Annota]:
    prima = list(risultati._ricevitori)
    annota = Annota()
    registra_ricevitore(annota)
    yield annota
    risultati._ricevitori[:] = prima


def foglio_con_risultati() -> bytes:
    return in_xlsx(in_pagine(piano_piccolo(), PARTI))


def test_le_righe_arrivano_col_loro_indirizzo(asc: Ente, amministratrice: Utente, ricevitore: Annota) -> None:
    importazione = carica(asc, amministratrice, foglio_con_risultati())
    assert ricevitore.righe == []
    conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert ricevitore.righe == [RigaRisultato("1", "1.2", 2023, 1, "12", "Dodici utenti", "E2")]


def test_se_un_risultato_e_rifiutato_non_resta_niente(asc: Ente, amministratrice: Utente, ricevitore: Annota) -> None:
    ricevitore.rifiuta = True
    importazione = carica(asc, amministratrice, foglio_con_risultati())
    with pytest.raises(DatiNonValidi, match="Non si può"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert not Piano.objects.exists()


def test_senza_chi_li_riceve_lo_si_dice(asc: Ente, amministratrice: Utente) -> None:
    prima = list(risultati._ricevitori)
    risultati._ricevitori.clear()
    importazione = carica(asc, amministratrice, foglio_con_risultati())
    risultati._ricevitori[:] = prima
    codici = {rilievo.codice for rilievo in dettaglio(importazione).rilievi}
    assert "IMP-RISULTATI-NON-IMPORTATI" in codici


def test_le_fixture_danno_righe_tipizzate(enti: dict[str, Ente]) -> None:
    esame = esamina_percorso(FIXTURES / "cssm-2023-2025", enti["cssm"])
    righe = esame.lettura.risultati
    assert (righe[0].codice, righe[0].anno, righe[0].parte, righe[0].risultato) == ("A.1", 2023, 1, "30/06/2023")
    importa_piano(dati=esame.dati, utente=None, adesso=ADESSO)
