"""Every address of a body: each role, own and other things, own and other body, an ended incarico, nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.permessi.matrice import ACCESSO, API, MATRICE, PUBBLICHE, SENZA_ENTE, TUTTI
from tests.permessi.scena import Regola, Scena
from tests.permessi.sessioni import entrato

# who asks, where, the status of the answer (0: the page, or its own answer), the headers
Prova = tuple[str, str, int, dict[str, str]]
# in an address these name nothing of one body
DI_TUTTI = {"anno", "formato", "adempimento"}
HTMX = {"HX-Request": "true"}


def _nomi(nodo: URLResolver) -> Iterator[str | None]:
    for voce in nodo.url_patterns:
        if not isinstance(voce, URLResolver):
            yield voce.name
        elif voce.namespace != "admin":
            yield from _nomi(voce)


def test_ogni_indirizzo_sta_nella_matrice() -> None:
    """A new address must say who reaches it: write its row in tests/permessi/matrice.py."""
    nomi = list(_nomi(get_resolver()))
    assert len(nomi) == len(set(nomi)) > 100
    assert None not in nomi
    scritti = MATRICE.keys() | SENZA_ENTE | PUBBLICHE | API | ACCESSO
    assert set(nomi) - scritti == set()
    assert scritti - set(nomi) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("nome", MATRICE)
def test_chi_arriva_a_un_indirizzo(scena: Scena, nome: str) -> None:
    sbagliati = [frase for regola in MATRICE[nome] for frase in _errori(scena, nome, regola)]
    assert sbagliati == []


def _errori(scena: Scena, nome: str, regola: Regola) -> list[str]:
    """Every person who gets another answer than the rule says."""
    with transaction.atomic():
        caso = Scena(scena.cast, scena.anno)
        regola.prepara(caso)
        argomenti, dati = regola.argomenti(caso), regola.dati(caso)
        indirizzo = reverse(nome, kwargs={"ente": caso.ente, **argomenti})
        errori = [
            f"{regola.metodo} {dove} di {chi}{' con HTMX' if testata else ''}: {avuto}, non {atteso or 'la pagina'}"
            for chi, dove, atteso, testata in _persone(caso, nome, regola, argomenti)
            if not _giusto(avuto := stato(chi, dove, regola.metodo, dati, testata), atteso)
        ]
        chiede = getattr(Client(), regola.metodo)(indirizzo, dati)
        if chiede.status_code != 302 or not chiede.headers["Location"].startswith(reverse("accedi")):
            errori.append(f"{regola.metodo} {indirizzo} senza accesso: {chiede.status_code}")
        transaction.set_rollback(True)
    return errori


def _persone(caso: Scena, nome: str, regola: Regola, argomenti: dict[str, object]) -> list[Prova]:
    """Every person at the own body's address; the stranger also at the same address below his own body."""
    indirizzo = reverse(nome, kwargs={"ente": caso.ente, **argomenti})
    attesi = {chi: _atteso(regola, chi) for chi in (*sorted(TUTTI), "scaduto", "estraneo")}
    prove: list[Prova] = [(chi, indirizzo, atteso, {}) for chi, atteso in attesi.items()]
    # as a part of a page: one person for each answer
    prove += [(chi, indirizzo, atteso, HTMX) for atteso, chi in {atteso: chi for chi, atteso in attesi.items()}.items()]
    if argomenti.keys() - DI_TUTTI:
        suo = reverse(nome, kwargs={"ente": caso.cast.altro_ente.codice, **argomenti})
        prove.append(("estraneo", suo, 404, {}))
    return prove


def _atteso(regola: Regola, chi: str) -> int:
    """0 for whoever gets the page or its own answer (200, 302, 422...)."""
    if chi in ("estraneo", "scaduto") or chi in regola.assente:
        return 404
    if chi in regola.sul_posto:
        return 409
    return 0 if chi in regola.ammessi else 403


def _giusto(stato: int, atteso: int) -> bool:
    return stato == atteso if atteso else stato not in (401, 403, 404, 405, 500)


def stato(chi: str, dove: str, metodo: str, dati: dict[str, object], testata: dict[str, str]) -> int:
    """The status of the answer; what it wrote is taken back."""
    client = entrato(chi)
    with transaction.atomic():
        risposta: HttpResponseBase = getattr(client, metodo)(dove, dati, headers=testata)
        transaction.set_rollback(True)
    return risposta.status_code
