"""Browser journeys: headless Chromium, a live server, a real worker, the five plans and the demo cast.

Without a Chromium on the machine they are skipped with a line that says so; in CI a missing one fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from pianoperf.organizzazione.dimostrazione import parola_dimostrativa

OPZIONI = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ATTESA = 15_000


def _chromium() -> str | None:
    nomi = ("chromium", "chromium-browser", "google-chrome")
    return next((percorso for nome in nomi if (percorso := shutil.which(nome))), None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    eseguibile = _chromium()
    if eseguibile is None:
        if os.environ.get("CI"):
            pytest.fail("Manca Chromium: i percorsi nel browser in CI non si saltano.")
        pytest.skip("Manca Chromium: installalo per provare i percorsi nel browser.")
    # Playwright's loop runs in the test's own thread, where Django would refuse its synchronous queries.
    with pytest.MonkeyPatch.context() as ambiente, sync_playwright() as playwright:
        ambiente.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=eseguibile, args=OPZIONI)
        yield chromium
        chromium.close()


@pytest.fixture
def esempi(transactional_db: None, celery_vero: None) -> None:
    """The five plans and the demo years, committed, with a real worker looking at them."""
    call_command("carica_esempi", verbosity=0)


@pytest.fixture
def entra(browser: Browser, esempi: None, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Log in as a demo user in a fresh browser window (`opzioni` of Playwright's new_context)."""
    expect.set_options(timeout=ATTESA)
    contesti = []

    def accesso(utente: str, **opzioni: Any) -> Page:
        contesto = browser.new_context(base_url=live_server.url, locale="it-IT", accept_downloads=True, **opzioni)
        contesti.append(contesto)
        pagina = contesto.new_page()
        pagina.set_default_timeout(ATTESA)
        pagina.goto("/accedi/")
        pagina.get_by_label("Nome utente").fill(utente)
        pagina.get_by_label("Password").fill(parola_dimostrativa())
        pagina.get_by_role("button", name="Accedi").click()
        expect(pagina.get_by_role("button", name="Esci")).to_be_visible()
        return pagina

    yield accesso
    for contesto in contesti:
        contesto.close()
