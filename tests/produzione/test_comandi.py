"""The container's commands, as plain processes with production settings, on the tests' PostgreSQL and Redis."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from celery import Celery
from django.conf import settings

from pianoperf.ambiente import RADICE, indirizzo_broker
from tests.processi import attendi, termina_gruppo

HOST = "performance.ente.example.it"
BANCA_DATI = "pianoperf_produzione"
SEGNO = "piantato-rossi"
RICHIESTA = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def ambiente(tmp_path_factory):
    """Production settings on a database of their own, migrated and with its static files collected."""
    cartella = tmp_path_factory.mktemp("produzione")
    with banca_dati_vuota(os.environ["DATABASE_URL"]) as indirizzo:
        variabili = {
            nome: valore for nome, valore in os.environ.items() if not nome.startswith(("PIANOPERF_", "DJANGO_"))
        }
        variabili |= {
            "DATABASE_URL": indirizzo,
            "REDIS_URL": settings.REDIS_URL.split("?")[0] + "?db=14",
            "PIANOPERF_SECRET_KEY": "una-chiave-di-prova-lunga-e-casuale-che-non-serve-ad-altro-0123456789",
            "PIANOPERF_HOSTS": HOST,
            "PIANOPERF_VAR": str(cartella),
            "PIANOPERF_PROCESSI": "1",
            "PIANOPERF_ASCOLTO": f"127.0.0.1:{porta_libera()}",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONUNBUFFERED": "1",
            # Celery warns whoever runs it as root
            "PYTHONWARNINGS": "ignore",
        }
        esito = subprocess.run(comando("migra"), env=variabili, capture_output=True, text=True, timeout=300)
        assert esito.returncode == 0, esito.stdout + esito.stderr
        yield variabili


@contextmanager
def banca_dati_vuota(indirizzo: str) -> Iterator[str]:
    connessione = psycopg2.connect(indirizzo)
    connessione.autocommit = True
    with connessione.cursor() as cursore:
        cursore.execute(f"DROP DATABASE IF EXISTS {BANCA_DATI} WITH (FORCE)")
        cursore.execute(f"CREATE DATABASE {BANCA_DATI}")
        yield urlsplit(indirizzo)._replace(path=f"/{BANCA_DATI}").geturl()
        cursore.execute(f"DROP DATABASE {BANCA_DATI} WITH (FORCE)")
    connessione.close()


def porta_libera() -> int:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return presa.getsockname()[1]


def comando(nome: str) -> list[str]:
    return ["sh", str(RADICE / "docs" / "produzione" / "comando.sh"), nome]


@contextmanager
def in_esecuzione(nome: str, variabili: dict[str, str], cartella: Path) -> Iterator[Path]:
    registro = cartella / f"{nome}.log"
    with registro.open("wb") as uscita:
        figlio = subprocess.Popen(
            comando(nome), env=variabili, stdout=uscita, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield registro
    finally:
        termina_gruppo(figlio)


def chiedi(variabili: dict[str, str], percorso: str, **intestazioni: str) -> http.client.HTTPResponse | None:
    try:
        connessione = http.client.HTTPConnection(variabili["PIANOPERF_ASCOLTO"], timeout=10)
        connessione.request("GET", percorso, headers={"Host": HOST, **intestazioni})
        return connessione.getresponse()
    except OSError:
        return None


def in_json(registro: Path) -> list[dict[str, object]]:
    """The lines that a process wrote, all of them JSON; what was planted is in none."""
    testo = registro.read_text()
    assert SEGNO not in testo
    return [json.loads(riga) for riga in testo.splitlines()]


def test_web_answers_behind_a_proxy(ambiente, tmp_path):
    with in_esecuzione("web", ambiente, tmp_path) as registro:
        risposta = attendi(lambda: chiedi(ambiente, "/salute/viva/"))
        assert risposta, registro.read_text()
        assert json.loads(risposta.read())["stato"] == "ok"
        assert subprocess.run(comando("sano"), env=ambiente, timeout=30).returncode == 0
        assert chiedi(ambiente, "/accedi/").headers["Location"] == f"https://{HOST}/accedi/"
        pagina = chiedi(ambiente, "/accedi/", **{"X-Forwarded-Proto": "https"})
        assert pagina.status == 200, registro.read_text()
        assert "max-age=31536000" in pagina.headers["Strict-Transport-Security"]
        assert "Secure" in pagina.headers["Set-Cookie"]
        assert chiedi(ambiente, f"/accedi/?next={SEGNO}", **{"X-Forwarded-Proto": "https", "X-Request-ID": RICHIESTA})
        with socket.create_connection(ambiente["PIANOPERF_ASCOLTO"].split(":")) as rotta:
            rotta.sendall(f"GET /{SEGNO} NIENTE\r\n\r\n".encode())
            assert b"400" in rotta.recv(100)
        scritte = in_json(registro)
    assert [riga["rotta"] for riga in scritte if riga["richiesta"] == RICHIESTA] == ["accedi"]


def test_the_worker_answers(ambiente, tmp_path):
    """With the question that docker-compose.yml asks as its health check."""
    esame = [sys.executable, "-m", "celery", "-A", "pianoperf", "inspect", "ping", "-t", "10"]
    with in_esecuzione("worker", ambiente, tmp_path) as registro:
        assert attendi(lambda: " ready." in registro.read_text()), registro.read_text()
        esito = subprocess.run(esame, cwd=RADICE, env=ambiente, capture_output=True, text=True, timeout=60)
        assert (esito.returncode, "pong" in esito.stdout) == (0, True), esito.stdout + esito.stderr
        with Celery(broker=indirizzo_broker(ambiente["REDIS_URL"])) as mittente:
            mittente.send_task("pianoperf.lavori.tasks.pulisci", headers={"richiesta": RICHIESTA})
            mittente.send_task("pianoperf.lavori.tasks.esegui_lavoro", [SEGNO], headers={"richiesta": RICHIESTA})
        assert attendi(lambda: "raised" in registro.read_text()), registro.read_text()
        assert attendi(lambda: "succeeded" in registro.read_text()), registro.read_text()
        sue = [riga for riga in in_json(registro) if riga["richiesta"] == RICHIESTA]
    assert {riga["livello"] for riga in sue} == {"INFO", "ERROR"}


def test_beat_starts(ambiente, tmp_path):
    with in_esecuzione("beat", ambiente, tmp_path) as registro:
        assert attendi(lambda: "beat: Starting" in registro.read_text()), registro.read_text()


def test_production_without_a_secret_key_says_so(ambiente):
    senza = {**ambiente, "PIANOPERF_SECRET_KEY": ""}
    esito = subprocess.run(comando("check"), env=senza, capture_output=True, text=True, timeout=60)
    assert esito.returncode != 0
    assert "Manca PIANOPERF_SECRET_KEY" in esito.stderr


def test_the_deployment_check_has_nothing_to_say(ambiente):
    esito = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=RADICE, env=ambiente, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert esito.returncode == 0, esito.stderr
