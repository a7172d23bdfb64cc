"""Every migration of ours goes back, app by app down to nothing, and forth again to the same database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from pianoperf.ambiente import RADICE
from tests.custodia.banche_dati import Impianto, impianto

# from the top floor down: what is below is still there while a migration goes back
DALL_ALTO = ("custodia", "sigillo", "rendicontazione", "indicatori", "obiettivi", "lavori", "organizzazione")
# (app, name) of those that cannot go back; the docstring of each says why
SENZA_RITORNO: set[tuple[str, str]] = set()
# One plan, so that Django draws the state of the models once; what is not ours goes back only where it stands on ours.
PROGRAMMA = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
indietro = MigrationExecutor(connection)
indietro.migrate([(app, None) for app in {apps!r}])
"""


def _nostre() -> set[tuple[str, str]]:
    noti = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(RADICE)}
    noti = {etichetta for etichetta in noti if ".venv" not in apps.get_app_config(etichetta).path}
    return {chiave for chiave in MigrationLoader(None).disk_migrations if chiave[0] in noti}


def test_ogni_applicazione_nostra_è_nel_giro() -> None:
    assert {app for app, _ in _nostre()} == set(DALL_ALTO)


def test_ogni_migrazione_ha_un_ritorno_o_dice_perché_no() -> None:
    caricate = MigrationLoader(None).disk_migrations
    senza = {chiave for chiave in _nostre() if not all(passo.reversible for passo in caricate[chiave].operations)}
    assert senza == SENZA_RITORNO
    for chiave in SENZA_RITORNO:
        assert "ritorno" in (caricate[chiave].__doc__ or ""), chiave


@pytest.mark.django_db(transaction=True)
def test_indietro_fino_a_niente_e_di_nuovo_avanti(tmp_path: Path) -> None:
    with impianto(tmp_path, "pianoperf_migrazioni", come_la_prova=True) as nostro:
        intero = _schema(nostro)
        assert any("rendicontazione_risultato" in riga for riga in intero)
        esito = nostro.comanda("shell", "--no-imports", "-c", PROGRAMMA.format(apps=DALL_ALTO))
        assert esito.returncode == 0, esito.stderr[-3000:]
        rimaste = nostro.chiedi("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert {nome for (nome,) in rimaste if nome.startswith(DALL_ALTO)} == set()
        assert nostro.chiedi("SELECT app, name FROM django_migrations WHERE app = ANY(%s)", list(DALL_ALTO)) == []
        esito = nostro.comanda("migrate", "--noinput", "--verbosity", "0")
        assert esito.returncode == 0, esito.stderr[-3000:]
        assert _schema(nostro) == intero


def _schema(nostro: Impianto) -> list[str]:
    """Tables, columns, indexes, constraints, triggers and functions, without their order and their numbers."""
    oggetti = nostro.chiedi("""
        SELECT 'colonna ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'indice ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'vincolo ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
        UNION ALL SELECT 'grilletto ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'funzione ' || oid::regprocedure || md5(prosrc) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
    """)
    return sorted(riga for (riga,) in oggetti)
