"""Take the picture of a version that is being released: a database made by its own code, and what is in it.

    python -m tests.aggiornamenti.fotografa [CARTELLA_DEL_CODICE]

Without a folder, of this checkout. Run it once, in the commit of the release (tests/aggiornamenti/versioni/README.md).
"""

from __future__ import annotations

import atexit
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import psycopg2

QUI = Path(__file__).resolve().parent
VERSIONI = QUI / "versioni"
BANCA_DATI, ATTESO = "banca-dati.sql.gz", "atteso.json"
PAROLA = "la-parola-della-fotografia"
# lines that are for psql alone, and the one that older servers do not know
DI_TROPPO = re.compile(rb"^(\\(un)?restrict \w+|SET transaction_timeout = 0;)\n", re.MULTILINE)
VIVI = "exec(compile(open({vita!r}).read(), 'vita.py', 'exec')); vivi()"
RITRAI = (
    "import json; exec(compile(open({ritratto!r}).read(), 'ritratto.py', 'exec'));"
    "open({atteso!r}, 'w').write(json.dumps(ritratto()))"
)


def fotografa(codice: Path, destinazione: Path) -> None:
    """Make the demo with the code in `codice` on embedded services of its own; write the two files."""
    atteso = destinazione / ATTESO
    destinazione.mkdir(parents=True, exist_ok=True)
    _comanda(codice, "migrate", "--verbosity", "0")
    _comanda(codice, "carica_esempi")
    _comanda(codice, "shell", "-c", VIVI.format(vita=str(QUI / "vita.py")))
    _comanda(codice, "shell", "-c", RITRAI.format(ritratto=str(QUI / "ritratto.py"), atteso=str(atteso)))
    (destinazione / BANCA_DATI).write_bytes(gzip.compress(_dump(), 9, mtime=0))
    letto = {"parola": PAROLA, **json.loads(atteso.read_text(encoding="utf-8"))}
    atteso.write_text(json.dumps(letto, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def uscite() -> list[str]:
    """The versions that have a picture, oldest first."""
    return sorted(
        (cartella.parent.name for cartella in VERSIONI.glob(f"*/{ATTESO}")),
        key=lambda versione: [int(numero) for numero in versione.split(".")],
    )


def banca_dati(versione: str) -> str:
    """The SQL that makes again the database of a released version."""
    return gzip.decompress((VERSIONI / versione / BANCA_DATI).read_bytes()).decode("utf-8")


def _comanda(codice: Path, *argomenti: str) -> None:
    python = codice / ".venv" / "bin" / "python"
    subprocess.run([python if python.exists() else sys.executable, "manage.py", *argomenti], cwd=codice, check=True)


def _dump() -> bytes:
    """As rows, so that whoever speaks SQL restores it without psql."""
    from pianoperf.custodia.copie.programmi import programma

    with psycopg2.connect(os.environ["DATABASE_URL"]) as collegamento:
        versione = collegamento.info.server_version // 10000
    comando = [programma("pg_dump", server=versione), "--no-owner", "--no-privileges", "--rows-per-insert=200"]
    fatto = subprocess.run([*comando, os.environ["DATABASE_URL"]], check=True, capture_output=True)
    return DI_TROPPO.sub(b"", fatto.stdout)


def main() -> None:
    codice = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    versione = tomllib.loads((codice / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cartella = Path(tempfile.mkdtemp(prefix="fotografia-"))
    # registered before the services: it is done after they have stopped
    atexit.register(shutil.rmtree, cartella, ignore_errors=True)
    cartella.chmod(0o711)  # PostgreSQL may run as another account
    (cartella / "password_dimostrativa").write_text(f"{PAROLA}\n", encoding="utf-8")
    for variabile in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(variabile, None)
    os.environ["PIANOPERF_VAR"] = str(cartella)
    from pianoperf import incorporati

    incorporati.prepara()
    fotografa(codice, VERSIONI / versione)
    print(f"La fotografia di {versione} è in {VERSIONI / versione}")


if __name__ == "__main__":
    main()
