"""What a preview leaves beside the upload: believed only as it was written, and all that is confirmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from indicatori.importazione.archivio_carte import carta_di
from indicatori.importazione.letture import Letture
from indicatori.importazione.piano_in_righe import piano_da_righe, piano_in_righe, scrivi_valore
from indicatori.importazione.services import conferma_importazione, riesamina
from indicatori.models import Importazione, Previsione
from indicatori.motore.documento import PianoDati
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata
from tests.importazione.conftest import ADESSO, PIANI, dati_di, ente_di
from tests.importazione.fogli_di_prova import foglio, metti, ritocca
from tests.importazione.piani_generati import piani
from tests.importazione.test_servizi import archivio, carica, dettaglio

__all__ = ["archivio"]


def file_della_carta(importazione: Importazione) -> Path:
    return Path(importazione.file.storage.path(importazione.anteprima["carta"]["nome"]))


def riscritto(dati: PianoDati) -> PianoDati:
    return piano_da_righe(json.loads(json.dumps(piano_in_righe(dati), default=scrivi_valore)))


@given(dati=piani())
def test_un_piano_in_righe_torna_uguale(dati: PianoDati) -> None:
    assert riscritto(dati) == dati


@pytest.mark.parametrize("codice", PIANI)
def test_anche_i_piani_veri(codice: str, enti: dict[str, Ente]) -> None:
    dati = dati_di(codice, ente_di(codice, enti))
    assert riscritto(dati) == dati


def test_senza_carta_non_si_conferma_e_la_pagina_dice_che_fare(asc: Ente, amministratrice: Utente, client) -> None:
    importazione = carica(asc, amministratrice, foglio())
    file_della_carta(importazione).unlink()
    with pytest.raises(AzioneNegata, match="Rifai l'anteprima"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert not Piano.objects.exists()
    client.force_login(amministratrice)
    pagina = client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
    assert "non è più in archivio" in pagina


def test_una_carta_alterata_non_e_creduta(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    altra = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "D2", "Altro")))
    file_della_carta(importazione).write_bytes(dettaglio(altra).contenuto)
    assert carta_di(importazione) is None
    with pytest.raises(AzioneNegata):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert not Piano.objects.exists()


def test_una_carta_di_un_altra_versione_non_si_conferma(
    asc: Ente, amministratrice: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    importazione = carica(asc, amministratrice, foglio())
    monkeypatch.setattr("indicatori.importazione.carta.forma", lambda: {"PianoDati": ["codice"]})
    with pytest.raises(AzioneNegata, match="Rifai l'anteprima"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)


def test_le_letture_mostrate_sono_quelle_scritte(
    asc: Ente, amministratrice: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    importazione = carica(asc, amministratrice, foglio())
    mostrate = dettaglio(importazione).letture
    monkeypatch.setattr("indicatori.importazione.letture.interpreta", _nessuno_legga)
    conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    scritta = Previsione.objects.get(testo="Almeno 10")
    assert scritta.condizioni == mostrate.di("Almeno 10", 2023, None).condizioni


def test_con_un_altro_motore_i_testi_si_rileggono(
    asc: Ente, amministratrice: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    importazione = carica(asc, amministratrice, foglio())
    monkeypatch.setattr("indicatori.importazione.carta.versione_del_motore", lambda: "un'altra")
    assert dettaglio(importazione).letture == Letture()
    conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert Previsione.objects.get(testo="Almeno 10").condizioni[0]["value"] == 10


def test_rifare_l_anteprima_toglie_la_carta_di_prima(
    asc: Ente, amministratrice: Utente, django_capture_on_commit_callbacks
) -> None:
    importazione = carica(asc, amministratrice, foglio())
    vecchia = file_della_carta(importazione)
    with django_capture_on_commit_callbacks(execute=True):
        riesamina(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert not vecchia.exists()
    assert importazione.lavoro is not None
    esegui(importazione.lavoro.pk)
    importazione.refresh_from_db()
    assert dettaglio(importazione).dati is not None


def _nessuno_legga(*_: object) -> None:
    raise AssertionError("Un testo già letto nell'anteprima non si rilegge.")
