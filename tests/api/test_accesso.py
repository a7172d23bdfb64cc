"""Who is let in: a key that is good today, of this body, not too often; and nothing is remembered of it but the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis import ConnectionError as RedisAssente

from pianoperf.organizzazione.permissions import oggi
from rendicontazione.api.services import revoca_chiave
from rendicontazione.models import ChiaveApi, Rendicontazione
from tests.api.chiamate import PIANO, TUTTI, Programma, problema
from tests.scenari import ADESSO, Cast


def _tipo(risposta: HttpResponseBase) -> str:
    assert risposta.status_code == 401
    assert risposta.headers["WWW-Authenticate"].startswith('Bearer realm="pianoperf"')
    return problema(risposta)["type"].rpartition("errore-")[2]


def _con(testata: str) -> HttpResponseBase:
    return Client().get("/api/v1/ente", headers={"Authorization": testata} if testata else {})


@pytest.mark.parametrize(
    ("testata", "tipo"),
    [
        ("", "chiave-assente"),
        ("Basic cHA6cHA=", "chiave-assente"),
        ("Bearer", "chiave-non-valida"),
        ("Bearer pp_corta", "chiave-non-valida"),
        ("Bearer pp_" + "a" * 43, "chiave-non-valida"),
        ("Bearer pp_" + "à" * 43, "chiave-non-valida"),
    ],
    ids=["niente", "altro-schema", "vuota", "corta", "inventata", "accentata"],
)
def test_senza_una_chiave_vera_non_si_entra(sito: Programma, testata: str, tipo: str) -> None:
    assert _tipo(_con(testata)) == tipo


def test_ciò_che_non_può_essere_una_chiave_non_arriva_alla_banca_dati(sito: Programma) -> None:
    with CaptureQueriesContext(connection) as prese:
        assert _con("Bearer pp_corta").status_code == 401
    assert len(prese) == 0


def test_una_chiave_vale_fino_al_suo_ultimo_giorno(sito: Programma) -> None:
    ChiaveApi.objects.update(scade_il=oggi())
    assert sito.stato("ente") == 200
    ChiaveApi.objects.update(scade_il=oggi() - timedelta(days=1))
    assert _tipo(sito.chiede("ente")) == "chiave-scaduta"


def test_una_chiave_revocata_non_apre_più_niente(cast: Cast, sito: Programma) -> None:
    revoca_chiave(chiave=ChiaveApi.objects.get(nome="Sito", ente=cast.ente), utente=cast.amministratrice, adesso=ADESSO)
    for dove in TUTTI:
        assert _tipo(sito.chiede(dove)) == "chiave-revocata"


def test_non_c_è_sessione_né_cookie_e_le_difese_restano(anno: Rendicontazione, sito: Programma) -> None:
    risposta = sito.chiede("piani", Origin="https://www.esempio.it")
    assert not risposta.cookies
    assert risposta.headers["Vary"] == "Authorization"
    assert risposta.headers["Cache-Control"] == "private, no-cache"
    assert "default-src 'self'" in risposta.headers["Content-Security-Policy"]
    assert risposta.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in risposta.headers
    assert Client().get("/api/v1/ente").headers["Cache-Control"] == "no-store"


def test_il_segreto_non_sta_da_nessuna_parte(cast: Cast, sito: Programma) -> None:
    chiave = ChiaveApi.objects.get(prefisso=sito.segreto[:9])
    righe = [str(valore) for riga in ChiaveApi.objects.values() for valore in riga.values()]
    scritti = len(righe)
    with connection.cursor() as cursore:
        cursore.execute("SELECT * FROM rendicontazione_chiaveapievent")
        righe += [str(valore) for riga in cursore.fetchall() for valore in riga]
    assert len(righe) > scritti > 20
    assert not [valore for valore in righe if sito.segreto in valore]
    assert chiave.impronta in righe[:scritti]
    assert chiave.impronta not in righe[scritti:]


def test_si_segna_il_giorno_e_una_volta_sola(sito: Programma) -> None:
    def usi() -> dict[str, date | None]:
        return dict(ChiaveApi.objects.values_list("nome", "ultimo_uso").filter(ente__codice="ente-prova"))

    assert usi() == {"Sito": None, "Cruscotto": None}
    assert sito.stato("ente") == 200
    assert usi() == {"Sito": oggi(), "Cruscotto": None}
    with CaptureQueriesContext(connection) as prese:
        assert sito.stato("ente") == 200
    assert not [voce for voce in prese.captured_queries if not voce["sql"].startswith("SELECT")]


def test_oltre_il_limite_si_aspetta_e_le_altre_chiavi_no(
    sito: Programma, interno: Programma, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rendicontazione.api.accesso.timezone.now", lambda: ADESSO)
    settings.RICHIESTE_API_AL_MINUTO = 2
    assert [sito.stato("ente") for _ in range(3)] == [200, 200, 429]
    risposta = sito.chiede("ente")
    assert problema(risposta)["type"] == "/api/v1/#errore-troppe-richieste"
    assert risposta.headers["Retry-After"] == "60"
    assert interno.stato("ente") == 200
    monkeypatch.setattr("rendicontazione.api.accesso.timezone.now", lambda: ADESSO + timedelta(minutes=1))
    assert sito.stato("ente") == 200


def test_le_richieste_si_contano_per_tutti_i_processi(settings: LazySettings) -> None:
    assert "redis" in settings.CACHES["richieste"]["BACKEND"]
    assert settings.CACHES["richieste"]["LOCATION"] == settings.REDIS_URL


def test_senza_redis_si_legge_lo_stesso(sito: Programma, monkeypatch: pytest.MonkeyPatch) -> None:
    class Muto:
        def add(self, *args: Any, **altro: Any) -> None:
            raise RedisAssente("nessuno risponde")

    monkeypatch.setattr("rendicontazione.api.accesso.caches", {"richieste": Muto()})
    assert sito.stato("ente") == 200


def test_di_un_altro_ente_non_si_vede_nemmeno_che_c_è(anno: Rendicontazione, altrui: Programma) -> None:
    for dove in TUTTI[3:]:
        straniero, inventato = altrui.chiede(dove), altrui.chiede(dove.replace(PIANO, "piani/mai-esistito"))
        assert (straniero.status_code, straniero.content) == (404, inventato.content), dove
    for dove in ("piani", "documenti"):
        assert altrui.legge(dove)["elementi"] == []
    assert altrui.legge("documenti?piano=ente-prova-2023-2025")["totale"] == 0
    assert altrui.legge("ente")["codice"] == "altro-ente"
