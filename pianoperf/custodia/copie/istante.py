"""One instant of the database: what pg_dump will copy, counted and listed from the same snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import FileField, Model
from psycopg2 import sql

_TABELLE = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# Who is named by a policy or a grant must exist where the dump is restored.
_RUOLI = """
SELECT DISTINCT pg_get_userbyid(chi) FROM (
    SELECT unnest(polroles) AS chi FROM pg_policy
    UNION SELECT (aclexplode(relacl)).grantee FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT (aclexplode(proacl)).grantee FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT (aclexplode(nspacl)).grantee FROM pg_namespace WHERE nspname = 'public'
    UNION SELECT (aclexplode(defaclacl)).grantee FROM pg_default_acl
) AS citati WHERE chi <> 0 AND pg_get_userbyid(chi) <> current_user AND pg_get_userbyid(chi) !~ '^pg_' ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class FileCitato:
    """A file of the archive that a row names; `sha256` is "" when only the history names it."""

    nome: str
    sha256: str


class Istante:
    """A read-only transaction whose snapshot pg_dump is told to use."""

    def __init__(self, collegamento: BaseDatabaseWrapper) -> None:
        self._collegamento = collegamento
        self.nome = str(self._righe("SELECT pg_export_snapshot()")[0][0])

    def righe_per_tabella(self) -> dict[str, int]:
        nomi = [nome for (nome,) in self._righe(_TABELLE)]
        conta = sql.SQL("SELECT count(*) FROM {}")
        return {nome: self._righe(conta.format(sql.Identifier(nome)))[0][0] for nome in nomi}

    def migrazioni(self) -> list[str]:
        """Every applied migration, as "app.name"."""
        return [f"{app}.{nome}" for app, nome in self._righe("SELECT app, name FROM django_migrations ORDER BY 1, 2")]

    def ruoli(self) -> list[str]:
        return [nome for (nome,) in self._righe(_RUOLI)]

    def dimensione(self) -> int:
        """Bytes of the database on the server: more than the dump will take."""
        return int(self._righe("SELECT pg_database_size(current_database())")[0][0])

    def file_citati(self) -> list[FileCitato]:
        """The files named by the rows, then those that only the history names (a proof taken off stays for a day)."""
        trovati: dict[str, str] = {}
        # an older version may not have all that today's models name
        ci_sono = [(modello, campo) for modello, campo in _campi_file() if self._ha(modello, campo)]
        for modello, campo in sorted(ci_sono, key=lambda coppia: hasattr(coppia[0], "pgh_tracked_model")):
            della_storia = hasattr(modello, "pgh_tracked_model")
            for nome, sha256 in self._righe(_citazioni(modello, campo)):
                trovati.setdefault(nome, "" if della_storia else sha256)
        return [FileCitato(nome, sha256) for nome, sha256 in sorted(trovati.items())]

    def _ha(self, modello: type[Model], campo: str) -> bool:
        colonne = sql.SQL("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass({}) AND NOT attisdropped")
        return {(campo,), ("sha256",)} <= set(self._righe(colonne.format(sql.Literal(modello._meta.db_table))))

    def cursore(self) -> CursorWrapper:
        return self._collegamento.cursor()

    def _righe(self, comando: str | sql.Composed) -> list[Any]:
        with self._collegamento.cursor() as cursore:
            cursore.execute(comando)
            return cursore.fetchall()


def _citazioni(modello: type[Model], campo: str) -> sql.Composed:
    tabella, colonna = sql.Identifier(modello._meta.db_table), sql.Identifier(campo)
    return sql.SQL("SELECT DISTINCT {0}, sha256 FROM {1} WHERE {0} <> ''").format(colonna, tabella)


def _campi_file() -> list[tuple[type[Model], str]]:
    return [
        (modello, str(campo.column))
        for modello in apps.get_models()
        for campo in modello._meta.concrete_fields
        if isinstance(campo, FileField)
    ]


@contextmanager
def istante() -> Iterator[Istante]:
    """A snapshot held until the end of the block, on a connection of its own."""
    collegamento = connection.copy()
    collegamento.connect()
    try:
        with collegamento.cursor() as cursore:
            cursore.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Istante(collegamento)
    finally:
        collegamento.close()
