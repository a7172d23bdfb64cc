"""Somebody at a browser, without the browser: a session, pages, and forms sent as the page made them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import requests
from django.conf import settings
from django.test import Client

from pianoperf.organizzazione.models import Utente

RETRO = "django.contrib.auth.backends.ModelBackend"
NASCOSTO = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|_autore)" value="([^"]*)"')


def marchi_in(pagina: str) -> dict[str, str]:
    return {nome: unescape(valore) for nome, valore in NASCOSTO.findall(pagina)}


class Persona:
    """`sito` is where the web server answers. Redirects are not followed: what a POST answers is looked at."""

    def __init__(self, sito: str, utente: Utente | None = None) -> None:
        self.sito = sito
        self._biscotti: dict[str, str] = {}
        if utente is not None:
            self._entra(utente, Client())

    def rientra(self, utente: Utente) -> None:
        """Log in again in the same browser: what the lost session kept is in the new one."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._biscotti[settings.SESSION_COOKIE_NAME]
        self._entra(utente, client)

    def _entra(self, utente: Utente, client: Client) -> None:
        client.force_login(utente, backend=RETRO)
        self._biscotti[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def apri(self, indirizzo: str, **altro: Any) -> requests.Response:
        risposta = requests.get(
            self.sito + indirizzo, cookies=self._biscotti, allow_redirects=False, timeout=60, **altro
        )
        self._biscotti |= risposta.cookies.get_dict()
        return risposta

    def modulo(self, indirizzo: str) -> dict[str, str]:
        """The marks of the forms of that page: the same for all of them."""
        return marchi_in(self.apri(indirizzo).text)

    def invia(self, indirizzo: str, dati: dict[str, Any], *, da: str = "", **altro: Any) -> requests.Response:
        """Fill in the form of `da` and send it; without it `dati` are sent as they are."""
        marchi = self.modulo(da) if da else {}
        risposta = requests.post(
            self.sito + indirizzo,
            data={**marchi, **dati},
            cookies=self._biscotti,
            allow_redirects=False,
            timeout=60,
            headers={"Referer": self.sito + indirizzo, **altro.pop("headers", {})},
            **altro,
        )
        self._biscotti |= risposta.cookies.get_dict()
        return risposta

    def risponde(self) -> bool:
        try:
            return self.apri("/salute/viva/").status_code == 200
        except requests.RequestException:
            return False

    def salute(self) -> tuple[int, dict[str, Any]]:
        risposta = self.apri("/salute/")
        return risposta.status_code, risposta.json()
