"""How soon a person sees a page: Largest Contentful Paint in Chromium, with an empty cache and a slow network.

The pages are served as in production (files compressed, with hashed names) by a server of this process.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread

from indicatori.cronometro import Misura

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

# The slow 4G of Lighthouse: 150 ms each way and back, 1.6 Mbit/s down, 750 kbit/s up (bytes a second here).
RETE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
OBIETTIVO = "1,5 s"
VOLTE = 3
ARGOMENTI = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
_LCP = """() => new Promise(fatto => new PerformanceObserver(elenco => fatto(elenco.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true}))"""


def misure_del_primo_sguardo(pagine: Mapping[str, tuple[Client, str]]) -> Iterator[Misura]:
    """A row for each page (name -> who asks, address); none where there is no Chromium or no Playwright."""
    eseguibile = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    if eseguibile is None:
        return
    with _server() as casa, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=eseguibile, args=ARGOMENTI)
        for nome, (client, indirizzo) in pagine.items():
            secondi = statistics.median(_lcp(browser, client, f"{casa}{indirizzo}") for _ in range(VOLTE))
            yield Misura(f"primo sguardo (LCP): {nome}", "4G lento, memoria vuota", secondi, OBIETTIVO)
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as cartella, override_settings(**_come_in_produzione(cartella)):
        call_command("collectstatic", interactive=False, verbosity=0)
        filo = LiveServerThread("localhost", cast(type[WSGIHandler], lambda gestore: gestore))
        filo.daemon = True
        filo.start()
        filo.is_ready.wait()
        try:
            yield f"http://localhost:{filo.port}"
        finally:
            filo.terminate()


def _come_in_produzione(cartella: str) -> dict[str, Any]:
    compressi = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    return {
        "STATIC_ROOT": cartella,
        "STORAGES": {**settings.STORAGES, "staticfiles": compressi},
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
    }


def _lcp(browser: Browser, client: Client, indirizzo: str) -> float:
    """In seconds, in a window of its own."""
    contesto = browser.new_context(viewport={"width": 1280, "height": 900})
    if settings.SESSION_COOKIE_NAME in client.cookies:
        valore = client.cookies[settings.SESSION_COOKIE_NAME].value
        contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": valore, "url": indirizzo}])
    pagina = contesto.new_page()
    sessione: CDPSession = contesto.new_cdp_session(pagina)
    sessione.send("Network.enable")
    sessione.send("Network.emulateNetworkConditions", RETE)
    risposta = pagina.goto(indirizzo, wait_until="load")
    if risposta is None or risposta.status != 200:
        raise RuntimeError(f"{indirizzo}: {risposta and risposta.status}")
    millesimi: float = pagina.evaluate(_LCP)
    contesto.close()
    return millesimi / 1000
