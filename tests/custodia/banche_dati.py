"""Databases and folders of their own for commands that destroy: the installation of a test, run by real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.db import connection, connections
from psycopg2 import sql

from pianoperf.ambiente import RADICE
from pianoperf.custodia.copie.programmi import programma, versione_del_server
from tests.processi import attendi


@dataclass
class Impianto:
    """A database and a folder of data; `comanda` runs a command of manage.py on them."""

    indirizzo: str
    cartella: Path

    @property
    def archivio(self) -> Path:
        return self.cartella / "archivio"

    def comanda(self, *argomenti: str, **variabili: str) -> subprocess.CompletedProcess[str]:
        ambiente = {**os.environ, "DATABASE_URL": self.indirizzo, "PIANOPERF_VAR": str(self.cartella), **variabili}
        return subprocess.run(
            [sys.executable, "manage.py", *argomenti],
            cwd=RADICE, env=ambiente, capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    def chiedi(self, comando: str, *parametri: object) -> list[tuple]:
        with psycopg2.connect(self.indirizzo) as collegamento, collegamento.cursor() as cursore:
            cursore.execute(comando, parametri or None)
            righe = cursore.fetchall() if cursore.description else []
        collegamento.close()
        return righe

    def dump(self) -> list[str]:
        """The whole database as SQL, without the lines that pg_dump changes each time."""
        comando = [programma("pg_dump", server=versione_del_server()), "--no-owner", self.indirizzo]
        testo = subprocess.run(comando, capture_output=True, text=True, check=True, timeout=120).stdout
        righe = [riga for riga in testo.splitlines() if not riga.startswith(("\\restrict", "\\unrestrict", "--"))]
        return [senza_giri(riga) for riga in righe]

    def distruggi(self) -> None:
        self.chiedi("DROP SCHEMA public CASCADE")
        self.chiedi("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        self.chiedi("GRANT USAGE ON SCHEMA public TO PUBLIC")
        self.chiedi("COMMENT ON SCHEMA public IS 'standard public schema'")


def senza_giri(riga: str) -> str:
    """PostgreSQL writes a condition that it read back with its casts in other places: the same condition."""
    if "ARRAY[" not in riga:
        return riga
    for giro in ("::character varying", "::text[]", "::text", "(", ")"):
        riga = riga.replace(giro, "")
    return riga


@contextmanager
def impianto(cartella: Path, nome: str, *, come_la_prova: bool) -> Iterator[Impianto]:
    """A database called `nome`: a copy of what the test committed, or empty."""
    base = _indirizzo_del_server()
    modello = connection.settings_dict["NAME"] if come_la_prova else "template1"
    connections.close_all()
    amministrazione = psycopg2.connect(base._replace(path="/postgres").geturl())
    amministrazione.autocommit = True
    nome = f"{nome}_{os.environ.get('PYTEST_XDIST_WORKER', 'solo')}"
    with amministrazione.cursor() as cursore:
        cursore.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nome)))
        assert attendi(lambda: _creata(cursore, nome, modello), secondi=30), f"{modello} è sempre in uso"
        try:
            yield Impianto(base._replace(path=f"/{nome}").geturl(), cartella)
        finally:
            cursore.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(nome)))
    amministrazione.close()


def _creata(cursore: psycopg2.extensions.cursor, nome: str, modello: str) -> bool:
    """A real worker of another test may be looking at the model: it is sent away, and comes back by itself."""
    try:
        crea = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        cursore.execute(crea.format(sql.Identifier(nome), sql.Identifier(modello)))
    except psycopg2.errors.ObjectInUse:
        cursore.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [modello])
        return False
    return True


def _indirizzo_del_server():
    return urlsplit(os.environ["DATABASE_URL"])
