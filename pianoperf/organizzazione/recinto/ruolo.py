"""The role that owns nothing: made after the migrations, with leave to read and write the rows the policies let by."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, connections, transaction

registro = logging.getLogger("pianoperf.recinto")
RUOLO = "pianoperf_recinto"
# One name for the whole server: two databases that are made at once would both create it.
_CREA = f"""
    DO $$ BEGIN
        CREATE ROLE {RUOLO} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$;
"""
_MEMBRO = f"""
    DO $$ BEGIN
        IF NOT pg_has_role(current_user, '{RUOLO}', 'MEMBER') THEN GRANT {RUOLO} TO CURRENT_USER; END IF;
    END $$;
"""
_PERMESSI = f"""
    GRANT USAGE ON SCHEMA public TO {RUOLO};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {RUOLO};
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {RUOLO};
"""
_MANCANO = """
    SELECT EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND (relkind IN ('r', 'p') AND NOT has_table_privilege(%(ruolo)s, oid, 'SELECT, INSERT, UPDATE, DELETE')
            OR relkind = 'S' AND NOT has_sequence_privilege(%(ruolo)s, oid, 'USAGE'))
    )
"""
NON_SI_PUO = (
    "Il recinto della banca dati non è pronto: chi amministra PostgreSQL esegua «CREATE ROLE %s NOLOGIN; GRANT %s TO "
    "l'utente di DATABASE_URL», poi ripeti la migrazione; oppure spegni il recinto con PIANOPERF_RECINTO=0. (%s)"
)


def assicura_ruolo(using: str = "default", **_: Any) -> None:
    """Signal post_migrate. Without leave to create roles it says in the log what a person has to do."""
    try:
        with transaction.atomic(using), connections[using].cursor() as cursore:
            cursore.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [RUOLO])
            if not cursore.fetchone()[0]:
                cursore.execute(_CREA)
            cursore.execute(_MEMBRO)
            cursore.execute(_MANCANO, {"ruolo": RUOLO})
            if cursore.fetchone()[0]:
                cursore.execute(_PERMESSI)
    except DatabaseError as errore:
        registro.warning(NON_SI_PUO, RUOLO, RUOLO, errore)
