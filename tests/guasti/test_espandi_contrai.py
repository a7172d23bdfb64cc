"""Old code serves while a migration runs: one that takes something away waits (docs/produzione/guasti.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import DeleteModel, RemoveField, RenameField, RenameModel

from pianoperf.ambiente import RADICE

# the last migration of each app that nobody has in production yet; the next release writes its own here
PRIMA_VERSIONE = {
    "organizzazione": 7,
    "custodia": 9,
    "lavori": 5,
    "obiettivi": 5,
    "indicatori": 6,
    "rendicontazione": 8,
    "sigillo": 9,
}
TOLGONO = (DeleteModel, RemoveField, RenameField, RenameModel)


def numero(nome: str) -> int:
    return int(nome.split("_")[0])


def nostra(migrazione: Migration) -> bool:
    file = Path(__import__(migrazione.__module__, fromlist=["x"]).__file__)
    return file.is_relative_to(RADICE) and "site-packages" not in file.parts


def tolti(migrazione: type[Migration] | Migration) -> list[str]:
    """What the migration takes away, unless it says in `CONTRAE` since which release nothing reads it any more."""
    if getattr(migrazione, "CONTRAE", ""):
        return []
    return [operazione.describe() for operazione in migrazione.operations if isinstance(operazione, TOLGONO)]


def test_since_the_first_release_nothing_is_taken_away_unannounced():
    nostre = {c: m for c, m in MigrationLoader(None).disk_migrations.items() if nostra(m)}
    assert {app for app, _ in nostre} >= PRIMA_VERSIONE.keys() - {"custodia", "sigillo"}
    dopo = {c: m for c, m in nostre.items() if numero(c[1]) > PRIMA_VERSIONE.get(c[0], 0)}
    assert {chiave: tolti(migrazione) for chiave, migrazione in dopo.items() if tolti(migrazione)} == {}


@pytest.mark.parametrize("annuncio", ["", "1.2: nobody reads it since 1.1"])
def test_the_check_sees_a_column_that_goes(annuncio):
    class Toglie(Migration):
        CONTRAE = annuncio
        operations = [RemoveField("lavoro", "suonato_il")]

    assert bool(tolti(Toglie)) is not bool(annuncio)
