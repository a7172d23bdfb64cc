"""Many rows of one table, written with COPY: the keys are taken first, checks and history work as with any insert.

They go through a table of the moment: PostgreSQL takes no COPY into a table with row-level security, and the rules of
the fence (pianoperf.organizzazione.recinto) are then asked of each row as of any other.

Small batches, foreign keys checked at once: the triggers of PostgreSQL keep a list of what waits for the end of the
statement and of the transaction, and go through it again for each row of history (measured: 5 times the time).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from psycopg2.sql import SQL, Composed, Identifier

Riga = Mapping[str, Any]
LOTTO = 500
_DA_PROTEGGERE = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TRA_VIRGOLETTE = str.maketrans({"\\": "\\\\", '"': '\\"'})
_NULLO = "\\N"
_PROVVISORIA = "righe_del_momento"
_PREPARA = SQL("CREATE TEMPORARY TABLE righe_del_momento AS SELECT {colonne} FROM {tabella} WITH NO DATA")
_INSERISCI = SQL("INSERT INTO {tabella} ({colonne}) SELECT {colonne} FROM righe_del_momento")
_AGGIORNA = SQL(
    "UPDATE {tabella} AS riga SET {nuovi} FROM righe_del_momento AS nuova WHERE riga.{chiave} = nuova.{chiave}"
)


@contextmanager
def vincoli_subito() -> Iterator[None]:
    """Inside a transaction: foreign keys are checked at each statement and not at the end."""
    _esegui(SQL("SET CONSTRAINTS ALL IMMEDIATE"))
    yield
    _esegui(SQL("SET CONSTRAINTS ALL DEFERRED"))


def crea(modello: type[models.Model], righe: Sequence[Riga]) -> list[int]:
    """Inserts rows and answers their keys, in order; a field left out has its default. Raises IntegrityError."""
    if not righe:
        return []
    chiavi = _chiavi(modello, len(righe))
    nome_chiave = modello._meta.pk.attname
    predefiniti = {campo.attname: campo.get_default() for campo in modello._meta.concrete_fields}
    complete = [{**predefiniti, **riga, nome_chiave: chiave} for riga, chiave in zip(righe, chiavi, strict=True)]
    campi = modello._meta.concrete_fields
    nomi = {"tabella": Identifier(modello._meta.db_table), "colonne": _colonne(campi)}
    _per_lotti(complete, campi, _PREPARA.format(**nomi), _INSERISCI.format(**nomi))
    return chiavi


def aggiorna(modello: type[models.Model], righe: Sequence[Riga], campi: Collection[str]) -> None:
    """Writes the fields `campi` (as attributes: `scheda_id`) of rows that exist. Raises IntegrityError."""
    if not righe:
        return
    opzioni = modello._meta
    scelti = [campo for campo in opzioni.concrete_fields if campo.attname in campi and not campo.primary_key]
    nomi = {"tabella": Identifier(opzioni.db_table), "chiave": _colonne([opzioni.pk])}
    campi_copiati = [opzioni.pk, *scelti]
    prepara = _PREPARA.format(colonne=_colonne(campi_copiati), **nomi)
    _per_lotti(righe, campi_copiati, prepara, _AGGIORNA.format(nuovi=SQL(", ").join(map(_nuovo, scelti)), **nomi))


def _per_lotti(righe: Sequence[Riga], campi: Sequence[Any], prepara: Composed, scrivi: Composed) -> None:
    """Each batch is copied into the table of the moment and written from there."""
    scrittori = [(campo.attname, _scrittore(campo)) for campo in campi]
    _esegui(prepara)
    for lotto in _lotti(righe):
        _copia(_colonne(campi), scrittori, lotto)
        _esegui(scrivi)
        _esegui(SQL("TRUNCATE {}").format(Identifier(_PROVVISORIA)))
    _esegui(SQL("DROP TABLE {}").format(Identifier(_PROVVISORIA)))


def _nuovo(campo: Any) -> Composed:
    return SQL("{colonna} = nuova.{colonna}").format(colonna=Identifier(campo.column))


def _copia(colonne: Composed, scrittori: Sequence[tuple[str, Callable[[Any], str]]], righe: Sequence[Riga]) -> None:
    sql = SQL("COPY {} ({}) FROM STDIN").format(Identifier(_PROVVISORIA), colonne)
    testo = "".join("\t".join([scrivi(riga[nome]) for nome, scrivi in scrittori]) + "\n" for riga in righe)
    with connection.cursor() as cursore, connection.wrap_database_errors:
        cursore.copy_expert(sql, io.StringIO(testo))


def _scrittore(campo: Any) -> Callable[[Any], str]:
    """How the values of a field are written for COPY."""
    if isinstance(campo, models.JSONField):
        return _scrittore_json()
    return _scrivi_elenco if isinstance(campo, ArrayField) else _scrivi


def _scrivi(valore: Any) -> str:
    if isinstance(valore, str):
        return valore.translate(_DA_PROTEGGERE)
    return _NULLO if valore is None else str(valore)


def _scrivi_elenco(valore: Sequence[Any]) -> str:
    voci = (str(voce).translate(_TRA_VIRGOLETTE) for voce in valore)
    return _scrivi("{" + ",".join(f'"{voce}"' for voce in voci) + "}")


def _scrittore_json() -> Callable[[Any], str]:
    """Rows share the same readings: each object is written out once. They live as long as the rows do."""
    scritti: dict[int, str] = {}

    def scrivi(valore: Any) -> str:
        if valore is None:
            return _NULLO
        if (scritto := scritti.get(id(valore))) is None:
            scritto = scritti[id(valore)] = _scrivi(json.dumps(valore, cls=DjangoJSONEncoder))
        return scritto

    return scrivi


def _chiavi(modello: type[models.Model], quante: int) -> list[int]:
    opzioni = modello._meta
    sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    with connection.cursor() as cursore:
        cursore.execute(sql, [connection.ops.quote_name(opzioni.db_table), opzioni.pk.column, quante])
        return [chiave for (chiave,) in cursore.fetchall()]


def _lotti(righe: Sequence[Riga]) -> Iterator[Sequence[Riga]]:
    for inizio in range(0, len(righe), LOTTO):
        yield righe[inizio : inizio + LOTTO]


def _colonne(campi: Sequence[Any]) -> Composed:
    return SQL(", ").join(Identifier(campo.column) for campo in campi)


def _esegui(sql: SQL | Composed) -> None:
    """As text: the context of the history is put before it."""
    with connection.cursor() as cursore:
        cursore.execute(sql.as_string(cursore.cursor))
