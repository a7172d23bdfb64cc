"""Addresses of the dashboard, and what a page of it says."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from rendicontazione.models import Rendicontazione

PARTI = ("quadro", "quadro_schede", "quadro_gruppi", "quadro_tempi", "quadro_confronti", "quadro_indicatori")
_APRE = re.compile(r'<a class="apre" href="([^"]+)">(\d+)')
_GRADO = re.compile(r'<a class="apre-grado" href="([^"]+)">(?:(?!</a>).)*?class="grado-numero">([^<]+)<', re.DOTALL)


def indirizzo(nome: str, anno: Rendicontazione, domanda: str = "", **altro: object) -> str:
    dell_anno = {"ente": "ente-prova", "piano": anno.piano.codice, "anno": anno.anno}
    return reverse(nome, kwargs={**dell_anno, **altro}) + domanda


def legge(client: Client, dove: str) -> str:
    risposta = client.get(dove)
    assert risposta.status_code == 200, dove
    return risposta.content.decode()


def numeri(pagina: str) -> list[tuple[str, int]]:
    """(address, number printed) of every count that opens its rows."""
    return [(unescape(dove), int(quanti)) for dove, quanti in _APRE.findall(pagina)]


def gradi(pagina: str) -> list[tuple[str, str]]:
    """(address, percentage printed) of every grade that opens its rows."""
    return [(unescape(dove), quanto) for dove, quanto in _GRADO.findall(pagina)]


def righe(pagina: str) -> int:
    """How many rows the list prints."""
    corpo = pagina.partition("tabella-righe")[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return corpo.count("<tr>")
