"""Pages shown in a real browser without a server: what the browser asks, the Django test client answers."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

CASA = "http://prova.test"
REGOLE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")


def risponde(client: Client) -> Callable[[Route], None]:
    """The handler of a page's requests: static files from the finders, the rest from `client`, nothing from outside.

    It runs in the context of who calls this: the database connection, with what the test wrote, belongs to it.
    """
    contesto = copy_context()

    def rispondi(route: Route) -> None:
        parti = urlsplit(route.request.url)
        if f"{parti.scheme}://{parti.netloc}" != CASA:
            route.abort()
        elif parti.path.startswith("/static/"):
            _file(route, parti.path.removeprefix("/static/"))
        else:
            contesto.copy().run(_pagina, route, client, f"{parti.path}?{parti.query}" if parti.query else parti.path)

    return rispondi


def _file(route: Route, nome: str) -> None:
    trovato = finders.find(nome)
    if trovato is None:
        route.fulfill(status=404)
        return
    tipo = mimetypes.guess_type(nome)[0] or "application/octet-stream"
    route.fulfill(body=Path(str(trovato)).read_bytes(), content_type=tipo)


def _pagina(route: Route, client: Client, indirizzo: str) -> None:
    testate = {"HX-Request": "true"} if route.request.headers.get("hx-request") else {}
    risposta: Any = client.get(indirizzo, headers=testate, follow=True)
    corpo = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    route.fulfill(status=risposta.status_code, body=corpo, content_type=risposta.headers["Content-Type"])


def difetti(pagina: Page, axe: str) -> list[str]:
    """What axe-core finds in the page as it is shown: rule, element, why."""
    if not pagina.evaluate("() => Boolean(window.axe)"):
        pagina.evaluate(axe)
    esito = pagina.evaluate("regole => axe.run(document, {runOnly: {type: 'tag', values: regole}})", list(REGOLE))
    return [
        f"{voce['id']}: {nodo['html'][:160]} ({nodo['failureSummary'].splitlines()[-1].strip()})"
        for voce in esito["violations"]
        for nodo in voce["nodes"]
    ]
