"""Every migration of ours has a way back; a database goes back to the version released last as it was, and forth again.

MIGRAZIONI_FINO_A_NIENTE=1 takes all of them back, down to an empty database: minutes, most of them spent by Django in
drawing the models of each step.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from pianoperf.ambiente import RADICE
from tests.aggiornamenti.fotografa import ATTESO, VERSIONI, banca_dati, uscite
from tests.custodia.banche_dati import Impianto, impianto, senza_giri

NOSTRE = {"custodia", "sigillo", "rendicontazione", "indicatori", "obiettivi", "lavori", "organizzazione"}
# (app, name) of those that cannot go back; the docstring of each says why
SENZA_RITORNO: set[tuple[str, str]] = set()
FINO_A_NIENTE = os.environ.get("MIGRAZIONI_FINO_A_NIENTE") == "1"
# One plan, so that Django draws the models once; then what is not as it was when the version was photographed.
INDIETRO = """
import json
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connection).migrate({mete!r})
from tests.aggiornamenti.ritratto import diverse
print(json.dumps(diverse(json.load(open({atteso!r}))["tabelle"]) if {rimane} else []))
"""


def _nostre() -> set[tuple[str, str]]:
    noti = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(RADICE)}
    noti = {etichetta for etichetta in noti if ".venv" not in apps.get_app_config(etichetta).path}
    return {chiave for chiave in MigrationLoader(None).disk_migrations if chiave[0] in noti}


def test_ogni_applicazione_nostra_è_nota() -> None:
    assert {app for app, _ in _nostre()} == NOSTRE


def test_ogni_migrazione_ha_un_ritorno_o_dice_perché_no() -> None:
    caricate = MigrationLoader(None).disk_migrations
    senza = {chiave for chiave in _nostre() if not all(passo.reversible for passo in caricate[chiave].operations)}
    assert senza == SENZA_RITORNO
    for chiave in SENZA_RITORNO:
        assert "ritorno" in (caricate[chiave].__doc__ or ""), chiave


def test_indietro_fino_alla_versione_uscita_e_di_nuovo_avanti(tmp_path: Path) -> None:
    versione = uscite()[-1]
    with impianto(tmp_path, "pianoperf_migrazioni", come_la_prova=False) as nostro:
        nostro.chiedi(banca_dati(versione))
        schema_di_allora = _schema(nostro)
        mete = _mete(nostro)
        _riesce(nostro, "migrate", "--noinput", "--verbosity", "0")
        schema_di_oggi = _schema(nostro)
        atteso = str(VERSIONI / versione / ATTESO)
        programma = INDIETRO.format(mete=mete, atteso=atteso, rimane=not FINO_A_NIENTE)
        detto = _riesce(nostro, "shell", "--no-imports", "-c", programma)
        assert detto.splitlines()[-1] == "[]"
        if FINO_A_NIENTE:
            assert _tabelle_nostre(nostro) == []
        else:
            assert _schema(nostro) == schema_di_allora
        _riesce(nostro, "migrate", "--noinput", "--verbosity", "0")
        assert _schema(nostro) == schema_di_oggi


def _riesce(nostro: Impianto, *argomenti: str) -> str:
    esito = nostro.comanda(*argomenti)
    assert esito.returncode == 0, esito.stderr[-3000:]
    return esito.stdout


def _mete(nostro: Impianto) -> list[tuple[str, str | None]]:
    """The last migration of each app that the database has; None for an app that it has not, and to go to nothing."""
    presenti = dict(nostro.chiedi("SELECT app, max(name) FROM django_migrations GROUP BY app"))
    if FINO_A_NIENTE:
        return [(app, None) for app in sorted(NOSTRE)]
    return [(app, presenti.get(app)) for app in sorted(MigrationLoader(None).migrated_apps)]


def _tabelle_nostre(nostro: Impianto) -> list[str]:
    rimaste = nostro.chiedi("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [nome for (nome,) in rimaste if nome.startswith(tuple(NOSTRE))]


def _schema(nostro: Impianto) -> list[str]:
    """Tables, columns, indexes, constraints, triggers and functions, without their order and their numbers.

    A function that was of the trigger of a table now gone stays behind, called by nobody: django-pgtrigger leaves it.
    """
    oggetti = nostro.chiedi("""
        SELECT 'colonna ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'indice ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'vincolo ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
        UNION ALL SELECT 'grilletto ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'regola ' || tablename || ' ' || policyname || qual || with_check FROM pg_policies
        UNION ALL SELECT 'funzione ' || oid::regprocedure || md5(prosrc) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
            AND (prorettype <> 'trigger'::regtype OR EXISTS (SELECT FROM pg_trigger WHERE tgfoid = pg_proc.oid))
    """)
    return sorted(senza_giri(riga) for (riga,) in oggetti)
