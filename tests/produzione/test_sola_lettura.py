"""The commands of the containers on a disk where only their data and /tmp can be written (reliability.md 6, 37)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from pianoperf.ambiente import RADICE
from tests import scenari
from tests.custodia.banche_dati import impianto
from tests.processi import attendi
from tests.produzione.test_comandi import HOST, chiedi, comando, porta_libera

# each service, and what its log says when it is ready
SERVIZI = {"web": "Listening at", "worker": "ready.", "beat": "tarting"}
# A mount namespace as the containers have it: the whole disk read-only, then what follows. $1 the code, $2 the data.
SOLA_LETTURA = """
set -e
mount --make-rprivate /
for cartella in /tmp "$1" "$2"; do mount --bind "$cartella" "$cartella"; done
mount -o remount,ro,bind "$1"
mount -o remount,ro,bind /
cd "$1"
if touch scritto 2>/dev/null; then rm scritto; echo "il codice si scrive" >&2; exit 99; fi
shift 2
exec "$@"
"""


@pytest.fixture
def ambiente(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Production settings on a copy of what the test committed: a body with an open year."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        pytest.skip("qui non si può montare un disco in sola lettura: resta l'esame di docker-compose.yml")
    scenari.anno_aperto(scenari.crea_cast())
    dati = tmp_path / "dati"
    dati.mkdir()
    with impianto(dati, "pianoperf_sola_lettura", come_la_prova=True) as nostro:
        yield {
            "DATABASE_URL": nostro.indirizzo,
            "REDIS_URL": settings.REDIS_URL.split("?")[0] + "?db=13",
            "PIANOPERF_SECRET_KEY": "una-chiave-di-prova-lunga-e-casuale-che-non-serve-ad-altro-0123456789",
            "PIANOPERF_HOSTS": HOST,
            "PIANOPERF_VAR": str(dati),
            "PIANOPERF_PROCESSI": "1",
            "PIANOPERF_ASCOLTO": f"127.0.0.1:{porta_libera()}",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": "/tmp",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }


def test_i_contenitori_non_scrivono_che_nei_loro_dati(ambiente: dict[str, str], tmp_path: Path) -> None:
    dati = Path(ambiente["PIANOPERF_VAR"])
    _riesce(ambiente, "migra")
    with ExitStack() as servizi:
        registri = {nome: servizi.enter_context(_servizio(ambiente, nome, tmp_path)) for nome in SERVIZI}
        _riesce(ambiente, "relazione", "ente-prova-2023-2025", "--tipo", "piano", "-o", str(dati / "piano.pdf"))
        for nome, detto in SERVIZI.items():
            assert _dice(registri[nome], detto), registri[nome].read_text()
        pagina = chiedi(ambiente, "/accedi/", **{"X-Forwarded-Proto": "https"})
        assert pagina is not None
        assert pagina.status == 200, registri["web"].read_text()
    assert (dati / "piano.pdf").read_bytes().startswith(b"%PDF")


def _dice(registro: Path, parola: str) -> bool:
    return attendi(lambda: parola in registro.read_text(), secondi=120)


def _chiuso(ambiente: dict[str, str], nome: str) -> list[str]:
    return ["unshare", "-m", "sh", "-c", SOLA_LETTURA, "sh", str(RADICE), ambiente["PIANOPERF_VAR"], *comando(nome)]


def _riesce(ambiente: dict[str, str], nome: str, *argomenti: str) -> None:
    comandi = [*_chiuso(ambiente, nome), *argomenti]
    esito = subprocess.run(comandi, env=ambiente, capture_output=True, text=True, timeout=180)
    assert esito.returncode == 0, (nome, esito.stderr[-2000:])


@contextmanager
def _servizio(ambiente: dict[str, str], nome: str, cartella: Path) -> Iterator[Path]:
    """The log of a service that runs, and that nobody has to wait for when it ends."""
    registro = cartella / f"{nome}.log"
    with registro.open("wb") as uscita:
        figlio = subprocess.Popen(
            _chiuso(ambiente, nome), env=ambiente, stdout=uscita, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield registro
        assert figlio.poll() is None, registro.read_text()
    finally:
        os.killpg(figlio.pid, signal.SIGKILL)
        figlio.wait(10)
