"""A deputy acts for another only between two days, only in a role that the other holds, and never judges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.deleghe.services import delega, revoca_delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Delega, Incarico, Utente
from pianoperf.organizzazione.permissions import oggi, ruoli_in
from pianoperf.organizzazione.selectors import enti_visibili_a
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.permissions import puo_compilare
from rendicontazione.selectors.elenchi import risultati_visibili_a
from tests import scenari
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import entra

GIORNI = timedelta(days=10)


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def collega(cast: Cast) -> Utente:
    """A responsabile without indicators of her own."""
    utente = Utente.objects.create(username="carla", first_name="Carla", last_name="Collega")
    Incarico.objects.create(utente=utente, ente=cast.ente, ruolo=Ruolo.RESPONSABILE, dal=date(2020, 1, 1))
    return utente


def _delega(cast: Cast, delegato: Utente, **altro: object) -> Delega:
    dati = {
        "ente": cast.ente,
        "delegante": cast.responsabile,
        "delegato": delegato,
        "ruolo": Ruolo.RESPONSABILE,
        "dal": oggi(),
        "al": oggi() + GIORNI,
        "utente": cast.amministratrice,
        "adesso": timezone.now(),
    }
    return delega(**(dati | altro))


def _riletto(utente: Utente) -> Utente:
    """As the next request reads it: roles are kept on the object."""
    return Utente.objects.get(pk=utente.pk)


def test_il_delegato_vede_e_compila_gli_indicatori_del_delegante(cast: Cast, collega: Utente) -> None:
    scenari.anno_aperto(cast)
    risultato = scenari.risultato_di("1.1")
    assert not puo_compilare(collega, risultato, ADESSO)
    assert not risultati_visibili_a(collega, cast.ente).exists()
    _delega(cast, collega)
    collega = _riletto(collega)
    assert puo_compilare(collega, risultato, ADESSO)
    assert {r.previsione.indicatore.codice for r in risultati_visibili_a(collega, cast.ente)} == {
        "1.1",
        "1.2",
        "1.3",
        "1.4",
    }
    assert not puo_compilare(collega, scenari.risultato_di("2.1"), ADESSO)


@pytest.mark.parametrize(("dal", "al", "vale"), [(-5, -1, False), (-5, 0, True), (0, 5, True), (1, 5, False)])
def test_vale_solo_nei_suoi_giorni(cast: Cast, collega: Utente, dal: int, al: int, vale: bool) -> None:
    data = _delega(cast, collega, al=oggi() + GIORNI)
    Delega.objects.filter(pk=data.pk).update(dal=oggi() + timedelta(days=dal), al=oggi() + timedelta(days=al))
    scenari.anno_aperto(cast)
    assert puo_compilare(_riletto(collega), scenari.risultato_di("1.1"), ADESSO) is vale


def test_il_delegato_di_un_direttore_ne_ha_il_ruolo(cast: Cast, collega: Utente) -> None:
    _delega(cast, collega, delegante=cast.direttore, ruolo=Ruolo.DIRETTORE)
    assert ruoli_in(_riletto(collega), cast.ente) == {Ruolo.RESPONSABILE, Ruolo.DIRETTORE}


def test_chi_perde_l_incarico_non_delega_piu(cast: Cast, collega: Utente) -> None:
    _delega(cast, collega, delegante=cast.direttore, ruolo=Ruolo.DIRETTORE)
    Incarico.objects.filter(utente=cast.direttore).update(al=oggi() - timedelta(days=1))
    assert ruoli_in(_riletto(collega), cast.ente) == {Ruolo.RESPONSABILE}


def test_ritirata_finisce_subito(cast: Cast, collega: Utente) -> None:
    data = _delega(cast, collega, delegante=cast.direttore, ruolo=Ruolo.DIRETTORE)
    revoca_delega(delega=data, utente=cast.direttore, adesso=timezone.now())
    assert ruoli_in(_riletto(collega), cast.ente) == {Ruolo.RESPONSABILE}
    with pytest.raises(AzioneNegata, match="già finita"):
        revoca_delega(delega=data, utente=cast.direttore, adesso=timezone.now())


def test_una_delega_scaduta_non_rende_visibile_l_ente(cast: Cast, collega: Utente) -> None:
    data = _delega(cast, collega)
    Incarico.objects.filter(utente=collega).update(al=oggi() - timedelta(days=1))
    assert list(enti_visibili_a(collega, oggi())) == [cast.ente]
    Delega.objects.filter(pk=data.pk).update(dal=oggi() - GIORNI, al=oggi() - timedelta(days=1))
    assert not enti_visibili_a(collega, oggi()).exists()


@pytest.mark.parametrize("chi", ["nucleo", "organo"])
def test_chi_controlla_non_puo_essere_delegato(cast: Cast, chi: str) -> None:
    with pytest.raises(AzioneNegata, match="non può rendicontare"):
        _delega(cast, cast.per_nome(chi))


def test_non_si_delega_a_chi_non_ha_incarichi_qui(cast: Cast) -> None:
    with pytest.raises(AzioneNegata, match="non ha alcun incarico"):
        _delega(cast, cast.estraneo)


def test_non_si_delega_un_ruolo_che_non_si_ha(cast: Cast, collega: Utente) -> None:
    with pytest.raises(AzioneNegata, match="non ha un incarico di direttore"):
        _delega(cast, collega, ruolo=Ruolo.DIRETTORE)
    with pytest.raises(AzioneNegata, match="non ha un incarico di nucleo"):
        _delega(cast, collega, delegante=cast.nucleo, ruolo=Ruolo.NUCLEO)


def test_ognuno_delega_solo_se_stesso(cast: Cast, collega: Utente) -> None:
    with pytest.raises(AzioneNegata, match="solo il tuo ruolo"):
        _delega(cast, collega, utente=cast.direttore)
    assert _delega(cast, collega, utente=cast.responsabile).creata_da == cast.responsabile


def test_le_date_devono_avere_senso(cast: Cast, collega: Utente) -> None:
    ieri = oggi() - timedelta(days=1)
    for dal, al in ((oggi(), ieri), (ieri - GIORNI, ieri)):
        with pytest.raises(DatiNonValidi):
            _delega(cast, collega, dal=dal, al=al)
    with pytest.raises(DatiNonValidi, match="nessuno delega se stesso"):
        _delega(cast, cast.responsabile)


def test_la_pagina_registra_e_ritira(client: Client, cast: Cast, collega: Utente) -> None:
    entra(client, cast.responsabile)
    indirizzo = reverse("deleghe", kwargs={"ente": cast.ente.codice})
    assert "Nessuna delega" in client.get(indirizzo).content.decode()
    incarico = Incarico.objects.get(utente=cast.responsabile)
    dati = {"incarico": incarico.pk, "delegato": collega.pk, "dal": oggi(), "al": oggi() + GIORNI}
    assert client.post(indirizzo, dati | {"al": oggi() - GIORNI}).status_code == 422
    assert client.post(indirizzo, dati).status_code == 302
    pagina = client.get(indirizzo).content.decode()
    assert "Carla Collega" in pagina
    assert "in corso" in pagina
    ritira = reverse("delega_ritira", kwargs={"ente": cast.ente.codice, "delega": Delega.objects.get().pk})
    assert client.post(ritira).status_code == 302
    assert "ritirata" in client.get(indirizzo).content.decode()


def test_chi_apre_la_pagina(client: Client, cast: Cast, collega: Utente) -> None:
    data = _delega(cast, collega)
    indirizzo = reverse("deleghe", kwargs={"ente": cast.ente.codice})
    ritira = reverse("delega_ritira", kwargs={"ente": cast.ente.codice, "delega": data.pk})
    for persona, atteso in (("amministratrice", 200), ("direttore", 200), ("nucleo", 403), ("organo", 403)):
        entra(client, cast.per_nome(persona))
        assert client.get(indirizzo).status_code == atteso, persona
    entra(client, cast.direttore)
    assert client.post(ritira).status_code == 404
    entra(client, cast.estraneo)
    assert client.get(indirizzo).status_code == 404
    assert client.post(ritira.replace("ente-prova", "altro-ente")).status_code == 404
