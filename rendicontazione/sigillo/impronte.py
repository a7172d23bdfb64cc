"""The fingerprint of an event and the body it belongs to, as SQL on its event table.

PostgreSQL computes them (sha256 and convert_to are built in): a batch of thousands is one statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from psycopg2 import sql

from pianoperf.organizzazione.models import Ente
from rendicontazione.registro.ambito import Tabella, modelli_tracciati, padre_di

# The text of a value must not depend on the settings of who looks at it.
_COME_SI_LEGGE = (("TimeZone", "UTC"), ("bytea_output", "hex"), ("extra_float_digits", "1"), ("DateStyle", "ISO"))


def tabelle_degli_eventi() -> dict[str, Tabella]:
    """Every event table by its name in the database."""
    return {tabella._meta.db_table: tabella for tabella in modelli_tracciati().values()}


def colonne_di(tabella: Tabella) -> list[str]:
    return [campo.column for campo in tabella._meta.concrete_fields]


def fissa_la_lettura() -> None:
    """Until the end of the transaction, values are written in one way only."""
    with connection.cursor() as cursore:
        for nome, valore in _COME_SI_LEGGE:
            cursore.execute("SELECT set_config(%s, %s, true)", [nome, valore])


def impronta_dell_evento(colonne: Sequence[str]) -> sql.Composed:
    """sha256 of the values of an event `e`, and of the user in its context `c`."""
    valori = sql.SQL(", ").join(sql.SQL("e.{}").format(sql.Identifier(nome)) for nome in colonne)
    return sql.SQL("sha256(convert_to(jsonb_build_array({}, c.metadata->>'user')::text, 'UTF8'))").format(valori)


def ente_dell_evento(tabella: Tabella) -> sql.Composable:
    """The key of the body of an event `e`, NULL when it belongs to none."""
    return _ente(tabella, "e", 0)


def _ente(tabella: Tabella, alias: str, profondita: int) -> sql.Composable:
    if tabella.pgh_tracked_model is Ente:
        return sql.SQL("{}.id").format(sql.Identifier(alias))
    try:
        padre = padre_di(tabella)
    except LookupError:
        return sql.SQL("NULL::bigint")
    if padre == "ente":
        return sql.SQL("{}.ente_id").format(sql.Identifier(alias))
    del_padre = modelli_tracciati()[tabella._meta.get_field(padre).related_model._meta.label_lower]
    sopra = f"p{profondita}"
    # the event of the parent and not its row: what was deleted keeps its body
    return sql.SQL(
        "(SELECT {ente} FROM {tabella} {sopra} WHERE {sopra}.pgh_obj_id = {alias}.{chiave} "
        "ORDER BY {sopra}.pgh_id DESC LIMIT 1)"
    ).format(
        ente=_ente(del_padre, sopra, profondita + 1),
        tabella=sql.Identifier(del_padre._meta.db_table),
        sopra=sql.Identifier(sopra),
        alias=sql.Identifier(alias),
        chiave=sql.Identifier(f"{padre}_id"),
    )
