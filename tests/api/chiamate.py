"""A program that holds a key and asks the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

RADICE = "/api/v1/"
PIANO = "piani/ente-prova-2023-2025"
ANNO = f"{PIANO}/rendicontazioni/2023"
# every address of the API, below its root
TUTTI = (
    "ente",
    "piani",
    "documenti",
    PIANO,
    f"{PIANO}/schede",
    f"{PIANO}/schede/1",
    f"{PIANO}/indicatori",
    f"{PIANO}/rendicontazioni",
    ANNO,
    f"{ANNO}/risultati",
)


@dataclass(frozen=True)
class Programma:
    segreto: str

    def chiede(self, dove: str, metodo: str = "get", **testate: str) -> HttpResponseBase:
        """`dove` is below /api/v1/, or whole."""
        indirizzo = dove if dove.startswith(("/", "http")) else f"{RADICE}{dove}"
        testate = {"Authorization": f"Bearer {self.segreto}", **testate}
        return getattr(Client(raise_request_exception=False), metodo)(indirizzo, headers=testate)

    def legge(self, dove: str) -> Any:
        risposta = self.chiede(dove)
        assert risposta.status_code == 200, (dove, risposta.status_code, risposta.content)
        return json.loads(risposta.content)

    def stato(self, dove: str, metodo: str = "get", **testate: str) -> int:
        return self.chiede(dove, metodo, **testate).status_code


def problema(risposta: HttpResponseBase) -> dict[str, Any]:
    """The error of an answer, after looking that it is one as RFC 9457 wants it."""
    assert risposta.headers["Content-Type"] == "application/problem+json"
    dati: dict[str, Any] = json.loads(risposta.content)
    assert dati["status"] == risposta.status_code
    assert {"type", "title", "status", "detail"} <= dati.keys()
    return dati
