"""The log says what happened and when, and never who is who or what they wrote: nothing planted comes out."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from pianoperf.diario import compiti
from pianoperf.diario.forme import ConRichiesta, InJson
from pianoperf.diario.registri import registri
from pianoperf.diario.richiesta import BEN_FATTO, identificativo, richiesta
from pianoperf.lavori.services import suona_entro
from pianoperf.organizzazione.models import Utente
from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.scena import Scena

__all__ = ["ente_in_corso", "scena"]

SEGNO = "Piantato-Rossi"
POSTA = "piantato.rossi@example.it"
MIO = "0123456789abcdef0123456789abcdef"
CAMPI = {"quando", "livello", "registro", "messaggio", "richiesta"}


@pytest.fixture
def righe() -> Iterator[io.StringIO]:
    """Every line that the production configuration would write, also of the loggers it silences, as JSON."""
    uscita = io.StringIO()
    maniglia = logging.StreamHandler(uscita)
    maniglia.setFormatter(InJson(json_ensure_ascii=False))
    maniglia.addFilter(ConRichiesta())
    chiusi = [logging.getLogger(nome) for nome in registri(sviluppo=False)["loggers"]]
    logging.raiseExceptions = True
    prima = [(registro, registro.level) for registro in (logging.getLogger(), *chiusi)]
    for registro, _ in prima:
        registro.addHandler(maniglia)
        registro.setLevel(logging.DEBUG)
    yield uscita
    for registro, livello in prima:
        registro.removeHandler(maniglia)
        registro.setLevel(livello)


def lette(righe: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(riga) for riga in righe.getvalue().splitlines()]


def pulite(righe: io.StringIO) -> None:
    testo = righe.getvalue().lower()
    assert testo
    assert [segno for segno in ("piantato", "rossi", "sessionid", "csrftoken") if segno in testo] == []


@pytest.mark.django_db
def test_ciò_che_si_scrive_e_si_cerca_non_finisce_nel_diario(scena: Scena, righe: io.StringIO) -> None:
    Utente.objects.filter(pk=scena.cast.direttore.pk).update(last_name=SEGNO, email=POSTA)
    client = Client(raise_request_exception=False)
    client.force_login(scena.cast.direttore, backend="django.contrib.auth.backends.ModelBackend")
    base = {"ente": scena.ente}
    esiti = [
        client.get(reverse("ricerca", kwargs=base), {"q": SEGNO}),
        client.get(f"/{SEGNO}/{POSTA}/", {"q": SEGNO}),
        client.get(f"/{SEGNO.lower()}/scrivania/"),
        client.get(reverse("scrivania"), headers={"X-Request-ID": SEGNO, "User-Agent": POSTA, "Referer": f"/{SEGNO}"}),
        client.post(
            reverse("rilevazione", kwargs={**base, "risultato": scena.risultato()}),
            {"versione": "0", "parte_0": SEGNO, "nota": POSTA},
        ),
        client.post(reverse("scadenza_nuova", kwargs={**base, "anno": 2023}), {"titolo": SEGNO, "data": SEGNO}),
        client.get(reverse("scrivania"), headers={"Host": f"{SEGNO}.example"}),
        client.get("/api/v1/ente", headers={"Authorization": f"Bearer {SEGNO}"}),
        client.generic("PIANTATO", f"/accedi/?next={SEGNO}"),
        Client(enforce_csrf_checks=True).post(reverse("accedi"), {"username": POSTA, "password": SEGNO}),
    ]
    assert {200, 403, 404, 400, 401} <= {esito.status_code for esito in esiti}
    pulite(righe)
    proprie = [riga for riga in lette(righe) if riga["registro"] == "pianoperf.richieste"]
    assert len(proprie) == len(esiti)
    ricerca = proprie[0]
    assert (ricerca["rotta"], ricerca["metodo"], ricerca["stato"]) == ("ricerca", "GET", 200)
    assert (ricerca["utente"], ricerca["ente"]) == (scena.cast.direttore.pk, scena.ente)
    assert all(riga.keys() >= CAMPI and BEN_FATTO.fullmatch(str(riga["richiesta"])) for riga in proprie)


@pytest.mark.django_db
def test_nemmeno_chi_sbaglia_la_password_finché_è_fermato(righe: io.StringIO) -> None:
    Utente.objects.create_user(username=POSTA, password="Una-frase-lunga-7")
    client = Client(REMOTE_ADDR="10.9.8.7")
    stati = [client.post(reverse("accedi"), {"username": POSTA, "password": SEGNO}).status_code for _ in range(6)]
    assert stati[-1] in (403, 429)
    pulite(righe)
    assert "10.9.8.7" not in righe.getvalue()


@pytest.mark.django_db
def test_un_guasto_dice_il_tipo_e_la_riga_e_non_le_parole(righe: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def scoppia(*_: object, **__: object) -> None:
        try:
            int(SEGNO)
        except ValueError as errore:
            raise KeyError(POSTA) from errore

    monkeypatch.setattr("django.views.generic.base.TemplateView.get", scoppia)
    risposta = Client(raise_request_exception=False).get(f"{reverse('tastiera')}?chi={SEGNO}")
    assert risposta.status_code == 500
    assert risposta.headers["X-Request-ID"] in risposta.content.decode()
    pulite(righe)
    (guasto,) = [riga for riga in lette(righe) if riga["livello"] == "ERROR"]
    assert guasto["errore"]["tipo"] == "builtins.KeyError"
    assert guasto["errore"]["causa"]["tipo"] == "builtins.ValueError"
    assert guasto["errore"]["passi"][-1].startswith("tests/scudo/test_diario.py:")
    assert guasto["richiesta"] == risposta.headers["X-Request-ID"]


@pytest.mark.django_db
def test_un_errore_della_banca_dati_cita_una_riga_e_il_diario_no(righe: io.StringIO) -> None:
    Utente.objects.create(username=POSTA)
    registro = logging.getLogger("pianoperf.prova")
    with pytest.raises(IntegrityError) as preso, connection.cursor() as cursore:
        cursore.execute("INSERT INTO django_content_type (app_label, model) VALUES (%s, %s), (%s, %s)", [SEGNO] * 4)
    assert SEGNO in str(preso.value)
    try:
        raise preso.value
    except IntegrityError as errore:
        registro.exception("Non riuscito.")
        registro.warning("Non riuscito: %s", errore)
        registro.error(errore)
        logging.getLogger("libreria").error("Failed for %s", errore)
        logging.getLogger("libreria").error(f"Failed for {POSTA}")
        logging.getLogger("django.security.DisallowedHost").error(f"Invalid host {POSTA}")
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] %(description)s: %(exc)s",
            {"name": "prova", "id": "7", "description": "raised", "exc": repr(errore), "args": f"['{SEGNO}']"},
        )
    pulite(righe)
    prima, seconda, *altre = lette(righe)
    # the driver's error stands behind Django's, with the code of what was violated
    assert prima["errore"]["causa"]["sqlstate"] == "23505"
    assert seconda["messaggio"] == "Non riuscito: django.db.utils.IntegrityError"
    assert altre[-1]["messaggio"] == "Task prova[7] raised: …"


@pytest.mark.parametrize("ricevuto", [MIO, "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_un_identificativo_ben_fatto_si_tiene(ricevuto: str) -> None:
    assert Client().get(reverse("salute_viva"), headers={"X-Request-ID": ricevuto}).headers["X-Request-ID"] == ricevuto


@pytest.mark.parametrize("ricevuto", ["", SEGNO, "abc", "a" * 65, f"{MIO}\n", f"{MIO} {MIO}", "è" * 32, "-" * 32])
def test_un_altro_se_ne_fa_uno(ricevuto: str) -> None:
    assert identificativo(ricevuto) != ricevuto
    assert BEN_FATTO.fullmatch(identificativo(ricevuto))


def test_l_identificativo_va_con_il_compito_anche_dal_filo_del_campanello(monkeypatch: pytest.MonkeyPatch) -> None:
    visti = []
    monkeypatch.setattr("pianoperf.lavori.services.suona", lambda lavoro, tipo: visti.append((tipo, _testate())))
    segno = richiesta.set(MIO)
    try:
        suona_entro("uno", 5, tipo="documento")
    finally:
        richiesta.reset(segno)
    assert visti == [("documento", {"richiesta": MIO})]
    assert _testate() == {}


def _testate() -> dict[str, object]:
    """The headers of a task published now."""
    testate: dict[str, object] = {}
    compiti.porta_la_richiesta(headers=testate)
    return testate


@pytest.mark.parametrize(("portato", "atteso"), [(MIO, MIO), (SEGNO, ""), (7, ""), (None, "")], ids=str)
def test_l_esecutore_riprende_solo_un_identificativo_ben_fatto(portato: object, atteso: str) -> None:
    compito = SimpleNamespace(request=SimpleNamespace(richiesta=portato))
    compiti.riprende_la_richiesta(task=compito)
    assert richiesta.get() == atteso
    compiti.finisce_la_richiesta()
    assert richiesta.get() == ""


def test_in_produzione_ogni_registro_scrive_in_json() -> None:
    scelti = registri(sviluppo=False)
    assert scelti["handlers"]["console"]["formatter"] == "json"
    assert all(uno["handlers"] == ["console"] for uno in scelti["loggers"].values())
    assert registri(sviluppo=True)["handlers"]["console"]["formatter"] == "riga"
