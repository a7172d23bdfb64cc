"""The embedded servers: shared, stopped by the last one that leaves, restarted after a crash, or one clear sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from pianoperf.ambiente import RADICE
from tests.processi import attendi

FUORI = ("DATABASE_URL", "REDIS_URL", "PIANOPERF_INCORPORATO", "PIANOPERF_SECRET_KEY")
STAMPA = """
import os, psycopg2, redis
from pianoperf import incorporati
incorporati.prepara()
cursore = psycopg2.connect(os.environ["DATABASE_URL"]).cursor()
cursore.execute(
    "SELECT upper('è'), current_setting('server_encoding'), current_database(), pg_postmaster_start_time()"
)
coda = redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
print(*cursore.fetchone(), coda, os.environ["PIANOPERF_INCORPORATO"], sep="|", flush=True)
"""


def ambiente(cartella: Path) -> dict[str, str]:
    """As in a terminal where nothing is configured."""
    pulito = {nome: valore for nome, valore in os.environ.items() if nome not in FUORI}
    return {**pulito, "PIANOPERF_VAR": str(cartella)}


def esegui(cartella: Path, codice: str = STAMPA) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", codice],
        cwd=RADICE, env=ambiente(cartella), capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def server_di(cartella: Path) -> list[psutil.Process]:
    """The servers whose command line names the folder, children excluded."""
    trovati = []
    for processo in psutil.process_iter(["cmdline", "name"]):
        riga = " ".join(processo.info["cmdline"] or [])
        if str(cartella) in riga and processo.info["name"] in {"postgres", "redis-server", "valkey-server"}:
            trovati.append(processo)
    return trovati


@pytest.fixture(scope="module")
def cartella(tmp_path_factory):
    """One cluster for the whole module; pytest's folders are private, so root's cluster needs an open one."""
    radice = tmp_path_factory.mktemp("incorporati")
    for passo in (radice, *radice.parents[:2]):
        if os.geteuid() == 0:
            passo.chmod(0o755)
    assert esegui(radice).returncode == 0
    return radice


def test_the_database_speaks_utf8_and_the_queue_answers(cartella):
    risposta = esegui(cartella).stdout.strip().split("|")
    assert risposta[:3] == ["È", "UTF8", "pianoperf"]
    assert risposta[4:] == ["True", "1"]


def test_the_last_command_stops_the_servers(cartella):
    assert esegui(cartella).returncode == 0
    assert server_di(cartella) == []


def resta(cartella: Path) -> subprocess.Popen[str]:
    """A command that holds the servers until its standard input is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", STAMPA + "input()"],
        cwd=RADICE, env=ambiente(cartella), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip


def test_commands_at_once_share_one_server(cartella):
    compagni = [resta(cartella) for _ in range(3)]
    nati = {figlio.stdout.readline().split("|")[3] for figlio in compagni}
    assert len(nati) == 1
    compagni[0].communicate("\n", timeout=30)
    assert esegui(cartella).stdout.split("|")[3] in nati
    for figlio in compagni[1:]:
        figlio.communicate("\n", timeout=30)
    assert server_di(cartella) == []


def test_killed_servers_and_users_leave_nothing_broken(cartella):
    figlio = resta(cartella)
    figlio.stdout.readline()
    figlio.kill()
    figlio.communicate(timeout=10)
    for processo in server_di(cartella):
        processo.send_signal(signal.SIGKILL)
    assert attendi(lambda: not server_di(cartella), secondi=10)
    assert esegui(cartella).returncode == 0
    assert server_di(cartella) == []


def test_stop_ends_what_a_killed_command_left(cartella):
    figlio = resta(cartella)
    figlio.stdout.readline()
    figlio.kill()
    figlio.communicate(timeout=10)
    subprocess.run([sys.executable, "-m", "pianoperf.incorporati"], cwd=RADICE, env=ambiente(cartella), check=True)
    assert server_di(cartella) == []


def test_the_secret_key_is_made_once_and_kept_private(cartella):
    file = cartella / "chiave_segreta"
    prima = file.read_text()
    esegui(cartella)
    assert file.read_text() == prima
    assert len(prima) > 50
    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_whose_path_is_too_long_for_a_socket_works(tmp_path):
    lunga = tmp_path / ("lunga" * 20) / "con spazi, virgole e è"
    for passo in (tmp_path, *tmp_path.parents[:2]):
        if os.geteuid() == 0:
            passo.chmod(0o755)
    esito = esegui(lunga)
    assert esito.returncode == 0, esito.stderr
    assert server_di(lunga) == []


@pytest.mark.parametrize("comando", [["manage.py", "check"], ["-m", "celery", "-A", "pianoperf", "worker"]])
def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path, comando):
    ostacolo = tmp_path / "file"
    ostacolo.touch()
    esito = subprocess.run(
        [sys.executable, *comando],
        cwd=RADICE, env=ambiente(ostacolo / "var"), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert esito.returncode == 1
    assert "Non posso scrivere nella cartella" in esito.stderr
    assert "Traceback" not in esito.stderr


def test_with_addresses_given_nothing_is_started(tmp_path):
    esito = subprocess.run(
        [sys.executable, "-c", "from pianoperf import incorporati; incorporati.prepara()"],
        cwd=RADICE, timeout=60, capture_output=True, text=True,
        env=ambiente(tmp_path / "var") | {"DATABASE_URL": "postgresql://x/y", "REDIS_URL": "redis://x"},
    )  # fmt: skip
    assert (esito.returncode, (tmp_path / "var").exists()) == (0, False)
