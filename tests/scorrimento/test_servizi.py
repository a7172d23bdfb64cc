"""Making the next edition and linking two editions: services and pages, by role."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore
from indicatori.scorrimento.legami import collega, legami_di
from indicatori.scorrimento.services import indica_edizione_precedente, scorri
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.models import Risultato
from tests import scenari
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import entra


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def piano(cast: Cast) -> Piano:
    return scenari.piano_approvato(cast)


def _scorri(cast: Cast, piano: Piano) -> Piano:
    return scorri(piano=piano, utente=cast.amministratrice, adesso=ADESSO)


def test_la_nuova_edizione_e_una_bozza_collegata(cast: Cast, piano: Piano) -> None:
    nuovo = _scorri(cast, piano)
    assert (nuovo.codice, nuovo.stato, nuovo.precedente) == ("ente-prova-2024-2026", StatoPiano.BOZZA, piano)
    assert [i.codice for i in Indicatore.objects.filter(scheda__piano=nuovo)] == ["1.1"]
    assert Indicatore.objects.get(scheda__piano=nuovo).precedente == Indicatore.objects.get(
        scheda__piano=piano, codice="1.1"
    )


def test_i_risultati_non_si_copiano(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "si")
    nuovo = _scorri(cast, anno.piano)
    assert not Risultato.objects.filter(previsione__indicatore__scheda__piano=nuovo).exists()


def test_si_scorre_una_volta_sola_e_solo_da_un_piano_approvato(cast: Cast, piano: Piano) -> None:
    nuovo = _scorri(cast, piano)
    with pytest.raises(AzioneNegata, match="c'è già"):
        _scorri(cast, piano)
    with pytest.raises(AzioneNegata, match="è una bozza"):
        _scorri(cast, nuovo)


def test_un_codice_preso_si_dice(cast: Cast, piano: Piano) -> None:
    dati = scenari.dati_di_prova()
    dati.codice = "ente-prova-2024-2026"
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    with pytest.raises(DatiNonValidi, match="Esiste già un piano"):
        _scorri(cast, piano)


@pytest.mark.parametrize("chi", ["direttore", "responsabile", "nucleo", "organo", "estraneo"])
def test_solo_l_amministratore(cast: Cast, piano: Piano, chi: str) -> None:
    with pytest.raises(AzioneNegata):
        scorri(piano=piano, utente=cast.per_nome(chi), adesso=ADESSO)


def _seconda_edizione(cast: Cast) -> Piano:
    """The next edition written by hand: one indicator reworded, one new, the others dropped."""
    dati = scenari.dati_di_prova()
    dati.codice, dati.triennio = "ente-prova-2024-2026", (2024, 2025, 2026)
    primo, *_, ultimo = dati.schede[0].indicatori
    primo.descrizione, primo.previsioni = "Sportello sociale aperto", {2024: "SI"}
    ultimo.descrizione, ultimo.previsioni = "Tutt'altra cosa", {2024: "10"}
    dati.schede[0].indicatori = [primo, ultimo]
    dati.schede = dati.schede[:1]
    return importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO).piano


def test_le_parole_quasi_uguali_si_propongono(cast: Cast, piano: Piano) -> None:
    nuovo = _seconda_edizione(cast)
    assert legami_di(nuovo) == []
    nuovo = indica_edizione_precedente(piano=nuovo, precedente=piano, utente=cast.amministratrice)
    proposti = {legame.indicatore.codice: legame.precedente for legame in legami_di(nuovo)}
    assert str(proposti["1.1"]) == "1.1 Sportello aperto"
    assert proposti["1.4"] is None
    assert not any(legame.certo for legame in legami_di(nuovo))


def test_collegare_conferma_e_si_puo_disfare(cast: Cast, piano: Piano) -> None:
    nuovo = indica_edizione_precedente(piano=_seconda_edizione(cast), precedente=piano, utente=cast.amministratrice)
    legami = legami_di(nuovo)
    scelte = {legame.indicatore.pk: legame.precedente and legame.precedente.pk for legame in legami}
    assert collega(piano=nuovo, scelte=scelte, utente=cast.amministratrice) == 1
    assert legami_di(nuovo)[0].certo
    assert collega(piano=nuovo, scelte=scelte, utente=cast.amministratrice) == 0
    assert collega(piano=nuovo, scelte=dict.fromkeys(scelte), utente=cast.amministratrice) == 1


def test_collegamenti_impossibili(cast: Cast, piano: Piano) -> None:
    nuovo = indica_edizione_precedente(piano=_seconda_edizione(cast), precedente=piano, utente=cast.amministratrice)
    primo, secondo = (legame.indicatore.pk for legame in legami_di(nuovo))
    vecchio = Indicatore.objects.filter(scheda__piano=piano).first()
    with pytest.raises(DatiNonValidi, match="due volte"):
        collega(piano=nuovo, scelte={primo: vecchio.pk, secondo: vecchio.pk}, utente=cast.amministratrice)
    with pytest.raises(DatiNonValidi, match="due piani"):
        collega(piano=nuovo, scelte={primo: secondo}, utente=cast.amministratrice)
    with pytest.raises(DatiNonValidi, match="comincia prima"):
        indica_edizione_precedente(piano=piano, precedente=nuovo, utente=cast.amministratrice)
    with pytest.raises(AzioneNegata):
        collega(piano=nuovo, scelte={primo: vecchio.pk}, utente=cast.direttore)


def test_la_pagina_mostra_e_crea(client: Client, cast: Cast, piano: Piano) -> None:
    indirizzo = reverse("prossima_edizione", kwargs={"ente": cast.ente.codice, "piano": piano.codice})
    entra(client, cast.direttore)
    pagina = client.get(indirizzo).content.decode()
    assert "Per preparare la prossima edizione serve il ruolo di amministratore" in pagina
    assert "Non ha un target dopo il 2023." in pagina
    assert client.post(indirizzo).status_code == 403
    entra(client, cast.amministratrice)
    risposta = client.post(indirizzo)
    assert risposta.url == reverse("piano", kwargs={"ente": cast.ente.codice, "piano": "ente-prova-2024-2026"})
    assert "c&#x27;è già" in client.get(indirizzo).content.decode()
    entra(client, cast.estraneo)
    assert client.get(indirizzo).status_code == 404


def test_la_pagina_dei_collegamenti(client: Client, cast: Cast, piano: Piano) -> None:
    nuovo = _seconda_edizione(cast)
    indirizzo = reverse("edizione_precedente", kwargs={"ente": cast.ente.codice, "piano": nuovo.codice})
    entra(client, cast.amministratrice)
    assert client.post(indirizzo, {"precedente": piano.pk}).status_code == 302
    pagina = client.get(indirizzo)
    assert "1 di 2 hanno un precedente" in pagina.content.decode()
    dati = {campo.html_name: campo.value() or "" for _, campo in pagina.context["righe"]}
    assert client.post(indirizzo, dati).status_code == 302
    assert "collegato" in client.get(indirizzo).content.decode()
    assert client.post(indirizzo, {"precedente": "999"}).status_code == 422
    entra(client, cast.direttore)
    assert client.get(indirizzo).status_code == 200
    assert client.post(indirizzo, dati).status_code == 403
