"""What the planner of PostgreSQL knows of tables that have just been filled."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def analizza(modelli: Iterable[type[Model]]) -> None:
    """ANALYZE by name: without names it would also wait for the tables that all the databases of a server share."""
    nomi = ", ".join(connection.ops.quote_name(modello._meta.db_table) for modello in modelli)
    with connection.cursor() as cursore:
        cursore.execute(f"ANALYZE {nomi}")
