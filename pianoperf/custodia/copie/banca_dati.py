"""The database that is restored into: is it empty, who is using it, and how what was there is put aside and back."""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from pianoperf.custodia.copie.rifiuti import RipristinoNegato
from pianoperf.custodia.copie.scrittura import MESSA_DA_PARTE

_ALTRI = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def e_vuota() -> bool:
    return not connection.introspection.table_names()


def altri_collegati() -> int:
    """Programs that are using the database: web, workers, a psql left open."""
    connection.close()
    with connection.cursor() as cursore:
        cursore.execute(_ALTRI)
        return int(cursore.fetchone()[0])


def riprendi_da_un_interruzione() -> bool:
    """A restore that was killed left what was there aside: put it back. Whether there was one."""
    with connection.cursor() as cursore:
        cursore.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [MESSA_DA_PARTE])
        interrotto = cursore.fetchone() is not None
    if interrotto:
        rimetti(c_era=True)
    return interrotto


def metti_da_parte() -> None:
    """What is there goes under another name, in one instant."""
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(f"ALTER SCHEMA public RENAME TO {MESSA_DA_PARTE}")
        _schema_nuovo(cursore)


def _schema_nuovo(cursore: CursorWrapper) -> None:
    cursore.execute("CREATE SCHEMA public")
    cursore.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def rimetti(*, c_era: bool) -> None:
    """Undo a restore that failed."""
    connection.close()
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("DROP SCHEMA public CASCADE")
        if c_era:
            cursore.execute(f"ALTER SCHEMA {MESSA_DA_PARTE} RENAME TO public")
        else:
            _schema_nuovo(cursore)


def lascia_andare() -> None:
    with connection.cursor() as cursore:
        cursore.execute(f"DROP SCHEMA IF EXISTS {MESSA_DA_PARTE} CASCADE")


def prepara_i_ruoli(ruoli: list[str]) -> None:
    """The roles that policies and grants name, made where they are not, without a login. Raises RipristinoNegato."""
    with connection.cursor() as cursore:
        cursore.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [ruoli])
        ci_sono = {nome for (nome,) in cursore.fetchall()}
        for nome in sorted(set(ruoli) - ci_sono):
            try:
                cursore.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(nome)))
            except DatabaseError as errore:
                raise RipristinoNegato(
                    f"Nella banca dati manca il ruolo «{nome}» e non posso crearlo: chiedi a chi la gestisce "
                    f'di eseguire CREATE ROLE "{nome}" NOLOGIN; e riprova.'
                ) from errore


def righe_per_tabella(tabelle: list[str]) -> dict[str, int]:
    """Rows of each table; -1 for one that is not there."""
    presenti = set(connection.introspection.table_names())
    conti: dict[str, int] = {}
    with connection.cursor() as cursore:
        for nome in tabelle:
            if nome not in presenti:
                conti[nome] = -1
                continue
            cursore.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(nome)))
            conti[nome] = int(cursore.fetchone()[0])
    return conti
