"""Walks the public part as a search engine and a harvester do: every link of pages, maps, metadata, packages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.http.response import HttpResponseBase
from django.test import Client

PARTENZE = ("/trasparenza/", "/robots.txt")
SITO = "http://testserver"
# where the public pages end: the login, the manual, the statement on accessibility, what wants a key
FUORI = ("/accedi/", "/accessibilita/", "/aiuto/", "/api/", "/static/")


class Collegamenti(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.trovati: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        indirizzo = dict(attrs).get("href" if tag in ("a", "link") else "src")
        if indirizzo:
            self.trovati.append(indirizzo)


def visita(client: Client) -> dict[str, HttpResponseBase]:
    """The answer of every address that a visitor can reach from the starts, by address, without fragments."""
    viste: dict[str, HttpResponseBase] = {}
    da_vedere = list(PARTENZE)
    while da_vedere:
        indirizzo = da_vedere.pop().removeprefix(SITO).partition("#")[0]
        if not indirizzo.startswith("/") or indirizzo in viste or indirizzo.startswith(FUORI):
            continue
        viste[indirizzo] = risposta = client.get(indirizzo)
        da_vedere += _collegamenti(risposta)
    return viste


def _collegamenti(risposta: HttpResponseBase) -> Iterator[str]:
    """Of a page its links, of anything else but a PDF every address of this site that it names."""
    tipo = risposta.headers["Content-Type"]
    if tipo.startswith("text/html"):
        lettore = Collegamenti()
        lettore.feed(leggi(risposta))
        yield from lettore.trovati
    elif not tipo.startswith("application/pdf"):
        yield from re.findall(rf'{SITO}/[^\s"<>\\;]*', leggi(risposta))
    yield from re.findall(r"<([^>]+)>", risposta.headers.get("Link", ""))


def leggi(risposta: HttpResponseBase) -> str:
    return corpo(risposta).decode()


def in_oggetto(risposta: HttpResponseBase) -> dict:
    return dict(json.loads(corpo(risposta)))


def corpo(risposta: HttpResponseBase) -> bytes:
    """The whole body; a streamed one is kept, so that it may be read again."""
    if risposta.streaming:
        risposta.letto = getattr(risposta, "letto", None) or b"".join(risposta.streaming_content)
        return bytes(risposta.letto)
    return bytes(risposta.content)
