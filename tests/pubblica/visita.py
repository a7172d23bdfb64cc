"""Walks the public pages as a search engine does: every link, once."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http.response import HttpResponseBase
from django.test import Client

PARTENZA = "/trasparenza/"
# where the public pages end: the login and the statement on accessibility
FUORI = ("/accedi/", "/accessibilita/", "/static/")


class Collegamenti(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.trovati: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        indirizzo = dict(attrs).get("href" if tag in ("a", "link") else "src")
        if indirizzo:
            self.trovati.append(indirizzo.removeprefix("http://testserver"))


def visita(client: Client) -> dict[str, HttpResponseBase]:
    """The answer of every address that a visitor can reach from the start, by address."""
    viste: dict[str, HttpResponseBase] = {}
    da_vedere = [PARTENZA]
    while da_vedere:
        indirizzo = da_vedere.pop()
        if indirizzo in viste or indirizzo.startswith((*FUORI, "#", "https://")):
            continue
        viste[indirizzo] = risposta = client.get(indirizzo)
        if risposta.headers["Content-Type"].startswith("text/html"):
            lettore = Collegamenti()
            lettore.feed(corpo(risposta).decode())
            da_vedere += lettore.trovati
    return viste


def corpo(risposta: HttpResponseBase) -> bytes:
    if risposta.streaming:
        return b"".join(risposta.streaming_content)
    return bytes(risposta.content)
