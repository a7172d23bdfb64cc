"""The defects seen in other systems (field.md) that show through the web: open doors, a figure in a log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from obiettivi.models import Piano
from tests import scenari
from tests.scenari import Cast
from tests.schermo.conftest import entra

# what anybody may open without a login: the way in and out, the manual, the statement on accessibility, the health
APERTI = {"/accedi/", "/amministrazione/login/", "/amministrazione/logout/", "/accessibilita/", "/salute/", "/esci/"}
APERTI |= {"/aiuto/", "/tastiera/", "/salute/viva/", "/salute/pronta/"}
APERTI |= {"/password/dimenticata/", "/password/dimenticata/inviata/", "/password/nuova/1/1/"}
# what an approved plan of "ente-prova" opens to everybody (tests/pubblica looks at what they hold)
APERTI |= {
    "/robots.txt",
    "/trasparenza/",
    "/trasparenza/sitemap.xml",
    "/trasparenza/dati-aperti/",
    "/trasparenza/dati-aperti/sitemap.xml",
    "/trasparenza/ente-prova/",
    "/trasparenza/ente-prova/sitemap.xml",
    "/trasparenza/ente-prova/verifica/",
    "/trasparenza/ente-prova/ente-prova-2023-2025/",
    "/trasparenza/ente-prova/ente-prova-2023-2025/datapackage.json",
    "/api/v1/",
    "/api/v1/openapi.json",
}
ESEMPI = {
    "<slug:ente>": "ente-prova",
    "<slug:piano>": "ente-prova-2023-2025",
    "<int:anno>": "2023",
    "<uuid:lavoro_id>": "00000000-0000-0000-0000-000000000000",
}


def _indirizzi(nodo: URLResolver, prima: str = "/") -> Iterator[str]:
    for voce in nodo.url_patterns:
        pezzo = prima + str(voce.pattern)
        if isinstance(voce, URLResolver):
            yield from _indirizzi(voce, pezzo)
        elif "(" not in pezzo:
            for argomento, esempio in ESEMPI.items():
                pezzo = pezzo.replace(argomento, esempio)
            yield re.sub(r"<[^>]+>", "1", pezzo)


@pytest.fixture(scope="module")
def indirizzi() -> list[str]:
    """Every address of the site, an example for each argument; the body and its plan exist."""
    trovati = sorted(set(_indirizzi(get_resolver())))
    assert len(trovati) > 100
    assert {"/accedi/", "/ente-prova/scrivania/"} <= set(trovati)
    return trovati


@pytest.fixture
def piano(cast: Cast) -> Piano:
    return scenari.anno_aperto(cast).piano


def test_senza_accesso_si_apre_solo_ciò_che_è_di_tutti(client: Client, piano: Piano, indirizzi: list[str]) -> None:
    """PERFORM+: some addresses were open to anybody."""
    aperti = []
    for indirizzo in set(indirizzi) - APERTI:
        risposta = client.get(indirizzo)
        accesso = risposta.status_code == 302 and risposta.headers["Location"].split("?")[0] in APERTI
        if not accesso and risposta.status_code not in (401, 403, 404, 405):
            aperti.append((indirizzo, risposta.status_code, risposta.headers.get("Location")))
    assert aperti == []


def test_nessun_modulo_si_manda_da_un_altro_sito(piano: Piano, indirizzi: list[str]) -> None:
    """PERFORM+: the check on forms sent from elsewhere was off."""
    client = Client(enforce_csrf_checks=True)
    # the API has no session to abuse, and writes nothing: whatever is sent there is refused as such
    attesi = {indirizzo: 405 if indirizzo.startswith("/api/") else 403 for indirizzo in indirizzi}
    accettati = [indirizzo for indirizzo, atteso in attesi.items() if client.post(indirizzo).status_code != atteso]
    assert accettati == []


def test_di_un_ente_un_altro_non_vede_nemmeno_che_c_è(
    client: Client, cast: Cast, piano: Piano, indirizzi: list[str]
) -> None:
    entra(client, cast.estraneo)
    dell_ente = [indirizzo for indirizzo in indirizzi if indirizzo.startswith("/ente-prova/")]
    assert len(dell_ente) > 30
    visti = [
        (indirizzo, stato) for indirizzo in dell_ente if (stato := client.get(indirizzo).status_code) not in (404, 405)
    ]
    assert visti == []


def test_né_nomi_né_valori_finiscono_nel_registro_del_servizio(
    client: Client, cast: Cast, piano: Piano, caplog: pytest.LogCaptureFixture
) -> None:
    """GZOOM: every value of an imported sheet was logged, people's data with it."""
    with caplog.at_level(logging.INFO):
        dati = scenari.dati_di_prova()
        dati.codice = "ente-prova-2024-2026"
        scenari.importa_piano(dati=dati, utente=cast.amministratrice, adesso=scenari.ADESSO)
        scenari.inviato(cast, "1.3", "71,25", nota="Nota con un segreto")
        entra(client, cast.direttore)
        client.get(reverse("piano", kwargs={"ente": "ente-prova", "piano": dati.codice}))
    for parola in ("Rossi", "Bianchi", "71", "segreto"):
        assert parola not in caplog.text
