"""The last hour of a window: many directors, each of a body of its own, enter their results at once (issue 8, Load).

Real processes: gunicorn as in production, the database of the bench, clients over loopback that keep their connection.
What the server acknowledged is then looked for in the database and in the history.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from indicatori.cronometro import Misura, p95, volte
from pianoperf.incorporati.porta import apri_porta
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.banco.salvataggio import ANNO, VUOTA, anno_di
from rendicontazione.models import Risultato

DIRETTORI, RISULTATI = 200, 60
# As docs/produzione/comando.sh starts them for two processors.
PROCESSI, FILI = 2, 4
RISCALDAMENTI = 2
ATTESA_MASSIMA = 120.0
# target -> what is typed for each of its conditions
SCRITTI = {
    "SI": {"parte_0": "sì"},
    "Entro giugno": {"parte_0": f"10/6/{ANNO}"},
    "almeno 80%": {"parte_0": "72"},
    "Almeno 4": {"parte_0": "3"},
    "Entro giugno 100%": {"parte_0": f"12/7/{ANNO}", "parte_1": "95"},
    "Massimo 10 giorni": {"parte_0": "12"},
}


@dataclass(frozen=True)
class Lavoro:
    """What one director does: the cookies of the session, the body, the results with what is typed in each."""

    biscotti: str
    csrf: str
    ente: str
    risultati: tuple[tuple[int, dict[str, str]], ...]


@dataclass
class Esito:
    """Seconds of each answer; `salvati` are (result, version, note) of every save the server acknowledged."""

    pagine: list[float] = field(default_factory=list)
    salvataggi: list[float] = field(default_factory=list)
    salvati: list[tuple[int, int, str]] = field(default_factory=list)
    errori: list[str] = field(default_factory=list)


def misure_del_carico(direttori: int = DIRETTORI, risultati: int = RISULTATI) -> Iterator[Misura]:
    """Three rows: the empty page and the save under load (p95), and what was lost. Needs an empty database."""
    lavori = prepara(direttori, risultati)
    with servizio() as porta:
        with ThreadPoolExecutor(direttori) as insieme:
            for _ in range(RISCALDAMENTI):
                list(insieme.map(partial(lavora, porta), [replace(lavoro, risultati=()) for lavoro in lavori]))
            inizio = time.perf_counter()
            tutti = _insieme(insieme.map(partial(lavora, porta), lavori))
        durata = time.perf_counter() - inizio
    persi = [salvato for salvato in tutti.salvati if not conservato(*salvato)]
    quanti = f"{direttori} direttori insieme, {risultati} risultati ciascuno"
    vuota, salva = p95(tutti.pagine), p95(tutti.salvataggi)
    al_secondo = len(tutti.salvataggi) / durata
    yield Misura("pagina vuota sotto carico (p95)", quanti, vuota)
    yield Misura(
        f"salvare sotto carico: {volte(salva, vuota)} volte la pagina vuota (p95), {al_secondo:.0f} al secondo",
        quanti,
        salva,
    )
    yield Misura(
        f"salvataggi accettati {len(tutti.salvati)}, errori {len(tutti.errori)}, perduti {len(persi)}",
        quanti,
        durata,
        f"{direttori * risultati} accettati, 0 errori, 0 perduti",
    )


def _insieme(esiti: Iterable[Esito]) -> Esito:
    tutti = Esito()
    for uno in esiti:
        tutti.pagine += uno.pagine
        tutti.salvataggi += uno.salvataggi
        tutti.salvati += uno.salvati
        tutti.errori += uno.errori
    return tutti


def prepara(direttori: int, risultati: int) -> list[Lavoro]:
    """Bodies with an open year of that many empty results, each with a director who has logged in."""
    anno, _ = anno_di(risultati)
    capo = Utente.objects.create(username="direttore-misurato", first_name="Direttore")
    Incarico.objects.create(utente=capo, ente=anno.piano.ente, ruolo=Ruolo.DIRETTORE, dal=date(ANNO, 1, 1))
    ripeti(direttori - 1)
    return [_lavoro(ente) for ente in Ente.objects.order_by("pk")]


def _lavoro(ente: Ente) -> Lavoro:
    direttore = Utente.objects.get(incarichi__ente=ente, incarichi__ruolo=Ruolo.DIRETTORE)
    sessione = SessionStore()
    sessione[SESSION_KEY] = str(direttore.pk)
    sessione[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    sessione[HASH_SESSION_KEY] = direttore.get_session_auth_hash()
    sessione.create()
    csrf = secrets.token_hex(16)
    biscotti = f"{settings.SESSION_COOKIE_NAME}={sessione.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
    risultati = Risultato.objects.filter(rendicontazione__piano__ente=ente).order_by("pk")
    scritti = tuple((pk, SCRITTI[testo]) for pk, testo in risultati.values_list("pk", "previsione__testo"))
    return Lavoro(biscotti, csrf, ente.codice, scritti)


@contextmanager
def servizio() -> Iterator[int]:
    """The web processes on the database of this connection; gives their port."""
    ascolto = apri_porta(8700)
    ambiente = {**os.environ, "DATABASE_URL": _indirizzo_della_banca_dati()}
    comando = [sys.executable, "-m", "gunicorn", "pianoperf.wsgi", "--bind", f"fd://{ascolto.fileno()}"]
    comando += ["--workers", str(PROCESSI), "--threads", str(FILI), "--timeout", "120", "--log-level", "error"]
    processo = subprocess.Popen(
        comando, env=ambiente, cwd=settings.RADICE, pass_fds=[ascolto.fileno()], stdin=subprocess.DEVNULL
    )
    try:
        porta = int(ascolto.getsockname()[1])
        _aspetta(porta)
        yield porta
    finally:
        processo.terminate()
        processo.wait(30)
        ascolto.close()


def _indirizzo_della_banca_dati() -> str:
    """DATABASE_URL with the name of the database of the bench."""
    parti = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parti._replace(path="/" + str(connection.settings_dict["NAME"])))


def _aspetta(porta: int) -> None:
    """Until the web answers: whether there are workers is not asked, a save needs none."""
    scadenza = time.monotonic() + ATTESA_MASSIMA
    while time.monotonic() < scadenza:
        try:
            if _chiedi(HTTPConnection("127.0.0.1", porta, timeout=10), "GET", reverse("salute_viva"), {})[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.2)
    raise TimeoutError("Il servizio da misurare non risponde.")


def lavora(porta: int, lavoro: Lavoro) -> Esito:
    """One director: the empty page once, then every result saved as the page does by itself, one after the other."""
    esito, ente = Esito(), {"ente": lavoro.ente}
    rete = HTTPConnection("127.0.0.1", porta, timeout=ATTESA_MASSIMA)
    _chiedi_e_segna(rete, "GET", reverse(VUOTA, kwargs=ente), lavoro, esito, esito.pagine)
    for n, (pk, scritto) in enumerate(lavoro.risultati):
        nota = f"Scritto nell'ultima ora, {n}"
        dati = {**scritto, "versione": "0", "nota": nota, "causa": "esogena"}
        indirizzo = reverse("rilevazione_bozza", kwargs={**ente, "risultato": pk})
        corpo = _chiedi_e_segna(rete, "POST", indirizzo, lavoro, esito, esito.salvataggi, dati)
        if corpo is not None:
            esito.salvati.append((pk, 1, nota))
        if n % 10 == 0:
            _chiedi_e_segna(rete, "GET", reverse(VUOTA, kwargs=ente), lavoro, esito, esito.pagine)
    rete.close()
    return esito


def _chiedi_e_segna(
    rete: HTTPConnection,
    metodo: str,
    indirizzo: str,
    lavoro: Lavoro,
    esito: Esito,
    tempi: list[float],
    dati: dict[str, str] | None = None,
) -> bytes | None:
    """The body of a 200, timed; anything else is written among the errors."""
    testate = {"Cookie": lavoro.biscotti, "X-CSRFToken": lavoro.csrf, "Accept": "application/json"}
    inizio = time.perf_counter()
    try:
        stato, corpo = _chiedi(rete, metodo, indirizzo, testate, dati)
    except (OSError, HTTPException) as errore:
        esito.errori.append(f"{indirizzo}: {errore!r}")
        rete.close()
        return None
    tempi.append(time.perf_counter() - inizio)
    if stato != 200:
        esito.errori.append(f"{indirizzo}: {stato} {corpo[:200]!r}")
        return None
    return corpo


def _chiedi(
    rete: HTTPConnection, metodo: str, indirizzo: str, testate: dict[str, str], dati: dict[str, str] | None = None
) -> tuple[int, bytes]:
    corpo = urlencode(dati) if dati is not None else None
    tipo = {"Content-Type": "application/x-www-form-urlencoded"} if corpo is not None else {}
    rete.request(metodo, indirizzo, corpo, {"Host": "localhost", **testate, **tipo})
    risposta = rete.getresponse()
    return risposta.status, risposta.read()


def conservato(risultato: int, versione: int, nota: str) -> bool:
    """Whether a save that was acknowledged is in the row and in its history."""
    voluto = {"versione": versione, "nota": nota}
    storia = apps.get_model("rendicontazione", "RisultatoEvent").objects.filter(pgh_obj_id=risultato, **voluto)
    return Risultato.objects.filter(pk=risultato, **voluto).exists() and storia.exists()
