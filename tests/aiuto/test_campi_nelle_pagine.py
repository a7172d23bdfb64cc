"""On every page that a role may open, each control is tied to the sentence that says what to write in it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Regola, Scena
from tests.schermo.conftest import entra

__all__ = ["ente_in_corso", "scena"]

PAGINE = sorted(nome for nome, regole in MATRICE.items() if any(r.metodo == "get" and r.ammessi for r in regole))
SENZA_TESTO = {"hidden", "submit", "button", "image", "reset"}
# pages whose controls are explained by the heading of their column, or by a guide above them
TABELLE = {"griglia", "veste", "edizione_precedente", "nucleo_completi", "evidenze_obbligatorie"}


class Controlli(HTMLParser):
    """The controls of the forms that write something, and the ids of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.punti: set[str] = set()
        self.controlli: list[tuple[str, str]] = []
        self._scrive = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nomi = {nome: valore or "" for nome, valore in attrs}
        self.punti.add(nomi.get("id", ""))
        if tag == "form":
            self._scrive = nomi.get("method", "get").lower() == "post"
        elif tag in ("input", "select", "textarea") and nomi.get("type", "text") not in SENZA_TESTO and self._scrive:
            self.controlli.append((nomi.get("name", ""), nomi.get("aria-describedby", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._scrive = True

    @property
    def muti(self) -> set[str]:
        """The controls without a sentence; of a group of radios one is enough, and one without a name is never sent."""
        detti = {nome for nome, frasi in self.controlli if set(frasi.split()) & self.punti}
        return {nome for nome, _ in self.controlli if nome} - detti


@pytest.mark.django_db
@pytest.mark.parametrize("nome", PAGINE)
def test_ogni_campo_della_pagina_ha_la_sua_frase(scena: Scena, client: Client, nome: str) -> None:
    for regola in (voce for voce in MATRICE[nome] if voce.metodo == "get" and voce.ammessi):
        with transaction.atomic():
            muti = _muti(Scena(scena.cast, scena.anno), client, nome, regola)
            transaction.set_rollback(True)
        if nome not in TABELLE:
            assert muti == set()


def _muti(scena: Scena, client: Client, nome: str, regola: Regola) -> set[str]:
    regola.prepara(scena)
    entra(client, scena.cast.per_nome(sorted(regola.ammessi)[0]))
    risposta = client.get(reverse(nome, kwargs={"ente": scena.ente, **regola.argomenti(scena)}), follow=True)
    if b"<html" not in getattr(risposta, "content", b""):
        return set()
    lettore = Controlli()
    lettore.feed(risposta.content.decode())
    return lettore.muti
