"""Pages shown in a real browser without a server: what the browser asks, the Django test client answers."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from contextvars import copy_context
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from tests.permessi import sessioni

CASA = "http://prova.test"
ALTEZZA = 900
# what any page asked of another host: nothing may
FORESTIERE: list[str] = []
# somebody of the cast, logged in
entrato = partial(sessioni.entrato, con_i_guasti=True)


def mostra(pagina: Page, client: Client, indirizzo: str, risposta: Any) -> None:
    """Open `indirizzo` showing `risposta`, an answer of `client` (to a GET or to a form that was sent)."""
    pagina.set_viewport_size({"width": 1280, "height": ALTEZZA})
    pagina.unroute_all()
    pagina.route("**/*", risponde(client, indirizzo, risposta))
    pagina.goto(f"{CASA}{indirizzo}")
    pagina.wait_for_function("() => !document.querySelector('.htmx-request:not([hx-trigger^=every])')")


def risponde(client: Client, indirizzo: str = "", risposta: Any = None) -> Callable[[Route], None]:
    """The handler of the requests: static files from the finders, the rest from `client`, nothing from outside.

    Who opens `indirizzo` is shown `risposta`, which was asked for before.
    It runs in the context of who calls this: the database connection, with what the test wrote, belongs to it.
    """
    contesto = copy_context()

    def rispondi(route: Route) -> None:
        parti = urlsplit(route.request.url)
        dove = f"{parti.path}?{parti.query}" if parti.query else parti.path
        if f"{parti.scheme}://{parti.netloc}" != CASA:
            FORESTIERE.append(route.request.url)
            route.abort()
        elif parti.path.startswith("/static/"):
            _file(route, parti.path.removeprefix("/static/"))
        elif route.request.is_navigation_request() and dove == indirizzo:
            _corpo(route, risposta)
        else:
            _corpo(route, contesto.copy().run(_chiede, client, route, dove))

    return rispondi


def _chiede(client: Client, route: Route, dove: str) -> Any:
    testate = {nome: valore for nome, valore in route.request.headers.items() if nome.startswith("hx-")}
    if route.request.method == "GET":
        return client.get(dove, headers=testate, follow=True)
    tipo = route.request.headers["content-type"]
    return client.post(dove, route.request.post_data_buffer, content_type=tipo, headers=testate, follow=True)


def _file(route: Route, nome: str) -> None:
    trovato = _letto(nome)
    if trovato is None:
        route.fulfill(status=404)
        return
    route.fulfill(body=trovato, content_type=mimetypes.guess_type(nome)[0] or "application/octet-stream")


@cache
def _letto(nome: str) -> bytes | None:
    trovato = finders.find(nome)
    return Path(str(trovato)).read_bytes() if trovato else None


def _corpo(route: Route, risposta: Any) -> None:
    corpo = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    route.fulfill(status=risposta.status_code, body=corpo, content_type=risposta.headers["Content-Type"])
