"""The page of the keys: the amministratore makes one, reads it once, takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.api.services import crea_chiave, revoca_chiave
from rendicontazione.models import ChiaveApi
from tests.api.chiamate import Programma
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import entra

PAGINA = "/ente-prova/strumenti/api/"


@pytest.fixture
def dentro(client: Client, cast: Cast) -> Client:
    entra(client, cast.amministratrice)
    return client


def _dati(**altro: str) -> dict[str, str]:
    giorno = (oggi() + timedelta(days=90)).isoformat()
    return {"nome": "Sito istituzionale", "ambito": "pubblico", "scade_il": giorno, **altro}


def _sua() -> ChiaveApi:
    return ChiaveApi.objects.select_related("ente").get(nome="Sito", ente__codice="ente-prova")


def _letto(risposta: HttpResponseBase) -> str:
    return risposta.content.decode()


def test_la_chiave_si_legge_una_volta_e_apre(dentro: Client) -> None:
    risposta = dentro.post(PAGINA, _dati())
    assert risposta.status_code == 200
    assert "no-store" in risposta.headers["Cache-Control"]
    segreto = risposta.context["segreto"]
    assert _letto(risposta).count(segreto) == 2
    assert Programma(segreto).legge("ente")["chiave"]["nome"] == "Sito istituzionale"
    dopo = _letto(dentro.get(PAGINA))
    assert segreto not in dopo
    assert f"{segreto[:9]}…" in dopo
    assert "Sito istituzionale" in dopo


def test_ci_si_arriva_dagli_strumenti(dentro: Client) -> None:
    assert f'href="{PAGINA}"' in _letto(dentro.get(reverse("strumenti", kwargs={"ente": "ente-prova"})))


def test_senza_chiavi_la_pagina_dice_che_cosa_fare(dentro: Client) -> None:
    ChiaveApi.objects.filter(ente__codice="ente-prova").delete()
    assert "Crea qui sotto la prima chiave" in _letto(dentro.get(PAGINA))


@pytest.mark.parametrize(
    ("campo", "valore", "frase"),
    [
        ("nome", "", "Scrivi a che cosa serve"),
        ("nome", "Sito", "C&#x27;è già una chiave con questo nome"),
        ("ambito", "tutto", "Scegli una delle due voci"),
        ("scade_il", "", "Scrivi fino a quando vale"),
        ("scade_il", "2020-01-01", "sarebbe già scaduta"),
        ("scade_il", "2099-01-01", "al massimo due anni"),
    ],
    ids=["senza-nome", "nome-doppio", "ambito", "senza-scadenza", "scaduta", "troppo-lunga"],
)
def test_ciò_che_non_va_si_dice_accanto_al_campo(
    dentro: Client, sito: Programma, campo: str, valore: str, frase: str
) -> None:
    risposta = dentro.post(PAGINA, _dati(**{campo: valore}))
    assert risposta.status_code == 422
    assert frase in _letto(risposta)
    assert ChiaveApi.objects.filter(ente__codice="ente-prova").count() == 2


def test_si_revoca_dopo_una_domanda(dentro: Client, sito: Programma) -> None:
    chiave = _sua()
    revoca = f"{PAGINA}{chiave.pk}/revoca/"
    assert "non torna a valere" in _letto(dentro.get(revoca))
    assert sito.stato("ente") == 200
    risposta = dentro.post(revoca, follow=True)
    assert "è revocata da subito" in _letto(risposta)
    assert "La chiave è già revocata." in _letto(risposta)
    assert sito.stato("ente") == 401
    assert dentro.post(revoca).status_code == 403


def test_il_nome_di_una_revocata_torna_libero(cast: Cast, dentro: Client, sito: Programma) -> None:
    revoca_chiave(chiave=_sua(), utente=cast.amministratrice, adesso=ADESSO)
    assert dentro.post(PAGINA, _dati(nome="Sito")).status_code == 200


def test_solo_chi_amministra_quell_ente(cast: Cast, sito: Programma) -> None:
    chiave = _sua()
    dati = {"nome": "Altra", "ambito": "pubblico", "scade_il": oggi(), "adesso": ADESSO}
    for chi in (cast.direttore, cast.nucleo, cast.estraneo):
        with pytest.raises(AzioneNegata):
            crea_chiave(ente=cast.ente, utente=chi, **dati)
        with pytest.raises(AzioneNegata):
            revoca_chiave(chiave=chiave, utente=chi, adesso=ADESSO)
    with pytest.raises(DatiNonValidi):
        crea_chiave(ente=cast.ente, utente=cast.amministratrice, **{**dati, "nome": "Sito"})


def test_la_banca_dati_non_prende_una_revoca_a_metà(sito: Programma) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChiaveApi.objects.update(revocata_il=ADESSO)


def test_la_chiave_sta_nel_registro(cast: Cast, dentro: Client, sito: Programma) -> None:
    pagina = _letto(dentro.get(reverse("registro", kwargs={"ente": "ente-prova"}), {"gruppo": "permessi"}))
    assert "chiave dell" in pagina.lower()
    assert _sua().impronta not in pagina
