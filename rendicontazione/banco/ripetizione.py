"""Many bodies out of few: every row of the applications copied by PostgreSQL itself, with its references shifted.

Which columns refer to what is read from the models, so that a new table is copied like the others. The database
must hold nothing but the samples, and its role must be a superuser (the triggers rest meanwhile): the embedded one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, ForeignKey, GeneratedField, Model
from psycopg2 import sql

from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.recinto.operazioni import COLONNA
from pianoperf.statistiche import analizza

APPLICAZIONI = ("organizzazione", "obiettivi", "indicatori", "rendicontazione")
# Requests for files are of the sample only: what the queue knows of them would not be copied.
ESCLUSE = {"rendicontazione_documento", "rendicontazione_raccolta", "rendicontazione_esportazione"}
ESCLUSE |= {"indicatori_importazione", "indicatori_importazioneevent"}


def ripeti(volte: int) -> None:
    """Copy everything there is `volte` times, history included; copy *k* has "-k" after codes and logins."""
    tabelle = list(_tabelle())
    with transaction.atomic(), connection.cursor() as cursore:
        passi = {modello._meta.db_table: _passo(cursore, modello) for modello in tabelle}
        recintate = _recintate(cursore)
        cursore.execute("SET LOCAL session_replication_role = replica")
        for modello in tabelle:
            cursore.execute(_copia(modello, passi, recintate), [volte])
            cursore.execute(_avanza_il_contatore(modello))
        # a transaction around this one, as in a test, has its triggers again
        cursore.execute("SET LOCAL session_replication_role = origin")
    analizza(tabelle)


def _tabelle() -> Iterator[type[Model]]:
    for modello in apps.get_models(include_auto_created=True):
        meta = modello._meta
        if meta.app_label in APPLICAZIONI and meta.managed and not meta.proxy and meta.db_table not in ESCLUSE:
            yield modello


def _passo(cursore: CursorWrapper, modello: type[Model]) -> int:
    """As much as the ids are spread: the ids of copy *k* are those of the sample plus *k* times this."""
    ampiezza = sql.SQL("SELECT coalesce(max({chiave}) - min({chiave}), 0) + 1 FROM {tabella}")
    cursore.execute(ampiezza.format(**_nomi(modello)))
    return int(cursore.fetchone()[0])


def _recintate(cursore: CursorWrapper) -> set[str]:
    """The tables with the hidden column of the fence: no model knows it, and a resting trigger does not fill it."""
    cursore.execute("SELECT table_name FROM information_schema.columns WHERE column_name = %s", [COLONNA])
    return {nome for (nome,) in cursore.fetchall()}


def _nomi(modello: type[Model]) -> dict[str, sql.Identifier]:
    return {"tabella": _nome(modello._meta.db_table), "chiave": _nome(modello._meta.pk.column)}


def _nome(nome: str | None) -> sql.Identifier:
    return sql.Identifier(nome or "")


def _copia(modello: type[Model], passi: dict[str, int], recintate: set[str]) -> sql.Composable:
    campi = [campo for campo in modello._meta.concrete_fields if not isinstance(campo, GeneratedField)]
    colonne = [(_nome(campo.column), _valore(modello, campo, passi)) for campo in campi]
    if modello._meta.db_table in recintate:
        colonne.append((_nome(COLONNA), _spostata(_nome(COLONNA), passi[Ente._meta.db_table])))
    return sql.SQL(
        "INSERT INTO {tabella} ({colonne}) SELECT {valori} FROM {tabella} CROSS JOIN generate_series(1, %s) AS k"
    ).format(
        colonne=sql.SQL(", ").join(colonna for colonna, _ in colonne),
        valori=sql.SQL(", ").join(valore for _, valore in colonne),
        **_nomi(modello),
    )


def _valore(modello: type[Model], campo: Field[Any, Any], passi: dict[str, int]) -> sql.Composable:
    colonna = _nome(campo.column)
    tracciato = getattr(modello, "pgh_tracked_model", None)
    if isinstance(campo, ForeignKey):
        passo = passi.get(campo.related_model._meta.db_table, 0)
    elif tracciato and campo.name == tracciato._meta.pk.name:
        passo = passi.get(tracciato._meta.db_table, 0)
    elif campo.primary_key:
        passo = passi[modello._meta.db_table]
    elif campo.unique:
        return sql.SQL("{} || '-' || k").format(colonna)
    else:
        return colonna
    return _spostata(colonna, passo) if passo else colonna


def _spostata(colonna: sql.Identifier, passo: int) -> sql.Composable:
    return sql.SQL("{} + k * {}").format(colonna, sql.Literal(passo))


def _avanza_il_contatore(modello: type[Model]) -> sql.Composable:
    nomi = _nomi(modello)
    contatore = sql.SQL("pg_get_serial_sequence({}, {})").format(
        sql.Literal(nomi["tabella"].as_string(connection.connection)), sql.Literal(nomi["chiave"].string)
    )
    return sql.SQL("SELECT setval({contatore}, coalesce(max({chiave}), 1)) FROM {tabella}").format(
        contatore=contatore, **nomi
    )
