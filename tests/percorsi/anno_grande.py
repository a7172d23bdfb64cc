"""A year of sixty results, committed, and its people in the browser: no worker and no examples needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.scenari import Cast

RETRO = "django.contrib.auth.backends.ModelBackend"
TARGET = ("SI", "Entro giugno", "almeno 80%", "Almeno 4", "Massimo 10 giorni")
ANNO = 2023


def _dati(quanti: int) -> PianoDati:
    schede = [
        SchedaDati(
            codice=str(s),
            titolo=f"Scheda {s}",
            triennio_dichiarato="2023-2025",
            azioni=[AzioneDati("1", "Azione", anni=(ANNO,))],
            indicatori=[
                IndicatoreDati(f"{s}.{n}", f"Indicatore {s}.{n}", "1", "Rossi", previsioni={ANNO: TARGET[n % 5]})
                for n in range(1, 11)
            ],
        )
        for s in range(1, quanti // 10 + 1)
    ]
    return PianoDati("piano-grande", "ente-prova", "schede", "Piano grande", (2023, 2024, 2025), schede=schede)


def apri_anno(cast: Cast, quanti: int) -> Rendicontazione:
    adesso = timezone.now()
    importa_piano(dati=_dati(quanti), utente=cast.amministratrice, adesso=adesso)
    piano = approva_piano(
        piano=Piano.objects.get(codice="piano-grande"),
        organo="CdA",
        numero="1",
        data=adesso.date(),
        utente=cast.amministratrice,
    )
    return apri_rendicontazione(
        piano=piano,
        anno=ANNO,
        finestra_dal=adesso - timedelta(days=1),
        finestra_al=adesso + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=adesso,
    )


def risultato(codice: str) -> Risultato:
    return Risultato.objects.get(previsione__indicatore__codice=codice, rendicontazione__piano__codice="piano-grande")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    return apri_anno(cast, 60)


@pytest.fixture
def apri(
    browser: Browser, cast: Cast, anno: Rendicontazione, live_server: LiveServer, settings: LazySettings
) -> Iterator[Callable[..., Page]]:
    """A fresh window of a person of the cast, already logged in."""
    expect.set_options(timeout=15_000)
    contesti = []

    def finestra(persona: str, *, js: bool = True, larga: int = 1280) -> Page:
        contesto = browser.new_context(
            base_url=live_server.url,
            locale="it-IT",
            java_script_enabled=js,
            viewport={"width": larga, "height": 900},
        )
        contesti.append(contesto)
        contesto.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": sessione(cast, persona), "url": live_server.url}]
        )
        pagina = contesto.new_page()
        pagina.set_default_timeout(15_000)
        return pagina

    yield finestra
    for contesto in contesti:
        contesto.close()


def sessione(cast: Cast, persona: str) -> str:
    """The key of a new session of a person of the cast."""
    utente = cast.per_nome(persona)
    nuova = SessionStore()
    nuova[SESSION_KEY] = str(utente.pk)
    nuova[BACKEND_SESSION_KEY] = RETRO
    nuova[HASH_SESSION_KEY] = utente.get_session_auth_hash()
    nuova.save()
    return str(nuova.session_key)


def accedi_di_nuovo(pagina: Page, nome_utente: str) -> None:
    """Follow the page's own link to the login and come back to where one was."""
    pagina.get_by_role("link", name="Accedi di nuovo").click()
    pagina.get_by_label("Nome utente").fill(nome_utente)
    pagina.get_by_label("Password").fill(scenari.PAROLA)
    pagina.wait_for_load_state("networkidle")
    pagina.get_by_role("button", name="Accedi").click()
    expect(pagina.get_by_role("button", name="Esci")).to_be_visible()
