"""The same indicator in the earlier editions: what was asked, reached, and where the target was made easier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.grammatica import interpreta
from indicatori.motore.inserimento import leggi_valore
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.catena import catena_di, ribassato, ribassato_dopo
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.risultati import salva_bozza
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


def edizione(cast: Cast, primo: int, previsioni: dict[int, str], precedente: Indicatore | None = None) -> Indicatore:
    """An approved plan with one indicator, which continues `precedente`."""
    dati = PianoDati(
        codice=f"ente-prova-{primo}",
        ente="ente-prova",
        famiglia="schede",
        titolo=f"Piano {primo}",
        triennio=(primo, primo + 1, primo + 2),
        schede=[SchedaDati("1", "Formazione", indicatori=[IndicatoreDati("1.3", "Formati", previsioni=previsioni)])],
    )
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    piano = Piano.objects.get(codice=dati.codice)
    approva_piano(piano=piano, organo="CdA", numero="1", data=date(primo, 1, 10), utente=cast.amministratrice)
    indicatore = Indicatore.objects.get(scheda__piano=piano)
    indicatore.precedente = precedente
    indicatore.save()
    return indicatore


def misurato(cast: Cast, indicatore: Indicatore, anno: int, valore: str) -> None:
    apri_rendicontazione(
        piano=indicatore.scheda.piano,
        anno=anno,
        finestra_dal=ADESSO - timedelta(days=1),
        finestra_al=ADESSO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
    uno = Risultato.objects.get(previsione__indicatore=indicatore, previsione__anno=anno)
    salva_bozza(
        risultato=uno,
        valori=[leggi_valore(uno.previsione.lette[0], valore)],
        nota="",
        causa="",
        fonte="",
        versione=0,
        utente=cast.direttore,
        adesso=ADESSO,
    )


@pytest.fixture
def catena(cast: Cast) -> Indicatore:
    """2017: 90 %, reached 85; 2018: 70 %; the edition of 2020 asks 75 %; the one of 2023 asks 60 %."""
    prima = edizione(cast, 2017, {2017: "almeno 90%", 2018: "almeno 70%"})
    misurato(cast, prima, 2017, "85")
    seconda = edizione(cast, 2020, {2020: "almeno 75%"}, prima)
    return edizione(cast, 2023, {2023: "almeno 60%"}, seconda)


def test_la_catena_dice_di_ogni_anno_target_risultato_e_grado(catena: Indicatore) -> None:
    anelli = catena_di(catena)
    assert [(a.previsione.anno, a.previsione.testo, a.ribassato) for a in anelli] == [
        (2017, "almeno 90%", False),
        (2018, "almeno 70%", True),
        (2020, "almeno 75%", False),
    ]
    assert [[misura.valore for misura in anello.misure] for anello in anelli] == [["85%"], [], []]
    assert anelli[0].previsione.indicatore.scheda.piano.codice == "ente-prova-2017"
    assert ribassato_dopo(anelli, catena.previsioni.get())


def test_una_bozza_non_inviata_ha_il_grado_di_cio_che_conta(catena: Indicatore) -> None:
    grado = catena_di(catena)[0].grado
    assert grado is not None
    assert grado.valore is None


def test_chi_non_ha_un_edizione_prima_ha_una_catena_vuota(cast: Cast) -> None:
    assert catena_di(edizione(cast, 2023, {2023: "SI"})) == []


def test_una_catena_che_si_chiude_su_se_stessa_finisce(catena: Indicatore) -> None:
    prima = Indicatore.objects.get(scheda__piano__codice="ente-prova-2017")
    prima.precedente = catena
    prima.save()
    assert [anello.previsione.anno for anello in catena_di(catena)] == [2017, 2018, 2020]


def test_le_query_crescono_solo_con_le_edizioni(catena: Indicatore) -> None:
    with CaptureQueriesContext(connection) as domande:
        catena_di(catena)
    assert len(domande) == 4


@pytest.mark.parametrize(
    ("prima", "dopo", "verso", "atteso"),
    [
        ("almeno 80%", "almeno 70%", "crescente", True),
        ("almeno 80%", "almeno 80%", "crescente", False),
        ("massimo 10 giorni", "massimo 15 giorni", "decrescente", True),
        ("massimo 10 giorni", "massimo 8 giorni", "decrescente", False),
        ("10", "12", "decrescente", True),
        ("10", "8", "crescente", True),
        ("almeno 80%", "almeno 70 giorni", "crescente", False),
        ("SI", "NO", "crescente", False),
        ("entro giugno", "entro settembre", "crescente", False),
    ],
)
def test_quando_un_target_e_ribassato(prima: str, dopo: str, verso: str, atteso: bool) -> None:
    def previsione(testo: str) -> Previsione:
        condizioni = [condizione.in_json() for condizione in interpreta(testo, 2023).condizioni]
        return Previsione(indicatore=Indicatore(verso=verso), anno=2023, testo=testo, condizioni=condizioni)

    assert ribassato(previsione(prima), previsione(dopo)) is atteso


def test_la_pagina_ha_la_tabella_delle_edizioni_precedenti(
    entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione
) -> None:
    indicatore = scenari.indicatore_di("1.3")
    prima = edizione(cast, 2020, {2022: "almeno 95%"})
    client = entra("responsabile")
    indirizzo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    assert "Nelle edizioni precedenti" not in client.get(indirizzo).content.decode()
    Indicatore.objects.filter(pk=indicatore.pk).update(precedente=prima)
    pagina = client.get(indirizzo).content.decode()
    assert "Nelle edizioni precedenti" in pagina
    assert "almeno 95%" in pagina
    assert "Target ribassato" in pagina
