"""What is asked of a database of an older version after today's migrations; executed on it, by `manage.py shell`.

Every answer is a list of what is not as it should be, or what the test compares with what was written down then.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.recinto.operazioni import COLONNA
from pianoperf.organizzazione.recinto.stato import Vista, recinto
from rendicontazione.models import Giudizio, Risultato
from tests.aggiornamenti.ritratto import anni, colonne, diverse, gradi, istantanee

ENTE, PIANO, ANNO = "asc-insieme", "asc-insieme-2023-2025", 2023
PUBBLICATO = {"ente": "coeso", "piano": "coeso-2021-2023", "anno": 2021}
SUO, DEL_PIANO = {"ente": ENTE}, {"ente": ENTE, "piano": PIANO}
DELL_ANNO = {**DEL_PIANO, "anno": ANNO}
# who opens what: a page of each area
PAGINE: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "direttore": [
        ("scrivania", {}),
        ("mio_anno", SUO),
        ("mio_anno_ultima_volta", SUO),
        ("piano", DEL_PIANO),
        ("capitoli", DEL_PIANO),
        ("versioni", DEL_PIANO),
        ("rilevazioni_anno", DELL_ANNO),
        ("griglia", DELL_ANNO),
        ("completamento", DELL_ANNO),
        ("ricerca", SUO),
        ("sicurezza", {}),
    ],
    "nucleo": [
        ("quadro", DELL_ANNO),
        ("quadro_confronti", DELL_ANNO),
        ("quadro_novita", DELL_ANNO),
        ("nucleo_verifica", DELL_ANNO),
        ("nucleo_sedute", DELL_ANNO),
        ("nucleo_richieste", DELL_ANNO),
    ],
    "amministratore": [
        ("registro", SUO),
        ("importazioni", SUO),
        ("esportazioni", SUO),
        ("messaggi", SUO),
        ("calendario_anno", {**SUO, "anno": ANNO}),
        ("deleghe", SUO),
        ("accessi", SUO),
        ("veste", SUO),
        ("chiavi_api", SUO),
    ],
    "organo": [("documenti", SUO), ("enti", {})],
    "": [
        ("pubblica", {}),
        ("pubblica_ente", {"ente": "coeso"}),
        ("pubblica_anno", PUBBLICATO),
        ("pubblica_dati_anno", {**PUBBLICATO, "formato": "csv"}),
    ],
}


def esame(atteso: Path) -> dict[str, Any]:
    allora = json.loads(atteso.read_text(encoding="utf-8"))
    setup_test_environment()
    return {
        "righe": diverse(allora["tabelle"]),
        "gradi": gradi(),
        "anni": anni(),
        "istantanee": istantanee(),
        "ricalcola": _comando("ricalcola", "--controlla"),
        "sigillo": _comando("sigillo") + _comando("sigillo", "--controlla"),
        "senza_ente": _senza_ente(),
        "altrui": _altrui(),
        "pagine": [guasto for ruolo in PAGINE for guasto in _pagine(ruolo, allora["parola"])],
    }


def _comando(*argomenti: str) -> str:
    """What a command says; the reason why it refuses, when it does."""
    uscita = io.StringIO()
    try:
        call_command(*argomenti, stdout=uscita)
    except SystemExit as fine:
        uscita.write(f"uscito con {fine.code}")
    return uscita.getvalue()


def _senza_ente() -> list[str]:
    """The tables with the hidden column of the body, and a row where it is empty."""
    vuote = []
    for tabella in sorted(nome for nome, sue in colonne().items() if COLONNA in sue):
        with connection.cursor() as cursore:
            cursore.execute(f"SELECT count(*) FROM {tabella} WHERE {COLONNA} IS NULL")
            if cursore.fetchone()[0]:
                vuote.append(tabella)
    return vuote


def _altrui() -> dict[str, list[int]]:
    """For each body: the rows that the fence shows, and those that are its own."""
    conti = {}
    for ente in Ente.objects.exclude(piani=None).order_by("pk"):
        suoi = _conta(ente)
        with recinto(vista=Vista(enti=(ente.pk,))):
            conti[ente.codice] = [_conta(None), suoi]
    return conti


def _conta(ente: Ente | None) -> int:
    sotto = [
        Piano.objects.filter(**({"ente": ente} if ente else {})),
        Scheda.objects.filter(**({"piano__ente": ente} if ente else {})),
        Risultato.objects.filter(**({"rendicontazione__piano__ente": ente} if ente else {})),
        Giudizio.objects.filter(**({"risultato__rendicontazione__piano__ente": ente} if ente else {})),
    ]
    return sum(righe.count() for righe in sotto)


def _pagine(ruolo: str, parola: str) -> list[str]:
    """Log in with the password of then and open the pages: what does not answer 200."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if ruolo:
        chi = {"username": f"{ruolo}.{ENTE}", "password": "un'altra-parola"}
        if client.post(reverse("accedi"), chi).status_code != 200:
            return [f"{ruolo}: entra con una password sbagliata"]
        if client.post(reverse("accedi"), {**chi, "password": parola}).status_code != 302:
            return [f"{ruolo}: non entra con la password di allora"]
    risposte = {nome: client.get(reverse(nome, kwargs=argomenti)) for nome, argomenti in PAGINE[ruolo]}
    return [f"{ruolo} {nome}: {una.status_code}" for nome, una in risposte.items() if una.status_code != 200]


def stampa(atteso: str) -> None:
    """One line of JSON, the last one."""
    print("\n" + json.dumps(esame(Path(atteso)), ensure_ascii=False))
