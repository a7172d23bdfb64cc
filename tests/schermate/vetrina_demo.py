"""Which pages there are to photograph: those of the demo that links lead to, then those that only a scene reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from pianoperf.organizzazione.models import Utente
from tests.permessi.matrice import MATRICE

COLLEGAMENTO = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
RETRO = "django.contrib.auth.backends.ModelBackend"
ENTE = "asc-insieme"
# the role of the matrix, and the demo login that holds it
PERSONE = {
    "amministratrice": f"amministratore.{ENTE}",
    "direttore": f"direttore.{ENTE}",
    "responsabile": f"responsabile.{ENTE}",
    "nucleo": f"nucleo.{ENTE}",
    "organo": f"organo.{ENTE}",
}
# how many pages of one name are read for the links they hold
DA_LEGGERE = 2
# pages whose content depends on the role: photographed for each of them
PER_RUOLO = {"scrivania", "rilevazioni", "rilevazioni_anno", "quadro", "documenti", "strumenti", "calendario_anno"}


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page to photograph: the name of its address, who looks at it ("" for nobody logged in)."""

    nome: str
    chi: str
    indirizzo: str

    @property
    def area(self) -> str:
        return self.nome.split("_")[0]

    @property
    def file(self) -> str:
        return f"{self.nome}-{self.chi}" if self.chi else self.nome


def client_di(chi: str) -> Client:
    """The test client of a role of the demo, or of nobody."""
    client = Client()
    if chi:
        client.force_login(Utente.objects.get(username=PERSONE[chi]), backend=RETRO)
    return client


def pagine_della_demo() -> list[Pagina]:
    """One page of each name that each role's links lead to; of most names only the first role's."""
    trovate: dict[tuple[str, str], Pagina] = {}
    for chi in ("", *PERSONE):
        for pagina in _raggiungibili(chi, ["/trasparenza/", "/aiuto/", "/accedi/"] if not chi else ["/", "/password/"]):
            chiave = (pagina.nome, chi if pagina.nome in PER_RUOLO else "")
            trovate.setdefault(chiave, pagina)
    return sorted(trovate.values(), key=lambda pagina: (pagina.area, pagina.nome, pagina.chi))


def _raggiungibili(chi: str, partenze: Iterable[str]) -> Iterator[Pagina]:
    client, da_vedere, visti, lette = client_di(chi), list(partenze), set(partenze), dict[str, int]()
    while da_vedere:
        indirizzo = da_vedere.pop(0)
        nome = _nome(indirizzo)
        if not nome or lette.get(nome, 0) >= DA_LEGGERE:
            continue
        risposta = client.get(indirizzo)
        testo = _pagina_intera(risposta)
        if testo is None:
            continue
        lette[nome] = lette.get(nome, 0) + 1
        if lette[nome] == 1:
            yield Pagina(nome, chi, indirizzo)
        nuovi = {unescape(altro) for altro in COLLEGAMENTO.findall(testo)} - visti
        visti |= nuovi
        da_vedere += sorted(nuovi)


def _nome(indirizzo: str) -> str:
    """The name of a page of mine; "" for a file, the registry, another body."""
    try:
        trovato = resolve(urlsplit(indirizzo).path)
    except Resolver404:
        return ""
    if trovato.app_name or trovato.kwargs.get("ente", ENTE) != ENTE or trovato.url_name == "esci":
        return ""
    return str(trovato.url_name)


def _pagina_intera(risposta: Any) -> str | None:
    if risposta.status_code != 200 or not risposta.headers["Content-Type"].startswith("text/html"):
        return None
    testo: str = risposta.content.decode()
    return testo if "<html" in testo else None


def nomi_mancanti(trovate: Iterable[Pagina]) -> list[str]:
    """The names of the matrix that some role may open and that no page of the demo has."""
    presenti = {pagina.nome for pagina in trovate}
    aperti = {nome for nome, regole in MATRICE.items() if any(r.metodo == "get" and r.ammessi for r in regole)}
    return sorted(aperti - presenti)
