"""Sessions: each is listed with little said of it, one's own may be ended, who is disabled is out at once."""

from __future__ import annotations

import time

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.accesso.models import EventoAccesso, SessioneAperta
from pianoperf.organizzazione.accesso.provenienza import dispositivo_di, luogo_di
from pianoperf.organizzazione.models import Incarico, Utente
from tests.accesso.conftest import password
from tests.scenari import PAROLA, Cast

SICUREZZA = reverse("sicurezza")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEFONO = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
)


def _da(programma: str, rete: str = "192.0.2.77") -> Client:
    client = Client(HTTP_USER_AGENT=programma, REMOTE_ADDR=rete)
    password(client, "dario")
    return client


def test_le_proprie_sessioni_con_dispositivo_e_rete_accorciata(cast: Cast) -> None:
    _da(TELEFONO, "2001:db8:1:2::9")
    testo = _da(FIREFOX).get(SICUREZZA).content.decode()
    for parola in ("Firefox su Windows", "Safari su iPhone", "192.0.2.x", "2001:db8:1::", "Questa sessione"):
        assert parola in testo
    assert "192.0.2.77" not in testo
    assert not SessioneAperta.objects.filter(luogo="192.0.2.77").exists()


def test_chiusa_una_sessione_da_lì_si_è_fuori(cast: Cast) -> None:
    telefono, tavolo = _da(TELEFONO), _da(FIREFOX)
    chiave = telefono.session.session_key
    sua = SessioneAperta.objects.get(chiave=chiave)
    assert tavolo.post(reverse("sessione_chiudi", kwargs={"sessione": sua.pk})).url == SICUREZZA
    assert telefono.get("/").url.startswith(reverse("accedi"))
    assert tavolo.get("/").status_code == 200
    assert EventoAccesso.objects.filter(utente=cast.direttore, tipo="sessione_chiusa").exists()


def test_chiuse_tutte_le_altre_resta_questa(cast: Cast) -> None:
    altre, questa = [_da(TELEFONO), _da(FIREFOX)], _da(FIREFOX)
    questa.post(reverse("sessioni_chiudi"))
    assert [altra.get("/").status_code for altra in altre] == [302, 302]
    assert questa.get("/").status_code == 200


def test_la_sessione_di_un_altro_non_si_vede_e_non_si_chiude(client: Client, cast: Cast) -> None:
    sua = SessioneAperta.objects.get(chiave=_da(TELEFONO).session.session_key)
    password(client, "rita")
    assert "iPhone" not in client.get(SICUREZZA).content.decode()
    assert client.post(reverse("sessione_chiudi", kwargs={"sessione": sua.pk})).status_code == 404
    assert SessioneAperta.objects.filter(pk=sua.pk).exists()


def test_cambiata_la_password_le_altre_finiscono_e_questa_resta_in_elenco(cast: Cast) -> None:
    altra, questa = _da(TELEFONO), _da(FIREFOX)
    nuova = "il-gatto-sul-tetto-99"
    dati = {"old_password": PAROLA, "new_password1": nuova, "new_password2": nuova}
    assert questa.post(reverse("cambia_password"), dati).status_code == 302
    assert altra.get("/").status_code == 302
    assert list(SessioneAperta.objects.values_list("chiave", flat=True)) == [questa.session.session_key]


def test_chi_esce_non_è_più_in_elenco(cast: Cast) -> None:
    client = _da(FIREFOX)
    client.post(reverse("esci"))
    assert not SessioneAperta.objects.exists()
    assert list(EventoAccesso.objects.values_list("tipo", flat=True)) == ["uscito", "entrato"]


def test_chi_è_disattivato_è_fuori_alla_pagina_dopo(client: Client, cast: Cast) -> None:
    password(client, "dario")
    Utente.objects.filter(pk=cast.direttore.pk).update(is_active=False)
    assert client.get("/ente-prova/piani/").url.startswith(reverse("accedi"))


def test_finito_ogni_incarico_l_ente_non_esiste_più(client: Client, cast: Cast) -> None:
    password(client, "dario")
    assert client.get("/ente-prova/piani/").status_code == 200
    Incarico.objects.filter(utente=cast.direttore).update(al=timezone.localdate() - timezone.timedelta(days=1))
    assert client.get("/ente-prova/piani/").status_code == 404
    assert "Non hai ancora un incarico" in client.get("/").content.decode()


def test_l_ultimo_uso_si_scrive_una_volta_al_minuto(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client = _da(FIREFOX)
    SessioneAperta.objects.update(vista_il="2020-01-01T00:00Z", luogo="")
    client.get("/tastiera/")
    assert SessioneAperta.objects.get().vista_il.year == 2020
    ora = time.time()
    monkeypatch.setattr("pianoperf.organizzazione.accesso.middleware.time.time", lambda: ora + 61)
    client.get("/tastiera/")
    assert (SessioneAperta.objects.get().vista_il.year, SessioneAperta.objects.get().luogo) != (2020, "")


def test_un_evento_scritto_non_si_cambia(cast: Cast) -> None:
    _da(FIREFOX)
    with pytest.raises(Exception, match="Cannot update"):
        EventoAccesso.objects.update(tipo="uscito")


@pytest.mark.parametrize(
    ("programma", "atteso"),
    [
        (FIREFOX, "Firefox su Windows"),
        (TELEFONO, "Safari su iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge su Linux"),
        ("curl/8", "Programma sconosciuto"),
    ],
    ids=["firefox", "iphone", "edge", "altro"],
)
def test_il_dispositivo_in_tre_parole(rf: RequestFactory, programma: str, atteso: str) -> None:
    richiesta = rf.get("/", HTTP_USER_AGENT=programma, REMOTE_ADDR="198.51.100.200")
    assert (dispositivo_di(richiesta), luogo_di(richiesta)) == (atteso, "198.51.100.x")
