"""Readings: a person confirms what the engine proposed, or says it better; never after the year is open."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.enums import StatoLettura
from indicatori.models import Previsione
from indicatori.motore.condizioni import Genere
from obiettivi.models import Piano
from tests import scenari
from tests.scenari import Cast
from tests.schermo.conftest import entra


def _indirizzo(previsione: Previsione) -> str:
    piano = previsione.indicatore.scheda.piano
    return reverse("lettura", kwargs={"ente": "ente-prova", "piano": piano.codice, "previsione": previsione.pk})


def _previsione(codice: str) -> Previsione:
    return Previsione.objects.get(indicatore__codice=codice, anno=2023)


@pytest.fixture
def composta(client: Client, cast: Cast, piani: list[Piano]) -> Previsione:
    """The target "Entro giugno 100%", as the direttore sees it."""
    entra(client, cast.direttore)
    return _previsione("1.4")


def test_confermare_com_e_non_cambia_le_condizioni(client: Client, cast: Cast, composta: Previsione) -> None:
    prima = composta.condizioni
    righe = client.get(_indirizzo(composta)).context["form"].initial["righe"]
    risposta = client.post(_indirizzo(composta), {"righe": righe, "verso": "crescente"})
    assert risposta.status_code == 302
    composta.refresh_from_db()
    assert (composta.condizioni, composta.lettura) == (prima, StatoLettura.CONFERMATA)
    assert composta.confermata_da == cast.direttore
    assert composta.indicatore.verso_confermato


def test_si_corregge_scrivendo_una_condizione_per_riga(client: Client, composta: Previsione) -> None:
    client.post(_indirizzo(composta), {"righe": "entro luglio\nalmeno 90 %", "verso": "crescente"})
    composta.refresh_from_db()
    scadenza, soglia = composta.lette
    assert (scadenza.genere, scadenza.data) == (Genere.SCADENZA, "07-31")
    assert (soglia.operatore, soglia.valore) == (">=", 90)
    assert composta.testo == "Entro giugno 100%"


def test_una_riga_con_due_condizioni_torna_indietro_con_la_frase(client: Client, composta: Previsione) -> None:
    risposta = client.post(_indirizzo(composta), {"righe": "2 assemblee 3 riunioni", "verso": "crescente"})
    assert "Scrivi una condizione per riga" in risposta.content.decode()
    composta.refresh_from_db()
    assert composta.lettura == StatoLettura.PROPOSTA


def test_dopo_la_conferma_si_passa_alla_prossima(client: Client, composta: Previsione) -> None:
    risposta = client.post(_indirizzo(composta), {"righe": "entro giugno", "verso": "crescente"})
    assert risposta.url == _indirizzo(_previsione("2.1"))


def test_le_certe_si_confermano_insieme(client: Client, composta: Previsione) -> None:
    piano = composta.indicatore.scheda.piano
    Previsione.objects.filter(pk=composta.pk).update(avvisi=[{"codice": "T-PROVA", "messaggio": "Un dubbio."}])
    client.post(reverse("conferma_certe", kwargs={"ente": "ente-prova", "piano": piano.codice}))
    proposte = Previsione.objects.filter(indicatore__scheda__piano=piano, lettura=StatoLettura.PROPOSTA)
    assert all(previsione.avvisi for previsione in proposte)
    assert composta in proposte


def test_ad_anno_aperto_si_conferma_ma_non_si_corregge(client: Client, cast: Cast) -> None:
    scenari.anno_aperto(cast)
    entra(client, cast.direttore)
    previsione = _previsione("1.3")
    assert client.post(_indirizzo(previsione), {"righe": "almeno 10%", "verso": "crescente"}).status_code == 403
    assert client.post(_indirizzo(previsione), {"righe": "almeno 80 %", "verso": "decrescente"}).status_code == 403
    righe = client.get(_indirizzo(previsione)).context["form"].initial["righe"]
    assert client.post(_indirizzo(previsione), {"righe": righe, "verso": "crescente"}).status_code == 302


def test_il_responsabile_legge_ma_non_conferma(client: Client, cast: Cast, composta: Previsione) -> None:
    entra(client, cast.responsabile)
    assert "Conferma la lettura" not in client.get(_indirizzo(composta)).content.decode()
    assert client.post(_indirizzo(composta), {"righe": "entro luglio", "verso": "crescente"}).status_code == 403


def test_mentre_si_scrive_si_vede_come_viene_capito(client: Client, composta: Previsione) -> None:
    testo = client.post(f"{_indirizzo(composta)}anteprima/", {"righe": "almeno 90 %\n2 sedi 3 uffici"}).content.decode()
    assert '<span class="gettone-nome">confronto</span> almeno' in testo
    assert "90 %" in testo
    assert "Scrivi una condizione per riga" in testo
    composta.refresh_from_db()
    assert composta.lettura == StatoLettura.PROPOSTA
