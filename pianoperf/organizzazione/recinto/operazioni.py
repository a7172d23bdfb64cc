"""Migration operations that put a table inside the fence, and take it out again."""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

COLONNA = "del_ente"
_ENTI = "(SELECT string_to_array(current_setting('pianoperf.enti', true), ','))::bigint[]"
_UTENTE = "(SELECT nullif(current_setting('pianoperf.utente', true), '')::bigint)"


def recinta(tabella: str, colonna: str = "ente_id", *, anche_di: Iterable[str] = ()) -> Operation:
    """Fence a table that has its body in `colonna`; whose columns `anche_di` say a user, he sees his own rows too."""
    del_suo_ente = f"{colonna} = ANY ({_ENTI})"
    si_vede = " OR ".join([del_suo_ente, *(f"{di_chi} = {_UTENTE}" for di_chi in anche_di)])
    return RunSQL(
        f"""
        ALTER TABLE {tabella} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY recinto ON {tabella} USING ({si_vede}) WITH CHECK ({del_suo_ente});
        """,
        f"""
        DROP POLICY recinto ON {tabella};
        ALTER TABLE {tabella} DISABLE ROW LEVEL SECURITY;
        """,
    )


_SEGNA = Template("""
    ALTER TABLE $tabella ADD COLUMN $segno bigint;
    ALTER TABLE $tabella DISABLE TRIGGER USER;
    UPDATE $tabella AS figlia SET $segno = madre.$dell_ente FROM $madre AS madre WHERE madre.id = figlia.$colonna;
    ALTER TABLE $tabella ENABLE TRIGGER USER;
    $obbligo
    CREATE FUNCTION recinto_$tabella() RETURNS trigger LANGUAGE plpgsql AS $$recinto$$
    BEGIN
        NEW.$segno := (SELECT $dell_ente FROM $madre WHERE id = NEW.$colonna);
        RETURN NEW;
    END $$recinto$$;
    CREATE TRIGGER recinto BEFORE INSERT OR UPDATE OF $colonna ON $tabella
        FOR EACH ROW EXECUTE FUNCTION recinto_$tabella();
""")


def segna_l_ente(tabella: str, colonna: str, madre: str, dell_ente: str, *, storia: bool = False) -> Operation:
    """Give a table the hidden column COLONNA, taken from column `dell_ente` of the row of `madre` that `colonna` names.

    The ORM does not know of it: a trigger fills it. In a history table it may stay empty: the row of `madre` may be
    gone when its end is written, and then only the owner sees that event.
    """
    obbligo = "" if storia else f"ALTER TABLE {tabella} ALTER COLUMN {COLONNA} SET NOT NULL;"
    fatto = _SEGNA.substitute(
        tabella=tabella, colonna=colonna, madre=madre, dell_ente=dell_ente, segno=COLONNA, obbligo=obbligo
    )
    disfatto = f"""
        DROP TRIGGER recinto ON {tabella};
        DROP FUNCTION recinto_{tabella}();
        ALTER TABLE {tabella} DROP COLUMN {COLONNA};
    """
    return RunSQL(fatto, disfatto)


def recinta_per_madre(tabella: str, colonna: str, madre: str, dell_ente: str = COLONNA) -> list[Operation]:
    """Both steps, for a table and for a history table (its name ends in "event")."""
    return [
        segna_l_ente(tabella, colonna, madre, dell_ente, storia=tabella.endswith("event")),
        recinta(tabella, COLONNA),
    ]
